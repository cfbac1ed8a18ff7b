import { FEATURES } from "../../query/candidate-pages.js";
import { bootstrap } from "./bootstrap.js";
import type { WeighedQuestion } from "./candidates.js";
import { crossValidate, FOLDS, leaveCorpusOut, rankedScores } from "./cross-validation.js";
import { markdownTable } from "./markdown-table.js";
import type { Scores } from "./metrics.js";
import { signedInterval } from "./signed.js";

/** Groups of questions that the targets are about. */
const GROUPS: readonly (readonly [string, (question: WeighedQuestion) => boolean])[] = [
  ["tier A", ({ question }) => question.tier === "A"],
  ["A, pytorch", ({ question }) => question.tier === "A" && question.corpus === "pytorch"],
  ["A, scikit-learn", ({ question }) => question.tier === "A" && question.corpus === "scikit-learn"],
  ["A, tensorflow", ({ question }) => question.tier === "A" && question.corpus === "tensorflow"],
  ["A, API named", ({ question }) => question.tier === "A" && question.title_names_symbol === true],
  ["A, API not named", ({ question }) => question.tier === "A" && question.title_names_symbol === false],
  ["A, with body", ({ question }) => question.tier === "A" && question.query_kind === "stackoverflow_body"],
  ["tier B", ({ question }) => question.tier === "B"],
  ["tier C", ({ question }) => question.tier === "C"],
];

/**
 * The fitted weights; how they do on the questions they were fitted to and, cross-validated, on others; and what
 * is lost without each feature, everything else fitted anew.
 */
export function fitReport(
  questions: readonly WeighedQuestion[],
  weights: readonly number[],
  { ablation, model }: { readonly ablation: boolean; readonly model: string },
): string {
  const every = FEATURES.map((_, at) => at);
  const seen = questions.map(({ list, relevant }) => rankedScores(list, weights, relevant));
  const unseen = crossValidate(questions, every);
  const foreign = leaveCorpusOut(questions);
  const rows = GROUPS.flatMap(([name, isIn]) => {
    const chosen = questions.flatMap((question, at) => (isIn(question) ? [at] : []));
    if (chosen.length === 0) return [];
    const found = chosen.filter((at) => questions[at]?.list.some(({ relevant }) => relevant)).length;
    return [
      [
        ...[name, String(chosen.length), (found / chosen.length).toFixed(3)],
        value(unseen, chosen, "ndcg@10"),
        ...(["hit@1", "hit@10"] as const).map((metric) => value(unseen, chosen, metric)),
        ...(["ndcg@10", "hit@10"] as const).map((metric) => value(foreign, chosen, metric)),
        ...(["ndcg@10", "hit@10"] as const).map((metric) => value(seen, chosen, metric)),
      ],
    ];
  });
  return [
    "# Weights of the ranking",
    "",
    `${questions.length} questions, model ${model}. ${FOLDS}-fold cross-validation: each question is ranked by weights fitted without it. “Other libraries”: by weights fitted without any question about its library.`,
    "",
    ...markdownTable(
      [
        ...["questions", "rows", "among candidates", "nDCG@10", "hit@1", "hit@10"],
        ...["other libraries nDCG@10", "other libraries hit@10"],
        ...["in-sample nDCG@10", "in-sample hit@10"],
      ],
      rows,
    ),
    "",
    ...markdownTable(
      ["feature", "weight"],
      FEATURES.map((feature, at) => [feature, (weights[at] ?? 0).toPrecision(3)]),
    ),
    "",
    ...(ablation ? withoutEach(questions, unseen) : []),
  ].join("\n");
}

function withoutEach(questions: readonly WeighedQuestion[], full: readonly Scores[]): readonly string[] {
  const headline = questions.flatMap(({ question }, at) => (question.tier === "A" ? [at] : []));
  const rows = FEATURES.map((feature, dropped) => {
    const kept = FEATURES.flatMap((_, at) => (at === dropped ? [] : [at]));
    const scores = crossValidate(questions, kept);
    const difference = (metric: keyof Scores) =>
      bootstrap(headline.map((at) => (scores[at]?.[metric] ?? 0) - (full[at]?.[metric] ?? 0)));
    return [
      `without ${feature}`,
      ...(["ndcg@10", "hit@1", "hit@10"] as const).map((metric) => {
        return signedInterval(difference(metric));
      }),
    ];
  });
  return [
    "## Without each feature, tier A, cross-validated",
    "",
    ...markdownTable(["", "nDCG@10", "hit@1", "hit@10"], rows),
    "",
  ];
}

const value = (scores: readonly Scores[], chosen: readonly number[], metric: keyof Scores): string =>
  (chosen.reduce((sum, at) => sum + (scores[at]?.[metric] ?? 0), 0) / chosen.length).toFixed(3);
