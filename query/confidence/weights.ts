import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1654 questions, 779 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -4.228,
  named: -0.343,
  topNamed: 1.337,
  laterNamed: 1.082,
  specific: 0.318,
  qualified: -0.475,
  parameter: 0.78,
  shared: 0.105,
  unknown: -2.329,
  missing: -1.796,
  lacking: -4.466,
  word: -0.503,
  lexical: 0.097,
  dense: 0.277,
  symbol: 0.395,
  agreement: 1.013,
  margin: -1.127,
  heading: -0.189,
  body: 0.657,
  anywhere: 0.758,
  rare: 1.688,
  rest: 1.378,
  official: 0,
  api: 0.651,
  version: 0,
  conflicting: 0,
  asksFact: -0.069,
  asksHow: -0.068,
  asksError: -0.38,
  length: 0.949,
};
