import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1654 questions, 779 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -5.564,
  named: -2.037,
  topNamed: 2.588,
  laterNamed: 2.342,
  specific: 0.933,
  qualified: -0.395,
  parameter: 0.92,
  shared: -0.096,
  unknown: -2.694,
  missing: -2.022,
  lacking: -5.743,
  word: -0.606,
  lexical: 0.199,
  dense: 0.358,
  symbol: 0.396,
  agreement: 1.932,
  margin: -1.883,
  heading: -0.357,
  body: 0.396,
  anywhere: 1.08,
  rare: 1.852,
  rest: 1.495,
  official: 0,
  api: 1.069,
  version: 0,
  conflicting: 0,
  asksFact: 0.054,
  asksHow: -0.146,
  asksError: -0.694,
  length: 1.467,
};
