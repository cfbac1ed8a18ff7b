import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1947 questions, 981 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -7.004,
  named: 0.883,
  topNamed: 0.321,
  laterNamed: -0.902,
  specific: -0.078,
  qualified: -0.707,
  parameter: 0.379,
  shared: -0.72,
  unknown: -3.84,
  missing: -1.133,
  lacking: -5.559,
  word: -1.037,
  lexical: 0.028,
  dense: 0.629,
  symbol: -0.095,
  agreement: 1.658,
  margin: 0.729,
  heading: -0.602,
  body: -0.948,
  anywhere: -0.642,
  rare: 0.299,
  rest: 1.953,
  fullest: 4.572,
  absent: 3.364,
  opening: 1.649,
  both: 0.736,
  official: 0,
  api: -0.073,
  version: 0,
  conflicting: 0,
  asksFact: 0.042,
  asksHow: -0.226,
  asksError: -0.202,
  length: 1.793,
};
