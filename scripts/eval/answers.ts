import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KnowledgeBase } from "../../query/knowledge-base.js";
import { renderAnswersReport } from "./answers/report.js";
import { corpusIdOf } from "./evaluation-index.js";
import type { LabelledQuestion } from "./questions.js";

/** How one question was answered. */
export interface MeasuredAnswer {
  readonly id: string;
  readonly kind: string;
  readonly level: string;
  /** Something is stated. */
  readonly answered: boolean;
  /** Quotations shown, as answer or as nearest passages, and those that are not in the stored chunk. */
  readonly quotations: number;
  readonly falseQuotations: number;
  /** Statements without a source that exists. */
  readonly unsourced: number;
  /** Names that the release does not have: each is looked for in all others. */
  readonly unknown: number;
  /** What the answer took beside retrieval, and retrieval itself, in milliseconds. */
  readonly assembly: number;
  readonly retrieval: number;
}

/**
 * Asks every question for an answer, compares each quotation with the stored chunk byte for byte, and writes
 * answers.md and answers.jsonl.
 */
export async function evaluateAnswers(
  kb: KnowledgeBase,
  questions: readonly LabelledQuestion[],
  out: string,
  onAsked: (done: number, all: number) => void,
): Promise<string> {
  const there = questions.filter(({ library }) => kb.snapshot.corpora[corpusIdOf(library)] !== undefined);
  const measured: MeasuredAnswer[] = [];
  // The first answer also pays for loading what answers need.
  if (there[0]) await measure(kb, there[0]);
  for (const question of there) {
    measured.push(await measure(kb, question));
    onAsked(measured.length, there.length);
  }
  const report = renderAnswersReport(measured, questions.length - there.length);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "answers.md"), report);
  await writeFile(join(out, "answers.jsonl"), `${measured.map((one) => JSON.stringify(one)).join("\n")}\n`);
  return report;
}

async function measure(kb: KnowledgeBase, question: LabelledQuestion): Promise<MeasuredAnswer> {
  const library = corpusIdOf(question.library);
  const version = kb.versions(library)[0]?.version;
  const answered = await kb.answer({ question: question.query, library, version });
  const { kind, statements, nearest, sources, confidence, seconds } = answered.answer;
  const told = [...statements, ...nearest];
  const quotations = told.flatMap(({ quotation }) => quotation ?? []);
  const wrong = await kb.checkQuotations(answered, quotations);
  const known = new Set(sources.map(({ number }) => number));
  return {
    ...{ id: question.id, kind, level: confidence.level, answered: statements.length > 0 },
    ...{
      unknown: answered.answer.unknown.length,
      quotations: quotations.length,
      falseQuotations: wrong.length,
    },
    unsourced: told.filter(
      ({ sources: cited }) => cited.length === 0 || !cited.every((one) => known.has(one)),
    ).length,
    ...{ assembly: seconds * 1000, retrieval: answered.seconds * 1000 },
  };
}
