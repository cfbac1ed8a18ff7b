import { cp, rm } from "node:fs/promises";
import * as lancedb from "@lancedb/lancedb";
import { describeModel } from "../../../query/embedder.js";
import { storePaths } from "../../../query/store/paths.js";
import { LEXICAL_FIELDS } from "../../../query/store/rows.js";
import { publishSnapshot, readCurrentSnapshot } from "../../../query/store/snapshot.js";

/** How the words of an index are made otherwise. */
export interface LexicalVariant {
  readonly name: string;
  readonly stem: boolean;
  readonly removeStopWords: boolean;
  /** Whether the words inside a name (`CrossEntropyLoss`) are words of the chunk's names. */
  readonly splitNames: boolean;
}

const USUAL = { stem: true, removeStopWords: true, splitNames: true };

export const LEXICAL_VARIANTS: readonly LexicalVariant[] = [
  { ...USUAL, name: "no stemming", stem: false },
  { ...USUAL, name: "stop words kept", removeStopWords: false },
  { ...USUAL, name: "names not split into words", splitNames: false },
];

/**
 * A copy of a data folder whose lexical indexes are built otherwise. The copy is published as a snapshot of its own and
 * reads as any data folder does.
 */
export async function copyWith(
  { stem, removeStopWords, splitNames }: LexicalVariant,
  { data, copy, model }: { readonly data: string; readonly copy: string; readonly model: string | undefined },
): Promise<void> {
  await rm(copy, { recursive: true, force: true });
  await cp(data, copy, { recursive: true });
  const { id } = await describeModel({ model, downloadTo: storePaths(copy, "").models });
  const paths = storePaths(copy, id);
  const snapshot = await readCurrentSnapshot(paths);
  if (!snapshot) throw new Error(`${copy} holds no index`);
  const connection = await lancedb.connect(paths.tables);
  const words = { withPosition: false, asciiFolding: true, stem, removeStopWords };
  const corpora = { ...snapshot.corpora };
  for (const [corpus, state] of Object.entries(snapshot.corpora)) {
    const tables = { ...state.tables };
    for (const kind of ["chunks", "mentions", "questions"] as const) {
      const table = await connection.openTable(tables[kind].name);
      if (kind === "chunks" && !splitNames) await writeNames(table);
      for (const field of kind === "chunks" ? LEXICAL_FIELDS : ["text"]) {
        await table.createIndex(field, { config: lancedb.Index.fts(words), replace: true });
      }
      tables[kind] = { ...tables[kind], version: await table.version() };
      table.close();
    }
    corpora[corpus] = { ...state, tables };
  }
  connection.close();
  await publishSnapshot(paths, { ...snapshot, id: `${snapshot.id}-variant`, corpora });
}

/** The names of chunks as whole names and their last parts only, folded as `foldIdentifier` does. */
async function writeNames(table: lancedb.Table): Promise<void> {
  const names = "lower(array_to_string(symbols, ' '))";
  const folded = (text: string): string => `regexp_replace(${text}, '[^a-z0-9 ]', '', 'g')`;
  const lastParts = `regexp_replace(${names}, '[^ ]*[.:]', '', 'g')`;
  await table.update({
    where: "array_length(symbols) > 0",
    valuesSql: { names: `concat(${folded(names)}, ' ', ${folded(lastParts)})` },
  });
}
