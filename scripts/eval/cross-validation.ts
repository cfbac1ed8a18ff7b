import { FEATURES } from "../../query/candidate-pages.js";
import { mulberry32 } from "./bootstrap.js";
import type { WeighedQuestion } from "./candidates.js";
import { type ExampleList, fitListwise, scoreOf } from "./listwise.js";
import { type Scores, scoresOf } from "./metrics.js";

export const FOLDS = 5;
/** Each question is scored under so many divisions into folds, and the mean is taken. */
const DIVISIONS = 2;

/**
 * Scores of each question under weights that were fitted without it.
 *
 * @param kept features that are used, by place; the others count as 0
 */
export function crossValidate(
  questions: readonly WeighedQuestion[],
  kept: readonly number[],
): readonly Scores[] {
  const lists = questions.map(({ list }) => narrowed(list, kept));
  const divisions = Array.from({ length: DIVISIONS }, (_, seed) => {
    const random = mulberry32(seed + 1);
    const folds = questions.map(() => Math.floor(random() * FOLDS));
    const weights = Array.from({ length: FOLDS }, (_, fold) =>
      fitListwise(
        lists.filter((_, at) => folds[at] !== fold),
        kept.length,
      ),
    );
    return questions.map(({ relevant }, at) =>
      rankedScores(lists[at] ?? [], weights[folds[at] ?? 0] ?? [], relevant),
    );
  });
  return questions.map((_, at) => meanScores(divisions.flatMap((scores) => scores[at] ?? [])));
}

/** Scores of each question under weights fitted to questions about other corpora alone. */
export function leaveCorpusOut(questions: readonly WeighedQuestion[]): readonly Scores[] {
  const corpora = new Set(questions.map(({ question }) => question.corpus));
  const weights = new Map(
    [...corpora].map((corpus) => {
      const others = questions.filter(({ question }) => question.corpus !== corpus);
      return [
        corpus,
        fitListwise(
          others.map(({ list }) => list),
          FEATURES.length,
        ),
      ];
    }),
  );
  return questions.map(({ question, list, relevant }) =>
    rankedScores(list, weights.get(question.corpus) ?? [], relevant),
  );
}

export const narrowed = (list: ExampleList, kept: readonly number[]): ExampleList =>
  list.map(({ features, relevant }) => ({ relevant, features: kept.map((at) => features[at] ?? 0) }));

/** Scores of a list in the order of some weights. */
export function rankedScores(list: ExampleList, weights: readonly number[], relevant: number): Scores {
  const order = list
    .map((example) => ({ ...example, score: scoreOf(example.features, weights) }))
    .sort((a, b) => b.score - a.score);
  return scoresOf(
    order.flatMap((example, at) => (example.relevant ? [at + 1] : [])),
    relevant,
  );
}

function meanScores(all: readonly Scores[]): Scores {
  const [first] = all;
  if (!first) throw new Error("no scores to take the mean of");
  const names = Object.keys(first) as (keyof Scores)[];
  return Object.fromEntries(
    names.map((name) => [name, all.reduce((sum, scores) => sum + scores[name], 0) / all.length]),
  ) as Scores;
}
