import { FEATURES, type Feature, type Features } from "../../query/candidate-pages.js";
import type { KnowledgeBase } from "../../query/knowledge-base.js";
import { DEFAULT_RANKING, type Ranking } from "../../query/ranking.js";
import type { QueryResult } from "../../query/result.js";
import { corpusIdOf, pathOfPage } from "./evaluation-index.js";
import { type Scores, scoresOf } from "./metrics.js";
import { type Pages, type Returned, ranksOf, relevantPages } from "./page-match.js";
import type { LabelledQuestion } from "./questions.js";

/** A question with its relevant pages in the index; without one it cannot be answered there. */
export interface AnswerableQuestion extends LabelledQuestion {
  readonly corpus: string;
  /** Page by relevant symbol. */
  readonly pages: ReadonlyMap<string, string>;
}

/** What one system gave for one question. */
export interface Outcome {
  readonly question: AnswerableQuestion;
  readonly returned: readonly Returned[];
  /** Rank of the first right page; undefined when none is there. */
  readonly first: number | undefined;
  readonly scores: Scores;
  readonly named: readonly string[];
}

/** One way of ranking that is measured. */
export interface Configuration {
  readonly name: string;
  readonly ranking: Ranking;
}

export function answerable(
  questions: readonly LabelledQuestion[],
  pages: ReadonlyMap<string, Pages>,
): readonly AnswerableQuestion[] {
  return questions.flatMap((question) => {
    const corpus = corpusIdOf(question.library);
    const known = pages.get(corpus);
    const relevant = known ? relevantPages(question.relevant, known) : new Map<string, string>();
    return relevant.size > 0 ? [{ ...question, corpus, pages: relevant }] : [];
  });
}

/** Asks every question. The budget is far above what ten hits hold, so that it cuts nothing. */
export async function askAll(
  kb: KnowledgeBase,
  questions: readonly AnswerableQuestion[],
  ranking: Ranking,
  onAsked: () => void = () => undefined,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const result = await kb.query({
      question: question.query,
      library: question.corpus,
      // The page set's own: a question may name another, whose pages are not there.
      version: kb.versions(question.corpus)[0]?.version,
      limit: 10,
      budget: 100_000,
      ranking,
    });
    outcomes.push(
      outcomeOf(
        question,
        returnedBy(result),
        result.named.map(({ name }) => name),
      ),
    );
    onAsked();
  }
  return outcomes;
}

const returnedBy = ({ hits }: QueryResult): readonly Returned[] =>
  hits.map((hit) => ({ symbols: hit.symbols, path: pathOfPage(hit), url: hit.url }));

export function outcomeOf(
  question: AnswerableQuestion,
  returned: readonly Returned[],
  named: readonly string[] = [],
): Outcome {
  const ranks = ranksOf(returned, question.pages);
  const scores = scoresOf(ranks, new Set(question.pages.values()).size);
  return { question, returned, first: ranks[0], scores, named };
}

/** Which channel each feature comes from. */
const CHANNEL_OF: Readonly<Record<Feature, keyof Ranking["channels"]>> = {
  ...{ text: "lexical", page: "lexical", dense: "dense" },
  ...{ name: "symbol", word: "symbol", title: "symbol" },
  ...{ mentions: "mentions", said: "dense", used: "mentions" },
  ...{ asked: "questions", alike: "questions" },
};

/** The full ranking, without each channel, each channel alone, and plain BM25 over the text. */
export function ablations(): readonly Configuration[] {
  const { channels, weights } = DEFAULT_RANKING;
  const only = (kept: (feature: Feature) => boolean) =>
    Object.fromEntries(
      FEATURES.map((feature) => [feature, kept(feature) ? weights[feature] : 0]),
    ) as Features;
  const names = ["lexical", "dense", "symbol", "mentions", "questions"] as const;
  const none = { lexical: 0, dense: 0, symbol: 0, mentions: 0, questions: 0 };
  return [
    ...names.map((name) => ({
      name: `without ${name}`,
      ranking: {
        ...DEFAULT_RANKING,
        channels: { ...channels, [name]: 0 },
        weights: only((feature) => CHANNEL_OF[feature] !== name),
      },
    })),
    ...(["used", "title"] as const).map((feature) => ({
      name: `without the feature “${feature}”`,
      ranking: { ...DEFAULT_RANKING, weights: only((other) => other !== feature) },
    })),
    ...names.map((name) => ({
      name: `${name} alone`,
      ranking: {
        ...DEFAULT_RANKING,
        channels: { ...none, [name]: 1 },
        weights: only((feature) => CHANNEL_OF[feature] === name),
      },
    })),
    {
      name: "BM25 over the text alone",
      ranking: {
        ...DEFAULT_RANKING,
        channels: { ...none, lexical: 1 },
        weights: { ...only(() => false), text: 1 },
        spelled: 0,
        lexical: { fields: { names: 0, text: 1 }, headings: 0, document: 0 },
        kindPrior: {},
      },
    },
  ];
}
