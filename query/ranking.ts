import type { Features } from "./candidate-pages.js";
import type { Channel, LexicalWeights } from "./channels.js";
import { PAGE_WEIGHTS } from "./page-weights.js";
import type { NamedSymbol } from "./symbols.js";

/** Everything that decides the order of hits. The defaults were chosen on labelled questions: `npm run eval`. */
export interface Ranking {
  readonly lexical: LexicalWeights;
  /** Weight of each channel in the fusion that orders the chunks of one page; 0 switches it off. */
  readonly channels: Readonly<Record<Channel | "mentions" | "questions", number>>;
  /** Orders the pages: log-odds for each unit of a feature. */
  readonly weights: Features;
  /** Log-odds of the page that the one dotted name of a question means. Not fitted: who spells out one API asks about it. */
  readonly spelled: number;
  /** Constant of reciprocal rank fusion. */
  readonly k: number;
  /** Chunks taken from each channel. */
  readonly candidates: Readonly<Record<"lexical" | "dense" | "mentions" | "questions", number>>;
  /** In what ways a symbol may be named by a question. */
  readonly matches: readonly NamedSymbol["match"][];
  /** What is done to a question before it is asked: the library's own name left out, abbreviated names spelt out. */
  readonly rewriting: { readonly ownName: boolean; readonly abbreviations: boolean };
  /** Of chunks with the same words one is shown. */
  readonly dropRepeated: boolean;
  /** Log-odds added per kind. Mild: it orders equals. */
  readonly kindPrior: Readonly<Record<string, number>>;
}

export const DEFAULT_RANKING: Ranking = {
  lexical: { fields: { names: 1.5, text: 1 }, headings: 0.25, document: 1.5 },
  channels: { lexical: 1, dense: 0.5, symbol: 0.75, mentions: 0.1, questions: 0.1 },
  weights: PAGE_WEIGHTS,
  spelled: 7,
  k: 20,
  candidates: { lexical: 120, dense: 120, mentions: 60, questions: 40 },
  matches: ["name", "leaf", "parameter"],
  rewriting: { ownName: true, abbreviations: true },
  dropRepeated: true,
  kindPrior: { api: 0, guide: 0, tutorial: 0, example: -0.25, "release-notes": -0.5, paper: 0 },
};
