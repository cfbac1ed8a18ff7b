import type { Change } from "../../../query/history/change.js";
import type { SymbolNote } from "../../../query/history/notes/symbol-notes.js";
import type { Since } from "../../../query/history/since.js";
import type { FoundSymbol } from "../../../query/history/symbol.js";
import type { VersionFact } from "./facts.js";
import type { Library, LibraryRelease } from "./library.js";
import { sameMinor } from "./same-minor.js";

export const VERDICTS = ["right", "wrong", "cannot verify"] as const;

/** What the knowledge base says to a fact. */
export interface Verdict {
  readonly verdict: (typeof VERDICTS)[number];
  /** Short and countable: the same words for the same case. */
  readonly because: string;
}

const right = (because: string): Verdict => ({ verdict: "right", because });
const wrong = (because: string): Verdict => ({ verdict: "wrong", because });
const cannotVerify = (because: string): Verdict => ({ verdict: "cannot verify", because });

/**
 * Asks the knowledge base, and compares its answer with the fact. "Right" and "wrong" are what it says, of a
 * release that it read or in the words of the documentation; "cannot verify" is where it says nothing: a release
 * that is not indexed, a name whose surroundings were not read, a deprecation of which it knows no notice.
 */
export async function judge(fact: VersionFact, library: Library | undefined): Promise<Verdict> {
  if (library === undefined) return cannotVerify("library not indexed");
  const asked = new Asked(fact, library);
  const verdict = await asked.judged();
  const { because } = verdict;
  return asked.byCodeAlone && because.includes("absent")
    ? { ...verdict, because: `${because}, by the code alone` }
    : verdict;
}

/**
 * The symbol at a release; "bound" when its code has it and no documentation tells of it, "absent" when it is said not
 * to be there, undefined when nothing is known.
 */
type State = FoundSymbol | "bound" | "absent" | undefined;

/** Kinds of change by which a call can be another. */
const TOUCHES_CALLS = /^(parameter-|default-|signature-|kind-)/;

class Asked {
  /** An answer was that a name is not in the code, which shows nothing of what is made otherwise. */
  byCodeAlone = false;
  private readonly name: string;

  constructor(
    private readonly fact: VersionFact,
    private readonly library: Library,
  ) {
    this.name = fact.symbol_public ?? fact.symbol;
  }

  async judged(): Promise<Verdict> {
    switch (this.fact.kind) {
      case "present":
        return this.presentAt();
      case "absent_before":
        return this.absentBefore();
      case "added":
        return this.added();
      case "removed":
        return this.removed();
      case "renamed":
        return /name valid at/.test(`${this.fact.note} ${this.fact.source}`) || this.fact.replacement == null
          ? this.presentAt()
          : this.renamed(this.fact.replacement);
      case "deprecated":
        return this.deprecated();
      case "argument_change":
        return this.argumentChange();
      case "behaviour_change":
        return cannotVerify("behaviour is not in a signature");
    }
  }

  private key(version: string | null | undefined): string | undefined {
    return version == null ? undefined : this.library.key(version);
  }

  private exactly(version: string | null | undefined): LibraryRelease | undefined {
    const key = this.key(version);
    return this.library.releases.find((release) => release.key === key);
  }

  /** Releases from a version on; all of them when none is named. */
  private from(version: string | null | undefined): readonly LibraryRelease[] {
    if (version == null) return this.library.releases;
    const key = this.key(version);
    return key === undefined ? [] : this.library.releases.filter((release) => release.key >= key);
  }

  private before(version: string | null | undefined): readonly LibraryRelease[] {
    const key = this.key(version);
    return key === undefined ? [] : this.library.releases.filter((release) => release.key < key);
  }

  private async at(release: LibraryRelease, name = this.name): Promise<State> {
    const answer = await this.library.symbol(name, release);
    if (!answer.found) {
      if (answer.absence === "not-in-code") this.byCodeAlone = true;
      if (answer.absence === "undocumented") return "bound";
      return answer.absence === "unknown" ? undefined : "absent";
    }
    // Another spelling or only the end of the name led there: that is not the name asked for.
    return answer.name === name || answer.aliases.includes(name) ? answer : undefined;
  }

  /** The first of these releases of which anything is known, and what. */
  private async firstKnown(
    releases: readonly LibraryRelease[],
  ): Promise<readonly [LibraryRelease, NonNullable<State>] | undefined> {
    for (const release of releases) {
      const state = await this.at(release);
      if (state !== undefined) return [release, state];
    }
    return undefined;
  }

  /** The newest answer that has anything to say. */
  private async newest(): Promise<FoundSymbol | undefined> {
    for (const release of [...this.library.releases].reverse()) {
      const state = await this.at(release);
      if (isFound(state)) return state;
    }
    return undefined;
  }

