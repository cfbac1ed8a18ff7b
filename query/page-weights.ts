import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 331 questions, with the model docs-embed-v3@091d76593b. */
export const PAGE_WEIGHTS: Features = {
  text: 0,
  page: 0.009583,
  dense: 1.064,
  name: 1.982,
  word: 0.4632,
  title: 1.152,
  mentions: 0.08285,
  said: 0.6263,
  used: 0.5199,
  asked: 0.5581,
  alike: 7.776,
};
