import { KbError } from "../../corpora/errors.js";
import { type CorpusRelease, corpusReleases, resolveRelease } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { askedSymbols } from "./asked-symbols.js";
import { CHANGE_KINDS, type Change, type ChangeKind } from "./change.js";
import { codeNames } from "./code-names.js";
import { documentationChanges } from "./documentation.js";
import { findChanges } from "./find-changes.js";
import { foldMembers } from "./fold-members.js";
import { livesTouching } from "./life.js";
import { notesOfPairs } from "./notes/linked-notes.js";
import { pairsOf, releasesAfter } from "./release-pairs.js";
import { type RemovedModule, removedModules } from "./removed-modules.js";
import { type Window, windowOf } from "./window.js";

export interface ChangesOptions {
  /** Id, alias or package of a corpus. */
  readonly library: string;
  /** Changes after this release, which must be indexed. */
  readonly from?: string | undefined;
  /** Up to and including this release. Default: the newest stable one that is indexed. */
  readonly to?: string | undefined;
  /** Without `from`: months before `asOf` in which a release counts. Default 6. */
  readonly windowMonths?: number | undefined;
  /** "Today". Default: now. */
  readonly asOf?: Date | undefined;
  /** Only changes that break, or may: `breaking` is not false. */
  readonly breaking?: boolean | undefined;
  /** Only symbols that match this glob (`*` matches dots too), or that this name means as in `kb symbol`. */
  readonly symbol?: string | undefined;
  /** Only these kinds. Default: all but `documentation-changed`. */
  readonly kinds?: readonly string[] | undefined;
}

/** What `kb changes --json` prints and `kb.changes()` returns. */
export interface ChangesResult {
  readonly library: string;
  readonly libraryName: string;
  /** The release after which changes count; null when a window says which releases do. */
  readonly from: string | null;
  readonly to: string;
  readonly window: Window | null;
  /** The releases looked at, oldest first. */
  readonly releases: readonly ReleaseLooked[];
  /** Oldest release first, within it in the order of `CHANGE_KINDS` and by symbol. */
  readonly changes: readonly Change[];
  /** Modules that a release does not have any more, with all that was in them: each name is among `changes` too. */
  readonly removedModules: readonly RemovedModule[];
  /** Releases whose date no source tells: a window cannot place them, so they are not looked at. */
  readonly undated: readonly string[];
  /** Changes by kind. */
  readonly counts: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly snapshot: string;
}

export interface ReleaseLooked {
  readonly version: string;
  readonly date: string | undefined;
  readonly dateOrigin: CorpusRelease["dateOrigin"];
  /** By source: the release it was compared with; null where it is the oldest that the source has. */
  readonly comparedWith: Readonly<Record<string, string | null>>;
}

/** The API changelog of a corpus. @throws KbError SYMBOL_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, USAGE */
export async function apiChanges(
  corpus: OpenCorpus,
  snapshot: string,
  options: ChangesOptions,
): Promise<ChangesResult> {
  const kinds = kindsOf(options.kinds);
  const range = rangeOf(corpus, options);
  const matches = await askedSymbols(corpus, options.symbol, range.last);
  const pairs = pairsOf(corpus.state, range.releases);
  const keys = [...new Set(pairs.map(({ here }) => here.key))];
  const { chunks, symbols } = corpus.tables;
  const place = { library: corpus.id, corpus: corpus.state, tables: corpus.tables };
  const [lives, notes] = await Promise.all([livesTouching(symbols, keys), notesOfPairs(place, pairs)]);
  const code = codeNames(corpus);
  const known = { library: corpus.id, corpus: corpus.state, symbols, code, lives, notes };
  const api = await findChanges(known, pairs);
  const texts = kinds.includes("documentation-changed")
    ? await documentationChanges({ ...known, chunks, changes: api }, pairs)
    : [];
  const wanted = [...api, ...texts].filter(
    ({ kind, breaking, symbol }) =>
      kinds.includes(kind) && matches(symbol) && (options.breaking !== true || breaking !== false),
  );
  const changes = inOrder(foldMembers(wanted), range.releases);
  return {
    library: corpus.id,
    libraryName: corpus.state.name,
    from: range.from,
    to: range.to,
    window: range.window,
    releases: range.releases.map((release) => looked(release, corpus)),
    changes,
    removedModules: await removedModules(changes, code),
    undated: range.undated,
    counts: countsOf(changes),
    snapshot,
  };
}

const DEFAULT_KINDS = CHANGE_KINDS.filter((kind) => kind !== "documentation-changed");

function kindsOf(kinds: readonly string[] = DEFAULT_KINDS): readonly ChangeKind[] {
  return kinds.map((kind) => {
    const known = CHANGE_KINDS.find((other) => other === kind);
    if (known) return known;
    throw new KbError("USAGE", `"${kind}" is no kind of change; expected ${CHANGE_KINDS.join(", ")}`, {
      facts: { kinds, known: CHANGE_KINDS },
    });
  });
}

interface Range {
  readonly from: string | null;
  readonly to: string;
  /** `to`. */
  readonly last: CorpusRelease;
  readonly window: Window | null;
  readonly releases: readonly CorpusRelease[];
  readonly undated: readonly string[];
}

function rangeOf(corpus: OpenCorpus, options: ChangesOptions): Range {
  const to = resolveRelease(corpus.id, corpus.state, options.to);
  if (options.from !== undefined) {
    const from = resolveRelease(corpus.id, corpus.state, options.from);
    if (from.key > to.key) {
      throw new KbError("USAGE", `${from.version} is newer than ${to.version}: nothing lies between`, {
        facts: { from: from.version, to: to.version },
        hint: "Name the older release first.",
      });
    }
    const releases = releasesAfter(corpus.state, from, to);
    return { from: from.version, to: to.version, last: to, window: null, releases, undated: [] };
  }
  const window = windowOf(options.asOf ?? new Date(), options.windowMonths ?? 6);
  const all = corpusReleases(corpus.state).filter(({ key }) => options.to === undefined || key <= to.key);
  const releases = all
    .filter(({ date }) => date !== undefined && date >= window.from && date <= window.to)
    .reverse();
  const undated = all.filter(({ date }) => date === undefined).map(({ version }) => version);
  return { from: null, to: to.version, last: to, window, releases, undated };
}

function looked(release: CorpusRelease, corpus: OpenCorpus): ReleaseLooked {
  const { version, date, dateOrigin } = release;
  const pairs = pairsOf(corpus.state, [release]);
  const comparedWith = Object.fromEntries(
    Object.keys(release.sources).map((source) => [
      source,
      pairs.find((pair) => pair.source === source)?.previous.version ?? null,
    ]),
  );
  return { version, date, dateOrigin, comparedWith };
}

function inOrder(changes: readonly Change[], releases: readonly CorpusRelease[]): readonly Change[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return releases.flatMap(({ version }) => {
    const here = changes.filter((change) => change.version === version);
    return CHANGE_KINDS.flatMap((kind) =>
      here.filter((change) => change.kind === kind).sort((a, b) => compare(a.symbol, b.symbol)),
    );
  });
}

function countsOf(changes: readonly Change[]): Partial<Record<ChangeKind, number>> {
  const counts: Partial<Record<ChangeKind, number>> = {};
  for (const kind of CHANGE_KINDS) {
    const count = changes.filter((change) => change.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}
