import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1940 questions, 976 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -6.567,
  named: 1.893,
  topNamed: -0.088,
  laterNamed: -0.568,
  specific: -0.027,
  qualified: -0.521,
  parameter: 0.637,
  shared: 0.46,
  unknown: -3.863,
  missing: -1.544,
  lacking: -5.916,
  word: -0.184,
  lexical: -0.196,
  dense: 0.357,
  symbol: -1.179,
  agreement: 1.893,
  margin: 1.088,
  heading: 0.079,
  body: -0.547,
  anywhere: 0.544,
  rare: 0.895,
  rest: 0.998,
  fullest: 3.456,
  absent: 2.676,
  opening: 0.774,
  both: 1.325,
  official: 0,
  api: -0.298,
  version: 0,
  conflicting: 0,
  asksFact: -0.171,
  asksHow: -0.276,
  asksError: 0.243,
  length: 1.245,
};
