import type { Features } from "./candidate-pages.js";

/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to 330 questions, with the model docs-embed-v1@4970b894c9. */
export const PAGE_WEIGHTS: Features = {
  text: 0.003011,
  page: 0.01787,
  dense: 11.81,
  name: 1.438,
  word: 0.0212,
  title: 1.096,
  mentions: 0.1203,
  used: 0.5401,
};
