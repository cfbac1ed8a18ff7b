import pc from "picocolors";
import { guessText } from "./guessed-library.js";
import type { ApiHistory } from "./history/api-history.js";
import type { Change } from "./history/change.js";
import { bySymbol, changeLine, goneText } from "./history/change-text.js";
import { sinceText } from "./history/since.js";
import { mentionOf, type Term, termsOf } from "./mention.js";
import { otherVersionsText } from "./other-versions.js";
import { readQuestion } from "./question.js";
import type { Hit, QueryResult } from "./result.js";
import { askedNames } from "./symbols.js";

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Lines of each hit shown; the rest is in `--json`. */
  readonly lines: number;
}

/** A result as a person reads it on a terminal. */
export function renderResult(result: QueryResult, asked: RenderOptions): string {
  // A terminal that does not know its own width says 0.
  const options = { ...asked, width: Math.max(asked.width, 24) };
  const paint = pc.createColors(options.colour);
  const level = { HIGH: paint.green, MEDIUM: paint.yellow, LOW: paint.red }[result.confidence];
  const origin = {
    asked: "as asked",
    question: "as the question says",
    project: "from the project",
    newest: "newest stable that is indexed; no version was given",
  }[result.versionFrom];
  const dated = result.versionDate ? `, released ${result.versionDate}` : ", release date unknown";
  const notes = [guessText(result, result.confidence), otherVersionsText(result)].filter(
    (note) => note !== "",
  );
  const found = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
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
  for (const { name, went } of result.missing) if (went) head.push(`${goneText(name, went)}.`);
  const terms = termsOf(readQuestion(result.question), askedNames(result.named));
  const hits = result.hits.map((hit) => renderHit(hit, terms, options));
  return [head.join("\n"), ...hits, renderRecent(result, options)].join("\n\n");
}

function renderHit(hit: Hit, terms: readonly Term[], { colour, width, lines }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const title = hit.headingPath.join(" › ");
  const since = hit.sinceOldest ? `in or before ${hit.since}` : `since ${hit.since}`;
  const until = hit.until === null ? "" : `, until ${hit.until}`;
  const { signature, text } = withoutSignature(hit);
  const shown = signature.flatMap((line) => wrap(line, width - 3)).map((line) => paint.bold(line));
  const body = text.split("\n");
  const from = firstLine(body, lines, terms);
  const excerpt = body.slice(from, from + lines);
  const left = body.length - from - excerpt.length;
  if (from > 0) shown.push(paint.dim(`… ${counted(from)} above`));
  shown.push(...excerpt.map((line) => cut(line, width * 3)).flatMap((line) => wrap(line, width - 3)));
  if (left > 0) shown.push(paint.dim(`… ${counted(left)} more`));
  return [
    `${paint.bold(`[${hit.rank}]`)} ${paint.cyan(title)} ${paint.dim(`(${hit.kind}; text ${since}${until})`)}`,
    ...shown.map((line) => (line === "" ? "" : `   ${line}`)),
    ...(hit.api ? [`   ${apiText(hit.api, paint)}`] : []),
    `   ${paint.underline(hit.url)}`,
    paint.dim(
      `   ${hit.library} ${hit.version}, read ${hit.fetched.slice(0, 10)} from ${hit.source.kind}, sha ${hit.hash.slice(0, 10)}`,
    ),
  ].join("\n");
}

/** `sklearn.svm.SVC: in or before 1.6.1; deprecated since 1.8, use X; changed in 1.9.1`. */
function apiText(api: ApiHistory, paint: ReturnType<typeof pc.createColors>): string {
  const instead = api.replacement === null ? "" : `, use ${api.replacement}`;
  const deprecated =
    api.deprecatedSince === null
      ? ""
      : `; ${paint.red(`deprecated ${sinceText(api.deprecatedSince)}`)}${instead}`;
  const changed = api.changedIn.length === 0 ? "" : `; changed in ${api.changedIn.join(", ")}`;
  return `${paint.dim(`${api.symbol}: ${sinceText(api.since)}`)}${deprecated}${paint.dim(changed)}`;
}

const counted = (lines: number): string => `${lines} ${lines === 1 ? "line" : "lines"}`;

