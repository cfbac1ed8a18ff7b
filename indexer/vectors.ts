import type { Embedder } from "../query/embedder.js";
import { quoteAll, type Table, type Tables } from "../query/store/lancedb.js";
import type { VectorRow } from "../query/store/rows.js";

const TABLE = "vectors";
/** Texts embedded between two writes: what a killed run can lose. */
const SAVE_EVERY = 1_024;
const LOOK_UP = 1_000;

/** Content-addressed vectors of one model: no text is embedded twice, across releases, corpora and rebuilds. */
export interface VectorStore {
  /** Vectors by hash; what is missing is embedded and kept. `onEmbedded` gets the number of texts just embedded. */
  vectorsFor(
    texts: ReadonlyMap<string, string>,
    onEmbedded: (count: number) => void,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Float32Array>>;
  /** Stored vectors only. */
  stored(hashes: readonly string[]): Promise<Map<string, Float32Array>>;
  optimise(): Promise<void>;
}

export async function openVectorStore(tables: Tables, embedder: Embedder): Promise<VectorStore> {
  const table: Table = (await tables.has(TABLE))
    ? await tables.open(TABLE)
    : await tables.create(TABLE, "vectors", embedder.dimensions);
  let added = 0;

  const stored = async (hashes: readonly string[]): Promise<Map<string, Float32Array>> => {
    const found = new Map<string, Float32Array>();
    for (let start = 0; start < hashes.length; start += LOOK_UP) {
      const filter = `hash IN ${quoteAll(hashes.slice(start, start + LOOK_UP))}`;
      for (const row of await table.rows<VectorRow>(["hash", "codes"], filter)) {
        found.set(row.hash, decodeVector(row.codes));
      }
    }
    return found;
  };

  return {
    stored,
    vectorsFor: async (texts, onEmbedded, signal) => {
      const vectors = await stored([...texts.keys()]);
      const missing = [...texts].filter(([hash]) => !vectors.has(hash));
      // Texts of like length next to each other make full batches; ties by hash keep runs repeatable.
      missing.sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1));
      for (let start = 0; start < missing.length; start += SAVE_EVERY) {
        signal.throwIfAborted();
        const part = missing.slice(start, start + SAVE_EVERY);
        const embedded = await embedder.embed(part.map(([, text]) => text));
        const rows = part.flatMap(([hash], index): VectorRow[] => {
          const vector = embedded[index];
          return vector ? [{ hash, codes: encodeVector(vector) }] : [];
        });
        await table.add(rows);
        added += rows.length;
        for (const row of rows) vectors.set(row.hash, decodeVector(row.codes));
        onEmbedded(rows.length);
      }
      return vectors;
    },
    optimise: async () => {
      if (added === 0) return;
      await table.index("vectors");
      // No snapshot names a version of this table: only the newest is ever read.
      await table.cleanUp();
      added = 0;
    },
  };
}

/**
 * A vector at one byte a dimension: linear 8-bit codes after their scale (float32, little endian). Its error,
 * at most half a step of a 127th of the largest component, is far below what ranking can tell.
 */
export function encodeVector(vector: Float32Array): Uint8Array {
  const scale = vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
  const bytes = new Uint8Array(4 + vector.length);
  new DataView(bytes.buffer).setFloat32(0, scale, true);
  const codes = new Int8Array(bytes.buffer, 4);
  if (scale > 0) codes.set(vector.map((value) => Math.round(value / scale)));
  return bytes;
}

export function decodeVector(bytes: Uint8Array): Float32Array {
  const scale = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
  return Float32Array.from(
    new Int8Array(bytes.buffer, bytes.byteOffset + 4, bytes.length - 4),
    (code) => code * scale,
  );
}
