import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1923 questions, 963 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -5.488,
  named: 2.601,
  topNamed: -1.187,
  laterNamed: -1.076,
  specific: -0.171,
  qualified: -0.023,
  parameter: 1.313,
  shared: -0.375,
  unknown: -4.549,
  missing: -1.16,
  lacking: -5.773,
  word: 0.433,
  lexical: -0.043,
  dense: 0.584,
  symbol: -0.664,
  agreement: 0.937,
  margin: 1.409,
  heading: -0.564,
  body: -1.53,
  anywhere: 0.093,
  rare: 0.814,
  rest: 1.512,
  fullest: 3.061,
  absent: 1.381,
  opening: 1.96,
  both: 0.921,
  official: 0,
  api: -0.179,
  version: 0,
  conflicting: 0,
  asksFact: -0.116,
  asksHow: -0.548,
  asksError: 0.407,
  length: 0.645,
};
