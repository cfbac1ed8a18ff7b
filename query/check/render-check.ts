import pc from "picocolors";
import type { Position } from "../python/tree.js";
import type { CheckResult } from "./check.js";
import { type CheckFinding, SEVERITIES, SKIPS, type Skip } from "./finding.js";
import type { CheckProblem } from "./problem.js";

interface RenderOptions {
  readonly colour: boolean;
  readonly width: number;
}

type Paint = ReturnType<typeof pc.createColors>;

/** Findings as a person reads them: by file, each with its line and what it rests on. */
export function renderCheck(result: CheckResult, { colour, width }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const byFile = new Map<string, string[]>();
  const tell = (file: string, text: string) => byFile.set(file, [...(byFile.get(file) ?? []), text]);
  for (const { file, place, reason, isFailure } of result.problems) {
    if (place === null) continue;
    const told = isFailure ? paint.red(reason) : `${paint.cyan("note")} ${reason}`;
    tell(file, `  ${paint.dim(placeText(place, place.cell))} ${told}`);
  }
  for (const finding of result.findings) tell(finding.file, renderFinding(finding, paint, width));
  const files = [...byFile].map(([file, texts]) => [paint.underline(file), ...texts].join("\n"));
  return [...files, summary(result, paint)].join("\n\n");
}

const COLOURS: Readonly<Record<CheckFinding["severity"], (paint: Paint, text: string) => string>> = {
  error: (paint, text) => paint.red(text),
  warning: (paint, text) => paint.yellow(text),
  note: (paint, text) => paint.cyan(text),
};

function renderFinding(finding: CheckFinding, paint: Paint, width: number): string {
  const { severity, rule, message, replacement, nearest } = finding;
  const lines = [
    `  ${paint.dim(placeOf(finding))} ${COLOURS[severity](paint, severity)} ${message} ${paint.dim(`[${rule}]`)}`,
    ...codeFrame(finding, paint, width).map((line) => `      ${line}`),
  ];
  const quoted = finding.evidence.find(({ quotation }) => quotation !== "");
  if (/^(?:(?:deprecated|refused)-name|deprecated-keyword)$/.test(rule) && quoted)
    lines.push(`      ${paint.dim("it says:")} ${cut(quoted.quotation, 2 * width)}`);
  if (replacement !== null) lines.push(`      ${paint.green("use")} ${replacement}`);
  else if (nearest.length > 0) lines.push(`      ${paint.dim("there is")} ${nearest.join(", ")}`);
  for (const { url, version } of finding.evidence)
    if (url !== null) lines.push(`      ${paint.dim(`${version}: ${url}`)}`);
  return lines.join("\n");
}

/** `cell 3, 12:5` or `12:5`. */
export const placeOf = ({ cell, start }: CheckFinding): string => placeText(start, cell);

const placeText = ({ line, column }: Position, cell: number | null): string =>
  `${cell === null ? "" : `cell ${cell}, `}${line}:${column}`;

/** The line and a mark below what is meant; of a long line the part around it. */
function codeFrame({ text, start, end }: CheckFinding, paint: Paint, width: number): readonly string[] {
  const room = Math.max(40, width - 10);
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const from = start.column - 1 - indent > room - 20 ? start.column - 1 - 20 : indent;
  const shown = text.slice(from, from + room).replaceAll("\t", " ");
  const length = end.line === start.line ? Math.max(1, end.column - start.column) : 1;
  const mark = "^".repeat(Math.min(length, Math.max(1, shown.length - (start.column - 1 - from))));
  return [shown, paint.dim(`${" ".repeat(start.column - 1 - from)}${mark}`)];
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

const ORIGINS: Readonly<Record<CheckResult["libraries"][number]["versionFrom"], string>> = {
  asked: "as asked",
  question: "as asked",
  project: "from the project",
  newest: "newest stable that is indexed; the project pins none",
};

function summary(result: CheckResult, paint: Paint): string {
  const { files, findings, libraries, notChecked, problems, resolved, skipped } = result;
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [COLOURS[severity](paint, plural(count, severity))] : [];
  });
  const inFiles = (some: readonly CheckProblem[]) => new Set(some.map(({ file }) => file)).size;
  const unread = inFiles(problems.filter(({ isFailure }) => isFailure));
  const partly = inFiles(problems.filter(({ isFailure, place }) => !isFailure && place !== null));
  const nothing = unread + partly > 0 ? "Nothing found in what could be read" : "Nothing found";
  const unreadable = [
    ...(unread > 0 ? [paint.red(`, ${unread} of them unreadable`)] : []),
    ...(partly > 0 ? [paint.yellow(`, ${partly} of them not understood whole`)] : []),
  ];
  const against = libraries.map(({ libraryName, version, versionFrom, pinnedIn }) => {
    const origin = pinnedIn === null ? ORIGINS[versionFrom] : `from ${pinnedIn}`;
    return `   ${libraryName} ${version} ${paint.dim(`(${origin})`)}`;
  });
  const unchecked = (Object.entries(skipped) as [Skip, number][]).map(
    ([reason, count]) => `${count.toLocaleString("en")} ${SKIPS[reason]}`,
  );
  return [
    `${paint.bold(counts.length > 0 ? counts.join(", ") : nothing)} in ${plural(files, "file")}${unreadable.join("")}: ${plural(resolved, "use")} of library names checked`,
    ...(against.length > 0 ? against : ["   The code uses no library that is indexed."]),
    ...notChecked.map(({ reason, hint }) => `   ${paint.yellow("not checked:")} ${reason}. ${hint ?? ""}`),
    ...(unchecked.length > 0 ? [paint.dim(`   Not certain, so not judged: ${unchecked.join("; ")}.`)] : []),
    ...problems
      .filter(({ place }) => place === null)
      .map(
        ({ file, reason, isFailure }) => `   ${isFailure ? paint.red(file) : paint.yellow(file)}: ${reason}`,
      ),
  ].join("\n");
}

const plural = (count: number, word: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? word : `${word}s`}`;
