import type { LexicalWeights } from "./channels.js";

/** Everything that decides the order of hits. The defaults were chosen on labelled questions: `npm run eval`. */
export interface Ranking {
  readonly lexical: LexicalWeights;
  /** Weight of each channel in the fusion; 0 switches it off. */
  readonly channels: { readonly lexical: number; readonly dense: number; readonly symbol: number };
  /** Constant of reciprocal rank fusion. */
  readonly k: number;
  /** Chunks taken from each channel. */
  readonly candidates: { readonly lexical: number; readonly dense: number };
  /** Added per kind, as a share of the score. Mild: it orders equals. */
  readonly kindPrior: Readonly<Record<string, number>>;
}

export const DEFAULT_RANKING: Ranking = {
  lexical: { fields: { headings: 0.25, names: 1.5, identifiers: 0.25, text: 1 }, document: 1.5 },
  channels: { lexical: 1, dense: 0.5, symbol: 0.75 },
  k: 20,
  candidates: { lexical: 100, dense: 60 },
  kindPrior: { api: 0.1, guide: 0, tutorial: 0, example: -0.05, "release-notes": -0.1, paper: 0 },
};
