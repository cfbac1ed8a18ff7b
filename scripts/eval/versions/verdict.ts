import { isVersion, versionKey } from "../../../corpora/version.js";
import type { VersionFact } from "./facts.js";
import type { HistoryRelease, SymbolHistory, SymbolLife } from "./history.js";

export const VERDICTS = ["right", "wrong", "cannot verify"] as const;

/** What the index says to a fact. */
export interface Verdict {
  readonly verdict: (typeof VERDICTS)[number];
  /** Short and countable: the same words for the same case. */
  readonly because: string;
}

const right = (because: string): Verdict => ({ verdict: "right", because });
const wrong = (because: string): Verdict => ({ verdict: "wrong", because });
const cannotVerify = (because: string): Verdict => ({ verdict: "cannot verify", because });

/**
 * Asks the index. A release that was not read says nothing, and neither does a name that is missing where
 * its surroundings were not read, or below a class: it may be inherited, or made at run time.
 */
export function judge(fact: VersionFact, history: SymbolHistory | undefined): Verdict {
  if (history === undefined || history.releases.length === 0) return cannotVerify("library not indexed");
  const asked = new Asked(fact, history);
  switch (fact.kind) {
    case "present":
      return asked.presentAt();
    case "absent_before":
      return asked.absentBefore();
    case "added":
      return asked.added();
    case "removed":
      return asked.removed();
    case "renamed":
      return /name valid at/.test(`${fact.note} ${fact.source}`) || fact.replacement == null
        ? asked.presentAt()
        : asked.renamed(fact.replacement);
    case "deprecated":
      return asked.deprecated();
    case "argument_change":
      return asked.argumentChange();
    case "behaviour_change":
      return cannotVerify("behaviour is not in a signature");
  }
}

class Asked {
  private readonly fact: VersionFact;
  private readonly history: SymbolHistory;
  private readonly name: string;

  constructor(fact: VersionFact, history: SymbolHistory) {
    this.fact = fact;
    this.history = history;
    this.name = fact.symbol_public ?? fact.symbol;
  }

  private key(version: string | null | undefined): string | undefined {
    const { scheme } = this.history;
    return version != null && isVersion(scheme, version) ? versionKey(scheme, version) : undefined;
  }

  private exactly(version: string | null | undefined): HistoryRelease | undefined {
    const key = this.key(version);
    return this.history.releases.find((release) => release.key === key);
  }

  /** Releases from a version on; all of them when none is named. */
  private from(version: string | null | undefined): readonly HistoryRelease[] {
    if (version == null) return this.history.releases;
    const key = this.key(version);
    return key === undefined ? [] : this.history.releases.filter((release) => release.key >= key);
  }

  private before(version: string | null | undefined): readonly HistoryRelease[] {
    const key = this.key(version);
    return key === undefined ? [] : this.history.releases.filter((release) => release.key < key);
  }

  private at(release: HistoryRelease, name = this.name): SymbolLife | undefined {
    return this.history.at(name, release);
  }

  private isAbsent(release: HistoryRelease, name = this.name): boolean {
    if (this.at(release, name) !== undefined || this.history.isRead(name, release)) return false;
    const owner = name.slice(0, name.lastIndexOf("."));
    return this.history.isRead(owner, release) && !isClass(this.at(release, owner));
  }

  /** A fact that names no release does not say of which one it speaks. */
  private contradicted(because: string): Verdict {
    return this.fact.version == null ? cannotVerify(`${because}, no release named`) : wrong(because);
  }

  presentAt(): Verdict {
    const release = this.exactly(this.fact.version);
    if (release === undefined) return cannotVerify("release not indexed");
    if (this.at(release) !== undefined) return right("present at that release");
    return this.isAbsent(release) ? wrong("absent at that release") : cannotVerify("surroundings not read");
  }

  absentBefore(): Verdict {
    const release = this.exactly(this.fact.version) ?? this.before(this.fact.version).at(-1);
    if (release === undefined) return cannotVerify("release not indexed");
    if (this.at(release) !== undefined) return wrong("present at that release");
    return this.isAbsent(release) ? right("absent at that release") : cannotVerify("surroundings not read");
  }

