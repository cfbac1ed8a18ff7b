import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.008049,
  page: 0.01351,
  dense: 10.29,
  name: 1.787,
  word: 0.3544,
  title: 1.246,
  mentions: 0.09213,
  said: 2.716,
  used: 0.532,
};
