import type { VersionScheme } from "../../../corpora/version.js";
import type { Tables } from "../../../query/store/lancedb.js";
import type { SymbolRow } from "../../../query/store/rows.js";
import type { CorpusState } from "../../../query/store/snapshot.js";

/** A symbol as it was for some releases. */
export type SymbolLife = Pick<
  SymbolRow,
  | "name"
  | "aliases"
  | "kind"
  | "signature"
  | "parameters"
  | "deprecated"
  | "declaredSince"
  | "since"
  | "until"
>;

export interface HistoryRelease {
  readonly version: string;
  readonly key: string;
}

/** What the index knows of the symbols of one library, asked by name and release. */
export interface SymbolHistory {
  readonly scheme: VersionScheme;
  /** Oldest first. */
  readonly releases: readonly HistoryRelease[];
  /** The symbol that bears this name, or has it as another name, at a release. */
  at(name: string, release: HistoryRelease): SymbolLife | undefined;
  /** Whether names below this one are known at a release, so that one that is not there is absent. */
  isRead(module: string, release: HistoryRelease): boolean;
}

const COLUMNS = [
  ...["name", "aliases", "kind", "signature", "parameters", "deprecated", "declaredSince", "since", "until"],
];

/** All symbols of a corpus that one source witnesses. */
export async function readHistory(
  tables: Tables,
  corpus: CorpusState,
  source: string,
): Promise<SymbolHistory> {
  const table = await tables.open(corpus.tables.symbols.name, corpus.tables.symbols.version);
  const rows = await table.rows<SymbolLife>(COLUMNS, `source = '${source}'`);
  return historyOf(rows, corpus.versions, corpus.sources[source]?.releases ?? []);
}

export function historyOf(
  rows: readonly SymbolLife[],
  scheme: VersionScheme,
  releases: readonly HistoryRelease[],
): SymbolHistory {
  const byName = new Map<string, SymbolLife[]>();
  const below = new Map<string, SymbolLife[]>();
  const add = (map: Map<string, SymbolLife[]>, key: string, row: SymbolLife) => {
    const known = map.get(key);
    if (known) known.push(row);
    else map.set(key, [row]);
  };
  for (const row of rows) {
    for (const name of [row.name, ...row.aliases]) {
      add(byName, name, row);
      const dot = name.lastIndexOf(".");
      if (dot > 0 && row.kind !== "method" && row.kind !== "property" && row.kind !== "attribute")
        add(below, name.slice(0, dot), row);
    }
  }
  const alive = (row: SymbolLife, { key }: HistoryRelease): boolean => row.since <= key && row.until > key;
  return {
    scheme,
    releases,
    at: (name, release) => {
      const found = (byName.get(name) ?? []).filter((row) => alive(row, release));
      return found.find((row) => row.name === name) ?? found[0];
    },
    isRead: (module, release) => (below.get(module) ?? []).some((row) => alive(row, release)),
  };
}
