import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1920 questions, 959 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -5.653,
  named: 2.141,
  topNamed: -0.199,
  laterNamed: -1.249,
  specific: -0.779,
  qualified: -0.001,
  parameter: 1.338,
  shared: -0.523,
  unknown: -4.184,
  missing: -1.31,
  lacking: -5.808,
  word: 0.005,
  lexical: 0.016,
  dense: 0.748,
  symbol: -0.452,
  agreement: 0.978,
  margin: 0.72,
  heading: -0.128,
  body: -1.305,
  anywhere: 0.31,
  rare: 0.738,
  rest: 1.285,
  fullest: 3.398,
  absent: 1.41,
  opening: 1.605,
  both: 0.54,
  official: 0,
  api: -0.118,
  version: 0,
  conflicting: 0,
  asksFact: -0.062,
  asksHow: -0.437,
  asksError: -0.307,
  length: 1.019,
};
