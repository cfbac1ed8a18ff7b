import { QUESTION_KINDS } from "../../../query/answer/question-kind.js";
import { CONFIDENCE_LEVELS } from "../../../query/result.js";
import { percentile } from "../../bench/statistics.js";
import type { MeasuredAnswer } from "../answers.js";

/** Milliseconds that an answer may take beside retrieval. */
const TARGET = 15;

/** Grounding, time, and the share answered by kind, as Markdown. `left` questions are about no indexed library. */
export function renderAnswersReport(measured: readonly MeasuredAnswer[], left: number): string {
  const sum = (of: (one: MeasuredAnswer) => number) => measured.reduce((total, one) => total + of(one), 0);
  const quotations = sum((one) => one.quotations);
  const wrong = sum((one) => one.falseQuotations);
  const times = (of: (one: MeasuredAnswer) => number, some = measured) =>
    `p50 ${percentile(some.map(of), 0.5).toFixed(1)} ms, p95 ${percentile(some.map(of), 0.95).toFixed(1)} ms`;
  const clear = measured.filter(({ unknown }) => unknown === 0);
  return `${[
    `${measured.length} questions asked for an answer; ${left} are about libraries that are not indexed.`,
    "",
    `- quotations in the cited chunk, byte for byte: ${quotations - wrong} of ${quotations}`,
    `- statements without a source: ${sum((one) => one.unsourced)}`,
    `- putting the answer together: ${times((one) => one.assembly)} (target: ${TARGET} ms)`,
    `- the same for the ${clear.length} questions whose names are all there: ${times((one) => one.assembly, clear)}`,
    `- retrieval: ${times((one) => one.retrieval)}`,
    "",
    `| kind | questions | answered | ${CONFIDENCE_LEVELS.join(" | ")} |`,
    "| --- | --: | --: | --: | --: | --: |",
    ...[...QUESTION_KINDS, "all"].map((kind) =>
      row(kind, kind === "all" ? measured : ofKind(measured, kind)),
    ),
  ].join("\n")}\n`;
}

const ofKind = (measured: readonly MeasuredAnswer[], kind: string) =>
  measured.filter((one) => one.kind === kind);

function row(kind: string, measured: readonly MeasuredAnswer[]): string {
  const share = (part: number) =>
    measured.length === 0 ? "-" : `${((100 * part) / measured.length).toFixed(0)} %`;
  const levels = CONFIDENCE_LEVELS.map((level) =>
    share(measured.filter((one) => one.level === level).length),
  );
  const answered = share(measured.filter((one) => one.answered).length);
  return `| ${kind} | ${measured.length} | ${answered} | ${levels.join(" | ")} |`;
}
