import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1947 questions, 969 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -6.086,
  named: -1.077,
  topNamed: 2.211,
  laterNamed: 1.569,
  specific: -0.067,
  qualified: -0.883,
  parameter: 0.455,
  shared: -0.495,
  unknown: -3.546,
  missing: -1.773,
  lacking: -5.643,
  word: -1.007,
  lexical: 0.154,
  dense: 0.817,
  symbol: -0.208,
  agreement: 1.754,
  margin: 0.561,
  heading: 0.352,
  body: 0.309,
  anywhere: 2.514,
  rare: 0.564,
  rest: 1.687,
  fullest: 0,
  absent: 0,
  opening: 0,
  both: 0,
  official: 0,
  api: 0.142,
  version: 0,
  conflicting: 0,
  asksFact: -0.01,
  asksHow: -0.23,
  asksError: -0.413,
  length: 2.543,
};
