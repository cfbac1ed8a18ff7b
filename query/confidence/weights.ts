import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1920 questions, 954 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -5.251,
  named: 2.09,
  topNamed: -0.021,
  laterNamed: -0.595,
  specific: -0.625,
  qualified: 0.108,
  parameter: 1.024,
  shared: -0.835,
  unknown: -3.665,
  missing: -1.628,
  lacking: -5.629,
  word: 0.359,
  lexical: 0.004,
  dense: 0.325,
  symbol: -0.472,
  asked: 0.552,
  agreement: 0.066,
  margin: 0.892,
  heading: -0.457,
  body: -1.453,
  anywhere: 0.243,
  rare: 1.418,
  rest: 1.093,
  fullest: 2.729,
  absent: 1.492,
  opening: 2.034,
  both: 0.866,
  official: 0,
  api: -0.164,
  version: 0,
  conflicting: 0,
  asksFact: 0.016,
  asksHow: -0.281,
  asksError: -0.13,
  length: 1.28,
};
