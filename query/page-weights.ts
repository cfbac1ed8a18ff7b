import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v0@344ca27a24. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01812,
  page: 0.01714,
  dense: 9.187,
  name: 1.115,
  word: 0.4506,
  title: 1.305,
  mentions: 0.116,
  used: 0.506,
};
