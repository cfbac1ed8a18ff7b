import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.002331,
  page: 0.01364,
  dense: 10.38,
  name: 1.744,
  word: 0.2907,
  title: 1.212,
  mentions: 0.08705,
  said: 2.657,
  used: 0.5257,
};
