import type { ApiIndex } from "./api-index.js";
import type { Pair } from "./pair.js";
import type { WrittenQuestions } from "./written-questions.js";

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
