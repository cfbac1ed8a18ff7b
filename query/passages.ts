import { quoteAll, type Table } from "./store/lancedb.js";

/** A found chunk widened by the chunks that continue it. */
export interface Passage {
  /** The chunk that was found. */
  readonly id: string;
  /** The chunks that it is made of, in page order. */
  readonly chunks: readonly { readonly id: string; readonly text: string }[];
  readonly tokens: number;
}

interface ChunkText {
  readonly id: string;
  readonly document: string;
  readonly headingPath: readonly string[];
  readonly anchor: string;
  readonly text: string;
}

/** Chunk ids of each document in page order. */
export type ChunkOrders = ReadonlyMap<string, readonly string[]>;

/** The chunk orders of the documents that were found. */
export async function chunkOrders(
  documents: Table,
  found: readonly { readonly document: string }[],
  filter: string,
): Promise<ChunkOrders> {
  if (found.length === 0) return new Map();
  const ids = [...new Set(found.map(({ document }) => document))];
  const rows = await documents.rows<{ document: string; chunks: readonly string[] }>(
    ["document", "chunks"],
    `${filter} AND document IN ${quoteAll(ids)}`,
  );
  return new Map(rows.map(({ document, chunks }) => [document, chunks]));
}

/**
 * Makes found chunks readable: what the chunker had to cut is put together again with the neighbours of the
 * same section, as far as the budget goes. Order is kept; a chunk that went into an earlier passage yields
 * none of its own. Stops when the budget is spent; the first passage is always given.
 *
 * @param found chunk ids with their documents, best first
 * @param budget tokens for all passages together, and for each
 */
export async function passagesOf(
  {
    chunks,
    orders,
    countTokens,
  }: {
    readonly chunks: Table;
    readonly orders: ChunkOrders;
    readonly countTokens: (text: string) => number;
  },
  found: readonly { readonly id: string; readonly document: string }[],
  filter: string,
  budget: { readonly total: number; readonly each: number },
): Promise<Passage[]> {
  if (found.length === 0) return [];
  const wanted = new Set<string>();
  for (const { id, document } of found)
    for (const near of neighbourhood(orders.get(document) ?? [], id)) wanted.add(near);
  const rows = await chunks.rows<ChunkText>(
    ["id", "document", "headingPath", "anchor", "text"],
    `${filter} AND id IN ${quoteAll([...wanted])}`,
  );
  const textOf = new Map(rows.map((row) => [row.id, row]));

  const used = new Set<string>();
  const passages: Passage[] = [];
  let left = budget.total;
  for (const { id, document } of found) {
    const centre = textOf.get(id);
    if (!centre || used.has(id)) continue;
    const tokens = countTokens(centre.text);
    if (passages.length > 0 && tokens > left) continue;
    const joined = [centre];
    let size = tokens;
    const order = orders.get(document) ?? [];
    const at = order.indexOf(id);
    const grow = (step: 1 | -1) => {
      for (let index = at + step; index >= 0 && index < order.length; index += step) {
        const next = textOf.get(order[index] ?? "");
        if (!next || used.has(next.id) || !sameSection(next, centre)) return;
        const more = countTokens(next.text);
        if (size + more > Math.min(budget.each, left)) return;
        size += more;
        if (step === 1) joined.push(next);
        else joined.unshift(next);
      }
    };
    grow(1);
    grow(-1);
    for (const part of joined) used.add(part.id);
    left -= size;
    passages.push({ id, chunks: joined.map((part) => ({ id: part.id, text: part.text })), tokens: size });
    if (left <= 0) break;
  }
  return passages;
}

const REACH = 3;

function neighbourhood(order: readonly string[], id: string): readonly string[] {
  const at = order.indexOf(id);
  return at < 0 ? [id] : order.slice(Math.max(0, at - REACH), at + REACH + 1);
}

const sameSection = (a: ChunkText, b: ChunkText): boolean =>
  a.anchor === b.anchor && a.headingPath.join("\n") === b.headingPath.join("\n");
