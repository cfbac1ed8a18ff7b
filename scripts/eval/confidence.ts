import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Corpus } from "../../corpora/corpus.js";
import { packageRoot } from "../../corpora/package-root.js";
import type { IndexEvent } from "../../indexer/index.js";
import { levelOf, probabilityOf, type Weights } from "../../query/confidence/probability.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { type Asked, OF_REAL_APIS, type Outcome } from "./confidence/asked.js";
import { reliability } from "./confidence/calibration.js";
import { guessedLibraries } from "./confidence/guessed-library.js";
import { readGuides } from "./confidence/index-guides.js";
import { readSymbols } from "./confidence/index-symbols.js";
import { confidenceQuestions } from "./confidence/questions.js";
import { reliabilityDiagram } from "./confidence/reliability-diagram.js";
import { renderConfidenceReport } from "./confidence/report.js";
import { isFitted } from "./confidence/split.js";
import { fitWeights, weightsFile } from "./confidence/weights-file.js";
import { prepareIndex } from "./evaluation-index.js";
import type { LabelledQuestion } from "./questions.js";

export interface ConfidenceOptions {
  readonly out: string;
  /** Data folder of the page sets that answer the labelled questions. */
  readonly data: string;
  /** Data folder of an index with several releases of some libraries. */
  readonly releases: string;
  readonly model: string | undefined;
  readonly fit: boolean;
  readonly questions: readonly LabelledQuestion[];
  readonly corpora: readonly Corpus[];
  readonly onEvent: (event: IndexEvent) => void;
  readonly onProgress: (text: string) => void;
}

const WEIGHTS_FOLDER = join(packageRoot(), "query", "confidence");

/**
 * Asks questions with and without an answer, and measures whether the confidence means what it says. With `fit` the
 * weights are fitted on one half of the questions first. Everything reported is of the other half.
 */
export async function evaluateConfidence(options: ConfidenceOptions): Promise<string> {
  const { data, releases, model, out, onEvent, onProgress } = options;
  const { pages } = await prepareIndex(options.corpora, data, { model, onEvent });
  const [pageSymbols, releaseSymbols] = [await readSymbols(data, model), await readSymbols(releases, model)];
  const guides = await readGuides(data, model);
  const questions = confidenceQuestions({
    labelled: options.questions,
    pages,
    pageSymbols,
    releaseSymbols,
    guides,
  });
  const bases = {
    pages: await openKnowledgeBase({ data, embedder: { model } }),
    releases: await openKnowledgeBase({ data: releases, embedder: { model } }),
  };
  let outcomes: readonly Outcome[];
  let guessed: readonly string[];
  try {
    outcomes = await askAll(bases, questions, onProgress);
    guessed = await guessedLibraries(bases.pages, questions);
  } finally {
    await bases.pages.close();
    await bases.releases.close();
  }
  const fitted = outcomes.filter(({ asked }) => isFitted(asked.text));
  if (options.fit) {
    const weights = fitWeights(fitted);
    const about = `Fitted on ${fitted.length} questions, ${fitted.filter(({ right }) => right).length} of them answered by the first five hits.`;
    const file = join(WEIGHTS_FOLDER, "weights.ts");
    await writeFile(file, weightsFile(weights, about));
    onProgress(`Written: ${file}; build again to use it`);
    outcomes = outcomes.map((outcome) => judgedBy(outcome, weights));
  }
  const heldOut = outcomes.filter(({ asked }) => !isFitted(asked.text));
  await mkdir(out, { recursive: true });
  const report = [renderConfidenceReport({ outcomes, heldOut, fitted: fitted.length }), ...guessed].join(
    "\n",
  );
  await writeFile(join(out, "confidence.md"), report);
  const title = `Confidence on ${heldOut.length} questions not used for fitting`;
  const diagram = reliabilityDiagram(reliability(heldOut), title);
  // The one that goes with the weights stands beside them.
  for (const folder of [out, ...(options.fit ? [WEIGHTS_FOLDER] : [])]) {
    await writeFile(join(folder, "reliability.svg"), diagram);
  }
  const lines = outcomes.map(({ asked, ...outcome }) => JSON.stringify({ ...asked, ...outcome }));
  await writeFile(join(out, "confidence.jsonl"), `${lines.join("\n")}\n`);
  return report;
}

async function askAll(
  bases: Readonly<Record<Asked["index"], KnowledgeBase>>,
  questions: readonly Asked[],
  onProgress: (text: string) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const asked of questions) {
    const { text: question, library, version } = asked;
    const base = bases[asked.index];
    const options = { question, library, version };
    const result = await base.query(options);
    const answer = OF_REAL_APIS.includes(asked.set) ? await base.answer(options) : undefined;
    const { confidence, probability, signals, reasons, hits, unknownNames } = result;
    outcomes.push({
      ...{ asked, confidence, probability, signals, reasons },
      right: asked.isRight(result),
      rightFirst: asked.isRight({ ...result, hits: hits.slice(0, 1) }),
      told: unknownNames.length > 0,
      answered: answer?.answer.confidence.level,
    });
    if (outcomes.length % 250 === 0) onProgress(`${outcomes.length} of ${questions.length} questions`);
  }
  return outcomes;
}

function judgedBy(outcome: Outcome, weights: Weights): Outcome {
  if (!outcome.signals) return outcome;
  const probability = probabilityOf(outcome.signals, weights);
  return { ...outcome, probability, confidence: levelOf(probability), answered: undefined };
}
