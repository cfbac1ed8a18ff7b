import type { ApiIndex } from "./api-index.js";
import type { Pair } from "./pair.js";

/** An API and what people might ask who need it: a line of `scripts/train/questions/*.jsonl`. */
export interface WrittenQuestions {
  /** Qualified name. */
  readonly symbol: string;
  readonly questions: readonly string[];
}

/** Pairs of an API with the questions that were written for it; those of APIs that the text does not have are left out. */
export function pairsFromWritten(written: Iterable<WrittenQuestions>, { named }: ApiIndex): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const { symbol, questions } of written) {
    const api = named(symbol);
    if (!api) continue;
    for (const query of questions) pairs.push({ kind: "written", query, passage: api.passage });
  }
  return pairs;
}
