import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v0@344ca27a24. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01582,
  page: 0.01782,
  dense: 9.386,
  name: 0.9955,
  word: 0.3683,
  title: 1.266,
  mentions: 0.1197,
  used: 0.4876,
};
