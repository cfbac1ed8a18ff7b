import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 331 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01267,
  page: 0.01192,
  dense: 5.227,
  name: 1.884,
  word: 0.3617,
  title: 1.185,
  mentions: 0.09982,
  said: 2.853,
  used: 0.5256,
};
