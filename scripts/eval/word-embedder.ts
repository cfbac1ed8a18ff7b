import { createHash } from "node:crypto";
import type { Embedder } from "../../query/embedder.js";

const DIMENSIONS = 8;

/**
 * Stands in for the model where symbols and their history are measured, which no vector has a part in: each
 * text gets a unit vector drawn from its hash. Passages are cut by words, so that nothing else differs much.
 */
export const wordEmbedder: Embedder = {
  id: "words@1",
  dimensions: DIMENSIONS,
  maxTokens: 512,
  embed: async (texts) => texts.map(vectorOf),
  countTokens: (text) => text.split(/\s+/).filter((word) => word !== "").length,
  close: async () => undefined,
};

function vectorOf(text: string): Float32Array {
  const bytes = createHash("sha256").update(text).digest();
  const values = Float32Array.from({ length: DIMENSIONS }, (_, at) => (bytes[at] ?? 0) - 127.5);
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}
