import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1947 questions, 969 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -5.889,
  named: -1.017,
  topNamed: 2.306,
  laterNamed: 1.622,
  specific: -0.22,
  qualified: -0.687,
  parameter: 0.116,
  shared: -0.579,
  unknown: -3.47,
  missing: -1.858,
  lacking: -6.326,
  word: -1.067,
  lexical: 0.192,
  dense: 0.994,
  symbol: -0.1,
  agreement: 1.799,
  margin: 0.577,
  heading: 0.528,
  body: 0.991,
  anywhere: 2.392,
  rare: 0.505,
  rest: 0.717,
  official: 0,
  api: 0.21,
  version: 0,
  conflicting: 0,
  asksFact: 0.119,
  asksHow: -0.286,
  asksError: -0.466,
  length: 2.245,
};
