import { type CorpusRelease, corpusReleases } from "./release.js";
import type { Change, RecentChanges } from "./result.js";
import { quoteAll, sqlArray, type Table } from "./store/lancedb.js";
import { OPEN, type SymbolRow } from "./store/rows.js";
import type { CorpusState, IndexedRelease, SourceState } from "./store/snapshot.js";
import { leafOf } from "./store/terms.js";
import { urlOf } from "./url.js";

/** What a symbol was, and in which releases it was that. */
export type SymbolLife = Pick<
  SymbolRow,
  "source" | "name" | "kind" | "signature" | "deprecated" | "path" | "title" | "anchor" | "since" | "until"
>;

const COLUMNS = [
  "source",
  "name",
  "kind",
  "signature",
  "deprecated",
  "path",
  "title",
  "anchor",
  "since",
  "until",
];

/** A span of days, both ends included. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The days from `months` months before `asOf` to `asOf`. */
export function windowOf(asOf: Date, months: number): Window {
  const from = new Date(asOf);
  from.setUTCMonth(from.getUTCMonth() - months);
  return { from: day(from), to: day(asOf) };
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Every life of the symbols with these names, in all indexed releases. */
export async function symbolLives(symbols: Table, names: readonly string[]): Promise<readonly SymbolLife[]> {
  if (names.length === 0) return [];
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  return symbols.rows<SymbolLife>(COLUMNS, `array_has_any(leaves, ${leaves}) AND name IN ${quoteAll(names)}`);
}

/**
 * Changes that were released within the window, newest first. Derived from the lives of symbol rows: one that
 * begins where another of the same name ends is a changed one. The oldest indexed release of a source has no
 * past, so nothing in it counts as added.
 */
export function recentChanges(
  library: string,
  corpus: CorpusState,
  lives: readonly SymbolLife[],
  window: Window,
): RecentChanges {
  const releases = corpusReleases(corpus);
  const undated = releases.filter(({ date }) => date === undefined).map(({ version }) => version);
  const dated = releases.filter(({ date }) => date !== undefined && date >= window.from && date <= window.to);
  return {
    ...window,
    changes: dated.flatMap((release) => changesAt(library, corpus, release, lives)),
    undated,
  };
}

/** What one release did to the symbols whose rows are given. */
function changesAt(
  library: string,
  corpus: CorpusState,
  release: CorpusRelease,
  rows: readonly SymbolLife[],
): readonly Change[] {
  return Object.entries(release.sources).flatMap(([id, here]) => {
    const source = corpus.sources[id];
    const previous = source?.releases.filter(({ key }) => key < here.key).at(-1);
    if (!source || !previous) return [];
    const own = rows.filter((row) => row.source === id);
    return [...new Set(own.map(({ name }) => name))].flatMap((name) => {
      const named = own.filter((row) => row.name === name);
      const before = named.find((row) => row.since <= previous.key && row.until > previous.key);
      const after = named.find((row) => row.since <= here.key && row.until > here.key);
      return describe({ library, source, release, here, previous, before, after });
    });
  });
}

function describe(facts: {
  library: string;
  source: SourceState;
  release: CorpusRelease;
  here: IndexedRelease;
  previous: IndexedRelease;
  before: SymbolLife | undefined;
  after: SymbolLife | undefined;
}): readonly Change[] {
  const { library, source, release, here, previous, before, after } = facts;
  const row = after ?? before;
  if (!row) return [];
  const common = {
    symbol: row.name,
    library,
    version: release.version,
    previous: previous.version,
    date: release.date,
    dateOrigin: release.dateOrigin,
    url: urlOf(source, after ? here : previous, { ...row, kind: "api" }),
  };
  if (!before) return [{ ...common, kind: "added", before: undefined, after: after?.signature }];
  if (!after) return [{ ...common, kind: "removed", before: before.signature, after: undefined }];
  const changes: Change[] = [];
  if (before.signature !== after.signature && before.signature !== "" && after.signature !== "") {
    changes.push({ ...common, kind: "signature-changed", before: before.signature, after: after.signature });
  }
  if (before.deprecated === "" && after.deprecated !== "") {
    const { message } = JSON.parse(after.deprecated) as { message: string };
    changes.push({ ...common, kind: "deprecated", before: undefined, after: message });
  }
  return changes;
}

/** First and last version of a life, as a person says it. */
export function spanOf(
  source: SourceState,
  life: { readonly since: string; readonly until: string },
): { since: string; sinceOldest: boolean; until: string | null } {
  const first = source.releases.find(({ key }) => key === life.since);
  const last = life.until === OPEN ? undefined : source.releases.find(({ key }) => key === life.until);
  return {
    since: first?.version ?? life.since,
    sinceOldest: source.releases[0]?.key === life.since,
    until: last?.version ?? null,
  };
}