  /** What release notes say of it and of a release, also of a name that no release has. */
  private async notesOf(version: string | null | undefined): Promise<readonly SymbolNote[]> {
    const key = this.key(version);
    const last = this.library.releases.at(-1);
    if (key === undefined || last === undefined) return [];
    const { notes } = (await this.newest()) ?? (await this.library.symbol(this.name, last));
    return notes.filter((note) => this.key(note.version) === key);
  }

  private async isNotedAs(kind: string): Promise<boolean> {
    return (await this.notesOf(this.fact.version)).some((note) => note.kind === kind);
  }

  /** A fact that names no release does not say of which one it speaks. */
  private contradicted(because: string): Verdict {
    return this.fact.version == null ? cannotVerify(`${because}, no release named`) : wrong(because);
  }

  async presentAt(): Promise<Verdict> {
    const release = this.exactly(this.fact.version);
    if (release === undefined) return this.sinceBefore();
    const state = await this.at(release);
    if (state === undefined) return cannotVerify("surroundings not read");
    return state === "absent" ? wrong("absent at that release") : right("present at that release");
  }

  /** Of a release that is not indexed the documentation may say that the symbol came in it or before. */
  private async sinceBefore(): Promise<Verdict> {
    const key = this.key(this.fact.version);
    const since = (await this.newest())?.since;
    const came = since && isSaid(since) ? this.key(since.version) : undefined;
    return key !== undefined && came !== undefined && came <= key
      ? right("its documentation says since when")
      : cannotVerify("release not indexed");
  }

  async absentBefore(): Promise<Verdict> {
    const release = this.exactly(this.fact.version);
    if (release !== undefined) {
      const state = await this.at(release);
      if (state === undefined) return cannotVerify("surroundings not read");
      return state === "absent" ? right("absent at that release") : wrong("present at that release");
    }
    const key = this.key(this.fact.version);
    const since = (await this.newest())?.since;
    const came = since && isSaid(since) ? this.key(since.version) : undefined;
    if (key === undefined || came === undefined) return cannotVerify("release not indexed");
    return came > key
      ? right("its documentation says since when")
      : wrong("its documentation names an older release");
  }

  async added(): Promise<Verdict> {
    const key = this.key(this.fact.version);
    const since = (await this.newest())?.since;
    if (since === undefined || key === undefined) {
      return (await this.isNotedAs("added"))
        ? right("the release notes tell of it")
        : cannotVerify("not found");
    }
    const stated = this.key(since.version) ?? "";
    if (since.from === "noted") {
      return stated === key
        ? right("the release notes tell of it")
        : wrong("the release notes name another release");
    }
    if (isSaid(since)) {
      return stated === key
        ? right("its documentation says since when")
        : wrong("its documentation names another release");
    }
    if (since.from === "oldest" || since.from === "listed") {
      if (stated < key) return wrong("present in an older release");
      return (await this.isNotedAs("added"))
        ? right("the release notes tell of it")
        : cannotVerify("release not indexed");
    }
    const last = this.before(since.version).at(-1);
    return stated >= key && last !== undefined && last.key < key
      ? right("absent before, present after")
      : wrong("it came in another release");
  }

  async removed(): Promise<Verdict> {
    const { version } = this.fact;
    const releases = version == null ? this.library.releases.slice(-1) : this.from(version);
    if (releases.length === 0) return cannotVerify("release not indexed");
    const [, state] = (await this.firstKnown(releases)) ?? [];
    if (state === undefined) return cannotVerify("surroundings not read");
    if (state === "absent") return right("absent after its removal");
    // Some functions are kept only to say that they are gone.
    if (isFound(state) && /\bremoved\b/.test(state.deprecated?.message ?? ""))
      return right("its notice says it is removed");
    return this.contradicted("present after its removal");
  }

