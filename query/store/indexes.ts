import * as lancedb from "@lancedb/lancedb";
import { LEXICAL_FIELDS, type TableKind } from "./rows.js";

/** Below this many rows an exact scan is as fast as an index and never wrong. */
const VECTOR_INDEX_FROM = 8_192;

/** Index by column for each kind of table. */
export function wantedIndexes(
  kind: TableKind | "vectors",
  rows: number,
): Readonly<Record<string, lancedb.Index>> {
  if (kind === "vectors") return rows > 0 ? { hash: lancedb.Index.btree() } : {};
  if (rows === 0) return {};
  const lives = {
    since: lancedb.Index.bitmap(),
    until: lancedb.Index.bitmap(),
    source: lancedb.Index.bitmap(),
  };
  if (kind === "symbols")
    return { ...lives, leaves: lancedb.Index.labelList(), parameterNames: lancedb.Index.labelList() };
  if (kind === "notes")
    return { ...lives, leaves: lancedb.Index.labelList(), versionKey: lancedb.Index.btree() };
  if (kind === "documents") return { ...lives, document: lancedb.Index.btree() };
  const fts = () =>
    lancedb.Index.fts({ withPosition: false, stem: true, removeStopWords: true, asciiFolding: true });
  if (kind === "mentions") {
    return { ...lives, text: fts(), symbols: lancedb.Index.labelList(), document: lancedb.Index.btree() };
  }
  if (kind === "questions") return { ...lives, text: fts() };
  const lexical = Object.fromEntries(LEXICAL_FIELDS.map((field) => [field, fts()]));
  const dense =
    rows >= VECTOR_INDEX_FROM
      ? {
          vector: lancedb.Index.ivfRq({
            distanceType: "dot",
            numPartitions: Math.max(4, Math.round(Math.sqrt(rows) / 8)),
            sampleRate: 64,
            maxIterations: 10,
          }),
        }
      : {};
  return { ...lives, ...lexical, ...dense, id: lancedb.Index.btree(), symbols: lancedb.Index.labelList() };
}
