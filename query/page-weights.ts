import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 331 questions, with the model docs-embed-v1@035ffb572f. */
export const PAGE_WEIGHTS: Features = {
  text: 0.01313,
  page: 0.01078,
  dense: 5.036,
  name: 2.14,
  word: 0.6493,
  title: 1.198,
  mentions: 0.09688,
  said: 2.935,
  used: 0.4977,
};
