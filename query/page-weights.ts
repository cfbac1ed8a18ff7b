import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 331 questions, with the model docs-embed-v2@f8189b54bc. */
export const PAGE_WEIGHTS: Features = {
  text: 0.009475,
  page: 0.01202,
  dense: 5.66,
  name: 2.109,
  word: 0.6095,
  title: 1.104,
  mentions: 0.09407,
  said: 3.4,
  used: 0.5188,
};
