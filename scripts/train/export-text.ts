import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { KbError } from "../../corpora/errors.js";
import { describeModel } from "../../query/embedder.js";
import { openTables, quote, type Table } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import { OPEN } from "../../query/store/rows.js";
import { readCurrentSnapshot } from "../../query/store/snapshot.js";

/** A chunk as training reads it: what is embedded of it is `header`, a line break, and `text`. */
export interface TrainingChunk {
  /** Display name of the corpus, first word of the header. */
  readonly corpus: string;
  readonly document: string;
  readonly kind: string;
  readonly headingPath: readonly string[];
  readonly symbols: readonly string[];
  readonly text: string;
}

/** A symbol as training reads it. */
export interface TrainingSymbol {
  readonly corpus: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: string;
  readonly signature: string;
  readonly summary: string;
}

/** How much was written. */
export interface ExportedText {
  readonly corpora: number;
  readonly chunks: number;
  readonly symbols: number;
}

/** The files that `exportText` writes: one JSON object a line. */
export const TEXT_FILES = { chunks: "chunks.jsonl", symbols: "symbols.jsonl" } as const;

/**
 * Writes the documentation that indexes hold as JSON lines: of every corpus the rows that are still there in the
 * newest release of their source. A corpus in two indexes is written twice; equal texts are told apart later.
 *
 * @param indexes data folders
 * @param model the model that the indexes were built with; default: the bundled one
 * @throws KbError INDEX_MISSING when a folder holds no index of that model
 */
export async function exportText(
  indexes: readonly string[],
  out: string,
  model: string | undefined,
): Promise<ExportedText> {
  await mkdir(out, { recursive: true });
  const chunks = createWriteStream(join(out, TEXT_FILES.chunks));
  const symbols = createWriteStream(join(out, TEXT_FILES.symbols));
  const total = { corpora: 0, chunks: 0, symbols: 0 };
  for (const data of indexes) {
    const { id } = await describeModel({ model, downloadTo: join(data, "models") });
    const paths = storePaths(data, id);
    const snapshot = await readCurrentSnapshot(paths);
    if (!snapshot) {
      throw new KbError("INDEX_MISSING", `${data} holds no index of the model ${id}`, {
        facts: { data, id },
      });
    }
    const tables = await openTables(paths.tables);
    try {
      for (const { name, tables: states } of Object.values(snapshot.corpora)) {
        total.corpora += 1;
        const open = (state: { name: string; version: number }) => tables.open(state.name, state.version);
        total.chunks += await writeRows(await open(states.chunks), chunks, CHUNK_COLUMNS, name);
        total.symbols += await writeRows(await open(states.symbols), symbols, SYMBOL_COLUMNS, name);
      }
    } finally {
      tables.close();
    }
  }
  for (const stream of [chunks, symbols]) {
    stream.end();
    await once(stream, "finish");
  }
  return total;
}

const CHUNK_COLUMNS = ["id", "document", "kind", "headingPath", "symbols", "text"] as const;
const SYMBOL_COLUMNS = ["id", "name", "aliases", "kind", "signature", "summary"] as const;

/** In the order of the ids, so that an index always gives the same file. */
async function writeRows(
  table: Table,
  stream: WriteStream,
  columns: readonly string[],
  corpus: string,
): Promise<number> {
  const rows = await table.rows<Record<string, unknown> & { id: string }>(columns, `until = ${quote(OPEN)}`);
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id, ...row } of rows) {
    if (!stream.write(`${JSON.stringify({ corpus, ...row })}\n`)) await once(stream, "drain");
  }
  return rows.length;
}
