import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.007471,
  page: 0.01188,
  dense: 9.424,
  name: 1.782,
  word: 0.3423,
  title: 1.086,
  mentions: 0.06874,
  said: 4.205,
  used: 0.4968,
};
