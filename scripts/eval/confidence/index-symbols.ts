import { describeModel } from "../../../query/embedder.js";
import { type Parameter, readParameters } from "../../../query/history/parameter.js";
import { type CorpusRelease, corpusReleases, isVisible } from "../../../query/release.js";
import { openTables } from "../../../query/store/lancedb.js";
import { storePaths } from "../../../query/store/paths.js";
import type { SymbolRow } from "../../../query/store/rows.js";
import { readCurrentSnapshot } from "../../../query/store/snapshot.js";
import { leafOf } from "../../../query/store/terms.js";

/** A symbol from which a question can be made. */
export interface PublicSymbol {
  readonly name: string;
  readonly aliases: readonly string[];
  /** As written, in the case it has. */
  readonly leaf: string;
  readonly kind: string;
  readonly summary: string;
  /** Those that a call can name. */
  readonly parameters: readonly Parameter[];
  /** It takes any keyword. */
  readonly takesAny: boolean;
  readonly signature: string;
}

/** Every symbol of one release. */
export interface IndexedSymbols {
  readonly library: string;
  readonly release: CorpusRelease;
  readonly symbols: readonly PublicSymbol[];
  /** Names, aliases and last parts of all of them, lower case. */
  readonly names: ReadonlySet<string>;
}

/** The releases of an index with their symbols, newest first within a corpus. Corpora without symbols have none. */
export async function readSymbols(
  data: string,
  model: string | undefined,
): Promise<readonly IndexedSymbols[]> {
  const { id } = await describeModel({ model, downloadTo: `${data}/models` });
  const paths = storePaths(data, id);
  const snapshot = await readCurrentSnapshot(paths);
  const tables = await openTables(paths.tables);
  const found: IndexedSymbols[] = [];
  try {
    for (const [library, state] of Object.entries(snapshot?.corpora ?? {})) {
      const { name, version } = state.tables.symbols;
      const rows = await (await tables.open(name, version)).rows<SymbolRow>([...COLUMNS]);
      for (const release of corpusReleases(state)) found.push(atRelease(library, release, rows));
    }
  } finally {
    tables.close();
  }
  return found.filter(({ symbols }) => symbols.length > 0);
}

const COLUMNS: readonly (keyof SymbolRow)[] = [
  ...(["name", "aliases", "kind", "summary", "parameters", "signature", "source", "since", "until"] as const),
];

function atRelease(library: string, release: CorpusRelease, rows: readonly SymbolRow[]): IndexedSymbols {
  const here = rows.filter((row) => isVisible(row, release));
  const byName = new Map(here.map((row) => [row.name, row]));
  const names = here.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase());
  return {
    library,
    release,
    names: new Set(names.flatMap((name) => [name, leafOf(name)])),
    symbols: [...byName.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .filter(({ name, kind }) => isPublic(name) && /^(class|function|method)$/.test(kind))
      .map((row) => {
        const all = readParameters(row);
        return {
          ...{ name: row.name, aliases: row.aliases, kind: row.kind, summary: row.summary },
          leaf: row.name.slice(row.name.lastIndexOf(".") + 1),
          signature: row.signature,
          parameters: all.filter(
            ({ kind, name }) => /keyword/.test(kind) && kind !== "var-keyword" && isTelling(name),
          ),
          takesAny: all.some(({ kind }) => kind === "var-keyword"),
        };
      }),
  };
}

const isPublic = (name: string): boolean => !/(^|\.)_/.test(name) && name.includes(".");

const isTelling = (name: string): boolean => name.length > 1 && name !== "self" && !name.startsWith("_");
