import type { CorpusRelease } from "../release.js";
import { type OpenCorpus, readIn } from "../search.js";
import { quoteAll } from "../store/lancedb.js";
import type { ChunkRow } from "../store/rows.js";

/** Chunks as they read in a release, by their hash; those that are not stored are missing. */
export async function storedTexts(
  { tables }: OpenCorpus,
  release: CorpusRelease,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await tables.chunks.rows<Pick<ChunkRow, "id" | "text">>(
    ["id", "text"],
    `id IN ${quoteAll([...new Set(hashes)])}`,
  );
  return new Map(rows.map(({ id, text }) => [id, readIn(text, release)]));
}
