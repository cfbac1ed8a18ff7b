import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FEATURES } from "../../query/candidate-pages.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { DEFAULT_RANKING } from "../../query/ranking.js";
import { PAGE_KINDS } from "../../query/store/rows.js";
import { type AnswerableQuestion, askAll } from "./ask.js";
import { bootstrap } from "./bootstrap.js";
import { type WeighedQuestion, weighAll } from "./candidates.js";
import { crossValidate } from "./cross-validation.js";
import type { EvaluationIndex } from "./evaluation-index.js";
import { markdownTable } from "./markdown-table.js";
import type { Scores } from "./metrics.js";
import { copyWith, LEXICAL_VARIANTS } from "./parts/lexical-index.js";
import { normalisedSum, reciprocalRanks, scoredBy } from "./parts/page-fusions.js";
import { keptWithout, RANKING_VARIANTS } from "./parts/variants.js";
import { signed, signedInterval } from "./signed.js";
import { randomisationTest } from "./significance.js";

interface Material {
  readonly kb: KnowledgeBase;
  readonly index: EvaluationIndex;
  readonly asked: readonly AnswerableQuestion[];
  /** The full ranking's candidates of the same questions. */
  readonly weighed: readonly WeighedQuestion[];
  readonly model: string | undefined;
  /** Folder for copies of the index; they are deleted. */
  readonly work: string;
  readonly onProgress: (text: string) => void;
}

interface Row {
  readonly part: string;
  readonly name: string;
  /** To the whole, by question. */
  readonly differences: readonly Difference[];
}

/**
 * The ranking with each of its parts changed, one at a time, beside the whole. Weights of pages are fitted anew each time
 * and everything is cross-validated, so that no variant suffers from weights made for another.
 */
export async function partsReport(material: Material): Promise<string> {
  const { weighed, asked, kb, onProgress } = material;
  const every = FEATURES.map((_, at) => at);
  const whole = crossValidate(weighed, every);
  const rows: Row[] = [];
  const add = (part: string, name: string, scores: readonly Scores[], beside = whole): void => {
    const differences = scores.map((own, at) => differenceOf(own, beside[at]));
    rows.push({ part, name, differences });
    const { mean } = bootstrap(ofHeadline(weighed, differences, "ndcg@10"));
    onProgress(`${part}, ${name}: nDCG@10 ${signed(mean)}`);
  };
  add("fusion of pages", "reciprocal ranks, k = 60", scoredBy(weighed, reciprocalRanks(60)));
  add("fusion of pages", "reciprocal ranks, k = 10", scoredBy(weighed, reciprocalRanks(10)));
  add("fusion of pages", "scores stretched to 0 to 1, added", scoredBy(weighed, normalisedSum));
  for (const { part, name, ranking, without } of RANKING_VARIANTS) {
    const questions = await weighAll(kb, material.index, asked, { ranking });
    add(part, name, crossValidate(questions, keptWithout(without)));
  }
  add("candidates", "a pool for each kind of page", await byKind(material, every));
  for (const variant of LEXICAL_VARIANTS) {
    add("words", variant.name, await withIndex(material, variant, every));
  }
  const scoresOf = async (dropRepeated: boolean) =>
    (await askAll(kb, asked, { ...DEFAULT_RANKING, dropRepeated })).map(({ scores }) => scores);
  const shown = [await scoresOf(false), await scoresOf(true)] as const;
  add("shown", "repeated texts as well (weights as they are)", ...shown);
  return report(weighed, whole, rows);
}

type Difference = Readonly<Record<"ndcg@10" | "hit@1" | "hit@10", number>>;

const differenceOf = (scores: Scores | undefined, other: Scores | undefined): Difference => {
  const of = (metric: keyof Difference) => (scores?.[metric] ?? 0) - (other?.[metric] ?? 0);
  return { "ndcg@10": of("ndcg@10"), "hit@1": of("hit@1"), "hit@10": of("hit@10") };
};

/** APIs and other pages are each asked for with all candidates of their own. */
async function byKind({ kb, index, asked }: Material, kept: readonly number[]): Promise<readonly Scores[]> {
  const others = PAGE_KINDS.filter((kind) => kind !== "api");
  const [apis, rest] = [
    await weighAll(kb, index, asked, { kinds: ["api"] }),
    await weighAll(kb, index, asked, { kinds: others }),
  ];
  return crossValidate(
    apis.map((question, at) => ({ ...question, list: [...question.list, ...(rest[at]?.list ?? [])] })),
    kept,
  );
}

async function withIndex(
  { index, asked, model, work }: Material,
  variant: (typeof LEXICAL_VARIANTS)[number],
  kept: readonly number[],
): Promise<readonly Scores[]> {
  const copy = join(work, "variant");
  try {
    await copyWith(variant, { data: index.data, copy, model });
    const kb = await openKnowledgeBase({ data: copy, embedder: { model } });
    try {
      return crossValidate(await weighAll(kb, index, asked), kept);
    } finally {
      await kb.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function report(
  questions: readonly WeighedQuestion[],
  whole: readonly Scores[],
  rows: readonly Row[],
): string {
  const own = whole.map((scores) => differenceOf(scores, undefined));
  const mean = (metric: keyof Difference) => bootstrap(ofHeadline(questions, own, metric)).mean.toFixed(3);
  return [
    "## Parts of the ranking, tier A, weights fitted anew, cross-validated",
    "",
    `Whole: nDCG@10 ${mean("ndcg@10")}, hit@1 ${mean("hit@1")}, hit@10 ${mean("hit@10")}. Differences with 95 % bootstrap intervals; p of a paired randomisation test on nDCG@10.`,
    "",
    ...markdownTable(
      ["part", "changed", "nDCG@10", "hit@1", "hit@10", "p"],
      rows.map(({ part, name, differences }) => {
        const shown = (["ndcg@10", "hit@1", "hit@10"] as const).map((metric) => {
          return signedInterval(bootstrap(ofHeadline(questions, differences, metric)));
        });
        const p = randomisationTest(ofHeadline(questions, differences, "ndcg@10"));
        return [part, name, ...shown, p.toFixed(3)];
      }),
    ),
    "",
  ].join("\n");
}

/** Those of tier A. */
const ofHeadline = (
  questions: readonly WeighedQuestion[],
  differences: readonly Difference[],
  metric: keyof Difference,
): readonly number[] =>
  questions.flatMap(({ question }, at) => (question.tier === "A" ? [differences[at]?.[metric] ?? 0] : []));
