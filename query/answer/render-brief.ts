import { guessText } from "../guessed-library.js";
import { otherVersionsText } from "../other-versions.js";
import type { AnsweredQuery } from "./answer.js";
import { changesHint } from "./changes-hint.js";
import type { AnswerSource } from "./citations.js";
import { differenceText, unknownLines, VERSION_FOUND } from "./outline.js";
import { printable } from "./printable.js";
import { sentencesOf } from "./sentences.js";
import type { Statement } from "./statement.js";

/** What an agent with little room gets: the same facts, fewer words. */
export interface BriefAnswer {
  readonly library: string;
  /** `search` where it is only the best match: others may answer as well. */
  readonly libraryFrom: AnsweredQuery["libraryFrom"];
  readonly version: string;
  readonly versionFrom: AnsweredQuery["versionFrom"];
  readonly verified: boolean;
  readonly confidence: string;
  readonly why: string;
  /** Quotations may end early, at the end of a sentence or line: `…` says so. Empty when it cannot be verified. */
  readonly answer: readonly string[];
  /** What comes nearest where it cannot be verified, which is no answer; null elsewhere, and where nothing was found. */
  readonly nearest: {
    readonly name: string;
    /** Its signature, or how it begins, on one line. */
    readonly text: string;
    readonly url: string;
  } | null;
  /** What differs between releases, is deprecated, or is not there. */
  readonly notes: readonly string[];
  /** Addresses with the numbers that cite them, and the release. */
  readonly sources: readonly string[];
}

/** Characters of all statements together: some 200 tokens. */
const ROOM = 800;
/** Statements and notes at most. */
const MOST = 4;

export function briefOf(answered: AnsweredQuery): BriefAnswer {
  const { answer, library, libraryFrom, version, versionFrom } = answered;
  const told: string[] = [];
  const cited = new Set<number>();
  let left = ROOM;
  if (answer.synthesis && answer.synthesis.text !== "") {
    told.push(answer.synthesis.text);
    left -= answer.synthesis.text.length;
    for (const number of answer.synthesis.sentences.flatMap(({ problem, sources }) =>
      problem ? [] : sources,
    ))
      cited.add(number);
  }
  for (const statement of answer.statements) {
    if (told.length === MOST || left < 40) break;
    const text = begin(statement, left);
    left -= text.length;
    // Whose words they are is plain where the question names an API.
    const of = answer.about.length === 0 && statement.quotation ? `${statement.label}: ` : "";
    told.push(`${of}${text} ${statement.sources.map((number) => `[${number}]`).join("")}`);
    for (const number of statement.sources) cited.add(number);
  }
  const hint = changesHint(answered);
  const silent = answer.synthesis?.text === "" ? answer.synthesis : undefined;
  const others = otherVersionsText(answered);
  const notes = [
    ...(others === "" ? [] : [others]),
    ...(silent ? [`${silent.model} added nothing: ${silent.problem ?? "it wrote nothing"}`] : []),
    ...(hint === undefined ? [] : [`what changed between the indexed releases: ${hint}`]),
    ...answer.differences.map(differenceText),
    ...answer.deprecations.map(({ symbol, replacement }) => {
      const instead = replacement === null ? "" : `; use ${replacement}`;
      return `${symbol} is deprecated${instead}`;
    }),
    ...answer.unknown.flatMap((unknown) => unknownLines(unknown).map(({ text }) => text)),
  ];
  const all = [...answer.sources, ...(answer.synthesis?.sources ?? [])];
  const used = all.filter(({ number }) => cited.has(number));
  const { level, verified, reasons } = answer.confidence;
  return {
    ...{ library, libraryFrom, version, versionFrom, verified, confidence: level, why: reasons[0] ?? "" },
    ...{ answer: told, nearest: verified ? null : nearestOf(answered), notes: notes.slice(0, MOST) },
    sources: addresses(used),
  };
}

/** Each address once, with the numbers that cite it; priority, day and hash are told where there is room. */
function addresses(sources: readonly AnswerSource[]): readonly string[] {
  const numbers = new Map<string, string>();
  for (const { number, url, library, version } of sources) {
    const address = `${url} (${library} ${version})`;
    numbers.set(address, `${numbers.get(address) ?? ""}[${number}]`);
  }
  return [...numbers].map(([address, cited]) => `${cited} ${address}`);
}

/** What the first of the nearest passages is about, and where it stands. */
function nearestOf({ answer, hits }: AnsweredQuery): BriefAnswer["nearest"] {
  const [passage] = answer.nearest;
  const source = answer.sources.find(({ number }) => passage?.sources.includes(number));
  if (passage && source) return { name: passage.label, text: firstLine(passage.text), url: source.url };
  const [hit] = hits;
  if (hit === undefined) return null;
  return { name: hit.headingPath.join(" › "), text: firstLine(hit.signature ?? hit.text), url: hit.url };
}

/** Characters of what the nearest passage says. */
const GLIMPSE = 160;

/** The first sentence, without the marks of a list or quotation; `…` where it goes on. */
function firstLine(text: string): string {
  const plain = text
    .replace(/^(?:\s*[>*-]\s+)+/, "")
    .replace(/\s+/g, " ")
    .trim();
  const first = plain.slice(0, sentencesOf(plain)[0]?.end).trim();
  return first.length <= GLIMPSE ? first : `${first.slice(0, first.lastIndexOf(" ", GLIMPSE - 2))} …`;
}

/** The brief answer as text. */
export function renderBrief(answered: AnsweredQuery): string {
  const { answer, nearest, confidence, why, notes, sources, verified } = briefOf(answered);
  const { libraryName, version, versionFrom, libraries } = answered;
  const isOnly = verified && libraries.length < 2;
  const guess = isOnly ? "" : guessText(answered, answered.answer.confidence.level);
  return printable(
    [
      `${libraryName} ${version} (${VERSION_FOUND[versionFrom]}${guess === "" ? "" : `; ${guess}`})`,
      ...(verified ? answer : ["Cannot verify."]),
      ...(nearest ? [`Nearest, not an answer: ${nearest.name}: ${nearest.text}\n  ${nearest.url}`] : []),
      ...notes.map((note) => `Note: ${note}`),
      `Confidence ${confidence}: ${why}`,
      ...sources,
    ].join("\n"),
  );
}

/** As many whole lines or sentences of a statement as there is room for, else as many whole words. */
function begin({ text }: Statement, room: number): string {
  if (text.length <= room) return text;
  const line = text.lastIndexOf("\n", room);
  const sentence = sentencesOf(text).findLast(({ end }) => end <= room)?.end ?? 0;
  const whole = Math.max(line, sentence);
  return `${text.slice(0, whole > 0 ? whole : Math.max(text.lastIndexOf(" ", room), 1)).trimEnd()} …`;
}