  added(): Verdict {
    const lives = this.history.releases.flatMap((release) => this.at(release) ?? []);
    const declared = this.key(lives.find(({ declaredSince }) => declaredSince !== "")?.declaredSince);
    if (declared !== undefined) {
      return declared === this.key(this.fact.version)
        ? right("its documentation says since when")
        : wrong("its documentation names another release");
    }
    const [older, newer] = [this.before(this.fact.version).at(-1), this.from(this.fact.version)[0]];
    if (older === undefined || newer === undefined) return cannotVerify("release not indexed");
    if (this.at(older) !== undefined) return wrong("present in an older release");
    if (this.at(newer) !== undefined && this.isAbsent(older)) return right("absent before, present after");
    return cannotVerify("not found");
  }

  removed(): Verdict {
    const release =
      this.fact.version == null ? this.history.releases.at(-1) : this.from(this.fact.version)[0];
    if (release === undefined) return cannotVerify("release not indexed");
    const life = this.at(release);
    if (life !== undefined && /\bremoved\b/.test(noticeOf(life)))
      return right("its notice says it is removed");
    if (life !== undefined) return this.contradicted("present after its removal");
    return this.isAbsent(release) ? right("absent after its removal") : cannotVerify("surroundings not read");
  }

  renamed(replacement: string): Verdict {
    const release =
      this.fact.version == null ? this.history.releases.at(-1) : this.from(this.fact.version)[0];
    if (release === undefined) return cannotVerify("release not indexed");
    const [old, now] = [this.at(release), this.at(release, replacement.replace(/\(.*$/, ""))];
    if (now === undefined) return cannotVerify("the new name was not found");
    if (old === now) return right("both names lead to one symbol");
    if (old !== undefined && old.deprecated !== "") return right("the old name is deprecated");
    if (old !== undefined) return this.contradicted("the old name is present");
    return this.isAbsent(release)
      ? right("only the new name is there")
      : cannotVerify("surroundings not read");
  }

  deprecated(): Verdict {
    const since = this.fact.version;
    const early = this.before(since).find((release) => (this.at(release)?.deprecated ?? "") !== "");
    if (early !== undefined) return wrong("deprecated in an older release");
    const releases = this.from(since ?? this.fact.from);
    if (releases.length === 0) return cannotVerify("release not indexed");
    if (releases.some((release) => (this.at(release)?.deprecated ?? "") !== ""))
      return right("its notice was found");
    const [last] = releases.slice(-1);
    if (last !== undefined && this.isAbsent(last)) {
      const was = this.history.releases.some((release) => this.at(release) !== undefined);
      return was ? right("removed meanwhile") : cannotVerify("gone before the oldest release");
    }
    return cannotVerify(
      releases.some((release) => this.at(release)) ? "no notice found" : "surroundings not read",
    );
  }

  argumentChange(): Verdict {
    const [from, to] = [this.exactly(this.fact.from), this.exactly(this.fact.to)];
    if (from && to) {
      const [before, after] = [this.at(from), this.at(to)];
      if (!before || !after) return cannotVerify("not found");
      return before.parameters === after.parameters
        ? wrong("the signature is the same")
        : right("the signature differs");
    }
    const [argument, replacement] = this.argumentGone();
    const release = this.from(this.fact.version ?? this.fact.to)[0];
    if (argument === undefined)
      return cannotVerify(release ? "release before it not indexed" : "release not indexed");
    const life = release && this.at(release);
    if (!life) return cannotVerify(release ? "not found" : "release not indexed");
    const names = (JSON.parse(life.parameters) as { name: string; kind: string }[]).map(({ name }) => name);
    if (names.includes(argument)) return wrong("the old argument is there");
    if (names.length === 0) return cannotVerify("no signature");
    return replacement === undefined || names.includes(replacement)
      ? right("the old argument is gone")
      : cannotVerify("the new argument was not found");
  }

  /** The argument that is not taken any more, and what it is called now. */
  private argumentGone(): readonly [string | undefined, string | undefined] {
    const renamed = /argument `(\w+)` renamed to `(\w+)`/.exec(this.fact.note);
    if (renamed) return [renamed[1], renamed[2]];
    return [/^(\w+) removed$/.exec(this.fact.arg ?? "")?.[1], undefined];
  }
}

const isClass = (life: SymbolLife | undefined): boolean => life?.kind === "class" || life?.kind === "enum";

/** The words of a deprecation; some functions are kept only to say that they are gone. */
const noticeOf = ({ deprecated }: SymbolLife): string =>
  deprecated === "" ? "" : (JSON.parse(deprecated) as { message: string }).message;
