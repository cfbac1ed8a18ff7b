import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01303,
  page: 0.01247,
  dense: 5.164,
  name: 1.923,
  word: 0.3353,
  title: 1.162,
  mentions: 0.1016,
  said: 2.914,
  used: 0.5281,
};
