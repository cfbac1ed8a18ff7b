import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v0@344ca27a24. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01637,
  page: 0.01792,
  dense: 8.901,
  name: 0.9702,
  word: 0.2081,
  title: 1.284,
  mentions: 0.1189,
  used: 0.5177,
};
