import { chunkOrders } from "../passages.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { Hit } from "../result.js";
import { CHUNK_COLUMNS, hitOf, type OpenCorpus, type StoredChunk } from "../search.js";
import { sqlArray } from "../store/lancedb.js";

/** Chunks of one API read at most. */
const MOST_CHUNKS = 96;

/**
 * The chunks that document some APIs in a release, one hit for each document of each API, in page order. They are read
 * by name: nothing is searched for, and ranks and scores are those of nothing.
 */
export async function documentationOf(
  corpus: OpenCorpus,
  release: CorpusRelease,
  names: readonly string[],
): Promise<readonly Hit[]> {
  const filter = visibleAt(release);
  const rows = await corpus.tables.chunks.rows<StoredChunk>(
    CHUNK_COLUMNS,
    `${filter} AND array_has_any(symbols, ${sqlArray(names)})`,
    MOST_CHUNKS * names.length,
  );
  const own = rows.filter(({ symbols }) => symbols[0] !== undefined && names.includes(symbols[0]));
  const orders = await chunkOrders(corpus.tables.documents, own, filter);
  const groups = new Map<string, StoredChunk[]>();
  for (const row of own) {
    const key = JSON.stringify([row.document, row.symbols[0], row.anchor]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const order = orders.get(group[0]?.document ?? "") ?? [];
    const chunks = [...group].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    const [first] = chunks;
    return first ? [hitOf({ corpus, release }, first, chunks, UNRANKED)] : [];
  });
}

const UNRANKED = { rank: 1, score: 0, channels: {}, signature: null, api: null };
