import { FEATURES, type Feature } from "../../../query/candidate-pages.js";
import { DEFAULT_RANKING, type Ranking } from "../../../query/ranking.js";

/** The ranking with one of its parts changed. */
export interface Variant {
  readonly part: string;
  readonly name: string;
  readonly ranking: Ranking;
  /** Features that have nothing to go by without the part. */
  readonly without: readonly Feature[];
}

const { candidates, lexical, channels, rewriting, matches } = DEFAULT_RANKING;

const variant = (
  part: string,
  name: string,
  changed: Partial<Ranking>,
  without: readonly Feature[] = [],
): Variant => ({ part, name, ranking: { ...DEFAULT_RANKING, ...changed }, without });

const fields = (names: number, text: number, headings: number): Partial<Ranking> => ({
  lexical: { ...lexical, fields: { names, text }, headings },
});

/** Times as many candidates as usual; where nothing is said, as many. */
const times = (factors: Partial<Ranking["candidates"]>): Partial<Ranking> => ({
  candidates: {
    lexical: candidates.lexical * (factors.lexical ?? 1),
    dense: candidates.dense * (factors.dense ?? 1),
    mentions: candidates.mentions * (factors.mentions ?? 1),
    questions: candidates.questions * (factors.questions ?? 1),
  },
});

/** Parts that are switched when a question is asked. */
export const RANKING_VARIANTS: readonly Variant[] = [
  variant("field weights", "names count nothing", fields(0, 1, 0)),
  variant("field weights", "text counts nothing", fields(1.5, 0, 0.25), ["text"]),
  variant("field weights", "names and text alike", fields(1, 1, 0.25)),
  variant("field weights", "names three times the text", fields(3, 1, 0.25)),
  variant("field weights", "headings count nothing", fields(1.5, 1, 0)),
  variant("field weights", "headings as names", fields(1.5, 1, 1.5)),
  variant("page score", "without", { lexical: { ...lexical, document: 0 } }, ["page"]),
  variant("symbol channel", "names in full and dotted endings alone", { matches: ["name"] }, ["word"]),
  variant("symbol channel", "without last parts and plain words", { matches: ["name", "parameter"] }, [
    "word",
  ]),
  variant("symbol channel", "without parameters", {
    matches: matches.filter((match) => match !== "parameter"),
  }),
  variant("symbol channel", "without", { channels: { ...channels, symbol: 0 }, matches: [] }, [
    ...(["name", "word", "title"] as const),
  ]),
  variant("question", "with the library's own name", { rewriting: { ...rewriting, ownName: false } }),
  variant("question", "abbreviated names as written", { rewriting: { ...rewriting, abbreviations: false } }),
  variant("candidates", "half of each", times({ lexical: 0.5, dense: 0.5, mentions: 0.5, questions: 0.5 })),
  variant("candidates", "twice as many by words", times({ lexical: 2 })),
  variant("candidates", "twice as many by vectors", times({ dense: 2 })),
  variant("candidates", "twice as many by mentions", times({ mentions: 2 })),
  variant("candidates", "twice as many by written questions", times({ questions: 2 })),
  variant("candidates", "none by written questions", times({ questions: 0 })),
  variant("written questions", "without", { channels: { ...channels, questions: 0 } }, ["asked", "alike"]),
  variant("written questions", "by their words alone", {}, ["alike"]),
  variant("written questions", "by their vectors alone", {}, ["asked"]),
];

/** Places of the features that are left. */
export const keptWithout = (without: readonly Feature[]): readonly number[] =>
  FEATURES.flatMap((feature, at) => (without.includes(feature) ? [] : [at]));
