import pc from "picocolors";
import type { Change, Hit, QueryResult } from "./result.js";
import { compoundIdentifiers } from "./store/terms.js";

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Lines of each hit shown; the rest is in `--json`. */
  readonly lines: number;
}

/** A result as a person reads it on a terminal. */
export function renderResult(result: QueryResult, options: RenderOptions): string {
  const paint = pc.createColors(options.colour);
  const level = { HIGH: paint.green, MEDIUM: paint.yellow, LOW: paint.red }[result.confidence];
  const origin = {
    asked: "as asked",
    project: "from the project",
    newest: "newest stable that is indexed; no version was given",
  }[result.versionFrom];
  const dated = result.versionDate ? `, released ${result.versionDate}` : ", release date unknown";
  const found = result.libraryFrom === "search" ? " (no library was given: this one fits best)" : "";
  const head = [
    `${paint.bold(`${result.libraryName} ${result.version}`)}${paint.dim(` - ${origin}${dated}${found}`)}`,
    `Confidence ${level(paint.bold(result.confidence))}${paint.dim(`: ${result.reasons.join("; ")}`)}`,
  ];
  if (!result.verified) {
    const nearest = result.hits.length > 0 ? " Nearest passages:" : "";
    head.push(
      paint.red(`Cannot verify: the documentation of this release does not clearly answer.${nearest}`),
    );
  }
  const hits = result.hits.map((hit) => renderHit(hit, result.question, options));
  return [head.join("\n"), ...hits, renderRecent(result, options)].join("\n\n");
}

function renderHit(hit: Hit, question: string, { colour, width, lines }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const title = hit.headingPath.join(" › ");
  const since = hit.sinceOldest ? `in or before ${hit.since}` : `since ${hit.since}`;
  const until = hit.until === null ? "" : `, until ${hit.until}`;
  const body = hit.text.split("\n");
  const from = firstLine(body, lines, question);
  const shown = body.slice(from, from + lines).map((line) => `   ${cut(line, width - 3)}`);
  const left = body.length - from - shown.length;
  if (from > 0) shown.unshift(paint.dim(`   … ${from} ${from === 1 ? "line" : "lines"} above`));
  if (left > 0) shown.push(paint.dim(`   … ${left} more ${left === 1 ? "line" : "lines"}`));
  // A text that opens with code opens with the signature itself.
  if (hit.signature !== null && !hit.text.startsWith("```")) {
    shown.unshift(...hit.signature.split("\n").map((line) => paint.bold(`   ${cut(line, width * 3)}`)));
  }
  return [
    `${paint.bold(`[${hit.rank}]`)} ${paint.cyan(title)} ${paint.dim(`(${hit.kind}; text ${since}${until})`)}`,
    ...shown,
    `   ${paint.underline(hit.url)}`,
    paint.dim(
      `   ${hit.library} ${hit.version}, read ${hit.fetched.slice(0, 10)} from ${hit.source.kind}, sha ${hit.hash.slice(0, 10)}`,
    ),
  ].join("\n");
}

/** The line from which a cut text shows most: its first, or the first that holds a name the question asks for. */
function firstLine(body: readonly string[], lines: number, question: string): number {
  if (body.length <= lines) return 0;
  const names = compoundIdentifiers(question).map((name) => name.toLowerCase());
  const at = body.findIndex((line) => names.some((name) => line.toLowerCase().includes(name)));
  return at < lines - 2 ? 0 : Math.min(at, body.length - lines);
}

function renderRecent({ recent }: QueryResult, { colour, width }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const span = `${recent.from} to ${recent.to}`;
  const undated =
    recent.undated.length === 0
      ? ""
      : paint.dim(` (release date unknown, not checked: ${recent.undated.join(", ")})`);
  if (recent.changes.length === 0) {
    return `${paint.bold("Recent changes")} to these APIs, ${span}: none in the indexed releases${undated}`;
  }
  const lines = recent.changes.slice(0, 8).map((change) => `   ${cut(describeChange(change), width * 2)}`);
  const more = recent.changes.length - lines.length;
  return [
    `${paint.bold("Recent changes")} to these APIs, ${span}:${undated}`,
    ...lines,
    ...(more > 0 ? [paint.dim(`   … ${more} more with --json`)] : []),
  ].join("\n");
}

export function describeChange(change: Change): string {
  const when = `${change.version} (${change.date ?? "date unknown"})`;
  const one = (text: string | undefined) => (text ?? "").replace(/\s+/g, " ");
  switch (change.kind) {
    case "added":
      return `+ ${change.symbol} is new in ${when}; ${change.previous} did not have it`;
    case "removed":
      return `- ${change.symbol} is gone in ${when}; ${change.previous} had it`;
    case "deprecated":
      return `! ${change.symbol} is deprecated in ${when}: ${one(change.after)}`;
    case "signature-changed":
      return `~ ${change.symbol} changed in ${when}: ${one(change.before)}  ->  ${one(change.after)}`;
  }
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
