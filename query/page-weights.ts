import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.0007261,
  page: 0.01409,
  dense: 13.33,
  name: 1.511,
  word: 0.3257,
  title: 1.121,
  mentions: 0.1039,
  used: 0.4947,
};