/** The signature and what stands below it. A text that opens with the signature itself need not show it twice. */
function withoutSignature({ signature, text }: Hit): {
  readonly signature: readonly string[];
  readonly text: string;
} {
  if (signature === null) return { signature: [], text };
  const fenced = /^```[^\n]*\n(.*?)\n```\n*/s.exec(text);
  const squeezed = (code: string): string => code.replace(/\s+/g, "");
  const [first = ""] = signature.split("\n");
  return fenced?.[1] !== undefined && squeezed(fenced[1]).includes(squeezed(first))
    ? { signature: fenced[1].split("\n"), text: text.slice(fenced[0].length) }
    : { signature: signature.split("\n"), text };
}

/** The line from which a cut text says most of what the question asks for; the first of equals. */
function firstLine(body: readonly string[], lines: number, terms: readonly Term[]): number {
  if (body.length <= lines) return 0;
  const folded = body.map((line) => line.toLowerCase());
  let best = { from: 0, score: 0 };
  for (let from = 0; from + lines <= body.length; from += 1) {
    const score = mentionOf(folded.slice(from, from + lines), terms);
    if (score > best.score) best = { from, score };
  }
  const first = folded.findIndex(
    (line, at) => at >= best.from && terms.some(({ text }) => line.includes(text)),
  );
  const start = first < 0 ? best.from : Math.min(first, body.length - lines);
  return start <= 2 ? 0 : start;
}

/** Breaks a line at spaces, never inside a word; what follows is indented as the line is, and a little more. */
export function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const indent = `${/^\s*/.exec(line)?.[0] ?? ""}  `.slice(0, 12);
  const rows: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const last = rest.lastIndexOf(" ", width);
    const at = last > indent.length ? last : rest.indexOf(" ", Math.max(width, indent.length));
    if (at < 0) break;
    rows.push(rest.slice(0, at));
    rest = `${indent}${rest.slice(at).trimStart()}`;
  }
  return [...rows, rest];
}

function renderRecent({ recent, indexed }: QueryResult, { colour, width }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const span = `${recent.from} to ${recent.to}`;
  const undated =
    recent.undated.length === 0
      ? ""
      : paint.dim(` (release date unknown, not checked: ${recent.undated.join(", ")})`);
  if (recent.changes.length === 0 && recent.undated.length === indexed.length) {
    return `${paint.bold("Recent changes")} to these APIs: not checked, for no release of this library has a date`;
  }
  if (recent.changes.length === 0) {
    return `${paint.bold("Recent changes")} to these APIs, ${span}: none in the indexed releases${undated}`;
  }
  const told = RECENT_GROUPS.flatMap(({ title, holds }) => {
    const own = bySymbol(recent.changes).filter((line) => groupOf(line).holds === holds);
    return own.map((line, at) => ({ heading: at === 0 ? title : undefined, text: changeLine(line) }));
  });
  const lines = told
    .slice(0, MOST_RECENT)
    .flatMap(({ heading, text }) => [
      ...(heading === undefined ? [] : [`   ${paint.bold(heading)}`]),
      `     ${cut(text, width * 2)}`,
    ]);
  const more = told.length - MOST_RECENT;
  return [
    `${paint.bold("Recent changes")} to these APIs, ${span}:${undated}`,
    ...lines,
    ...(more > 0 ? [paint.dim(`   … ${more} more with --json`)] : []),
  ].join("\n");
}

/** Lines of recent changes shown. */
const MOST_RECENT = 8;

/** What a reader must know first comes first. A symbol's line stands in the first group that holds it. */
const RECENT_GROUPS: readonly {
  readonly title: string;
  readonly holds: (line: readonly Change[]) => boolean;
}[] = [
  { title: "Breaking", holds: (line) => line.some(({ breaking }) => breaking !== false) },
  { title: "Deprecated", holds: (line) => line.some(({ kind }) => kind === "deprecated") },
  { title: "New", holds: (line) => line.some(({ kind }) => kind === "added" || kind === "parameter-added") },
  { title: "Other", holds: () => true },
];

const groupOf = (line: readonly Change[]) =>
  RECENT_GROUPS.find(({ holds }) => holds(line)) ?? { title: "Other", holds: () => true };

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