  async renamed(replacement: string): Promise<Verdict> {
    const { version } = this.fact;
    const releases = version == null ? this.library.releases.slice(-1) : this.from(version);
    for (const release of releases) {
      const now = await this.at(release, replacement.replace(/\(.*$/, ""));
      if (!isFound(now)) continue;
      const old = await this.at(release);
      if (old === "absent") return right("the old name is absent, the new one is there");
      if (old === undefined) return cannotVerify("surroundings not read");
      if (old === "bound") return right("both names are there");
      if (old.name === now.name) return right("both names lead to one symbol");
      if (old.deprecated !== null) return right("the old name is deprecated");
      return this.contradicted("the old name is present");
    }
    return cannotVerify(releases.length === 0 ? "release not indexed" : "the new name was not found");
  }

  async deprecated(): Promise<Verdict> {
    const { version, from } = this.fact;
    const key = this.key(version);
    const isEarly = (stated: string) => key !== undefined && (this.key(stated) ?? key) < key;
    let known: State;
    for (const release of this.library.releases) {
      const state = await this.at(release);
      known = state ?? known;
      if (!isFound(state)) continue;
      const deprecation = state.deprecated;
      const note = state.versionNotes.find(
        ({ kind, parameter }) => kind === "deprecated" && parameter === null,
      );
      if (deprecation === null && note === undefined) continue;
      // In an older release than was said, by what it says itself or because it was read there.
      const stated = deprecation?.since.from === "declared" ? deprecation.since.version : note?.version;
      if (stated !== undefined ? isEarly(stated) : key !== undefined && release.key < key)
        return wrong("deprecated in an older release");
      return right("its notice was found");
    }
    if (await this.isNotedAs("deprecated")) return right("the release notes tell of it");
    if (this.from(version ?? from).length === 0) return cannotVerify("release not indexed");
    if (known === undefined) return cannotVerify("surroundings not read");
    if (known !== "absent") return cannotVerify("no notice found");
    return (await this.newest()) ? right("absent meanwhile") : cannotVerify("gone before the oldest release");
  }

  async argumentChange(): Promise<Verdict> {
    const { from, to, version } = this.fact;
    const compared = from == null || to == null ? undefined : await this.between(from, to);
    if (compared?.verdict === "right") return compared;
    if (await this.isNoted(to ?? version)) return right("its documentation tells of that release");
    if (await this.isInNotes(to ?? version)) return right("the release notes tell of it");
    if (compared) return compared;
    const [argument, replacement] = this.argumentGone();
    const release = this.from(version ?? to)[0];
    if (argument === undefined)
      return cannotVerify(release ? "release before it not indexed" : "release not indexed");
    const [, state] = (await this.firstKnown(this.from(version ?? to))) ?? [];
    if (!isFound(state)) return cannotVerify(release ? "not found" : "release not indexed");
    const names = state.parameters.map(({ name }) => name);
    if (names.includes(argument)) return wrong("the old argument is there");
    if (names.length === 0) return cannotVerify("no signature");
    return replacement === undefined || names.includes(replacement)
      ? right("the old argument is gone")
      : cannotVerify("the new argument was not found");
  }

  /** What the history says of two releases, or of the nearest patches of the same minors; undefined when either is missing. */
  private async between(from: string, to: string): Promise<Verdict | undefined> {
    const key = this.key(to) ?? "";
    const older = this.library.releases.findLast(
      (release) => release.key < key && sameMinor(release.version, from),
    );
    const newer = this.library.releases.find(
      (release) => release.key >= key && sameMinor(release.version, to),
    );
    if (!older || !newer) return undefined;
    const [before, after] = [await this.at(older), await this.at(newer)];
    if (!isFound(before) || !isFound(after)) return undefined;
    const touched = after.history.some((change) => this.isWithin(change, older, newer));
    if (touched) return right("its history tells of the change");
    return before.signature === null || after.signature === null
      ? cannotVerify("no signature")
      : wrong("its history tells of no change");
  }

  private isWithin({ kind, version }: Change, older: LibraryRelease, newer: LibraryRelease): boolean {
    const key = this.key(version) ?? "";
    return key > older.key && key <= newer.key && TOUCHES_CALLS.test(kind);
  }

  /** Whether the documentation tells of a change in that release: of the argument, where one is named. */
  private async isNoted(version: string | null | undefined): Promise<boolean> {
    const key = this.key(version);
    if (key === undefined) return false;
    const argument = /^(\w+)/.exec(this.fact.arg ?? "")?.[1];
    const notes = (await this.newest())?.versionNotes ?? [];
    return notes.some(
      (note) =>
        this.key(note.version) === key &&
        (note.parameter !== null || note.kind !== "added") &&
        (argument === undefined || note.parameter === argument || note.text.includes(argument)),
    );
  }

  private async isInNotes(version: string | null | undefined): Promise<boolean> {
    const argument = /^(\w+)/.exec(this.fact.arg ?? "")?.[1];
    const notes = await this.notesOf(version);
    return argument !== undefined && notes.some(({ quotation }) => quotation.includes(argument));
  }

  /** The argument that is not taken any more, and what it is called now. */
  private argumentGone(): readonly [string | undefined, string | undefined] {
    const renamed = /argument `(\w+)` renamed to `(\w+)`/.exec(this.fact.note);
    if (renamed) return [renamed[1], renamed[2]];
    return [/^(\w+) removed$/.exec(this.fact.arg ?? "")?.[1], undefined];
  }
}

/** Not only seen in the indexed releases. */
const isSaid = ({ from }: Since): boolean => from === "declared" || from === "noted";

const isFound = (state: State): state is FoundSymbol => typeof state === "object";
