import type { Weights } from "./probability.js";

/**
 * Written by `npm run eval -- --only confidence --fit`; not to be edited by hand.
 * Fitted on 1940 questions, 976 of them answered by the first five hits.
 */
export const WEIGHTS: Weights = {
  intercept: -6.334,
  named: 1.472,
  topNamed: -0.162,
  laterNamed: -0.579,
  specific: -0.298,
  qualified: -0.028,
  parameter: 0.986,
  shared: 0.168,
  unknown: -4.794,
  missing: -1.145,
  lacking: -7.184,
  word: -0.184,
  lexical: -0.198,
  dense: 0.49,
  symbol: -0.974,
  agreement: 1.693,
  margin: 1.1,
  heading: 0.463,
  body: -0.288,
  anywhere: 0.868,
  rare: 0.957,
  rest: 0.495,
  fullest: 3.047,
  absent: 1.168,
  opening: 0.727,
  both: 1.389,
  official: 0,
  api: -0.183,
  version: 0,
  conflicting: 0,
  asksFact: -0.047,
  asksHow: -0.417,
  asksError: -0.028,
  length: 1.145,
};
