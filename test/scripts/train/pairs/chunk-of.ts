import type { TrainingChunk } from "../../../../scripts/train/export-text.js";
import type { Passage } from "../../../../scripts/train/pairs/pair.js";

/** A chunk of an imaginary library, API entry when `symbol` is given. */
export function chunkOf(
  text: string,
  { symbol, corpus = "Waterlib", heading = "Pumps" }: Options = {},
): {
  readonly chunk: TrainingChunk;
  readonly passage: Passage;
} {
  const path = symbol ?? heading;
  const chunk = {
    ...{ corpus, document: path, kind: symbol === undefined ? "guide" : "api" },
    ...{ headingPath: [path], symbols: symbol === undefined ? [] : [symbol], text },
  };
  const header = `${corpus} | ${path}\n`;
  return { chunk, passage: { corpus, group: path, text: header + text, body: header.length } };
}

interface Options {
  readonly symbol?: string;
  readonly corpus?: string;
  readonly heading?: string;
}
