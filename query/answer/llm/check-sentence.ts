import { compoundIdentifiers } from "../../store/terms.js";
import { sentencesOf } from "../sentences.js";
import type { Evidence } from "./evidence.js";

/** A sentence that a model wrote, and whether it may be shown. */
export interface CheckedSentence {
  readonly text: string;
  /** Numbers of the sources that it cites. */
  readonly sources: readonly number[];
  /** Why it was removed; null where every check was passed. */
  readonly problem: string | null;
}

/** Cuts a text into sentences; a citation behind a full stop belongs to the sentence before it. */
export function sentencesWithCitations(text: string): readonly string[] {
  const joined = text.replace(/([.!?])((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)/g, "$2$1");
  return joined
    .split(/\n+/)
    .flatMap((line) => sentencesOf(line).map(({ start, end }) => line.slice(start, end).trim()))
    .filter((sentence) => sentence !== "");
}

/**
 * Checks one sentence against the sources that it cites: there must be one; each must be there; and names, quoted
 * code, numbers, versions, and words such as "deprecated" must stand in them. Of a default, the value must stand in the
 * entry of the parameter that is named. At least half of the other words must occur there too.
 */
export function checkSentence(text: string, evidence: readonly Evidence[]): CheckedSentence {
  const sources = citationsIn(text);
  const problem = problemOf(text.replace(CITATION, " "), sources, evidence);
  return { text, sources, problem };
}

const CITATION = /\[\d+(?:\s*,\s*\d+)*\]/g;

const citationsIn = (text: string): readonly number[] => [
  ...new Set([...text.matchAll(CITATION)].flatMap(([cited]) => (cited.match(/\d+/g) ?? []).map(Number))),
];

function problemOf(
  sentence: string,
  sources: readonly number[],
  evidence: readonly Evidence[],
): string | null {
  if (sources.length === 0) return "cites no source";
  const unknown = sources.find((number) => !evidence.some(({ source }) => source.number === number));
  if (unknown !== undefined) return `cites [${unknown}], which was not given`;
  const cited = evidence.filter(({ source }) => sources.includes(source.number));
  const text = cited.map(({ text: own, source }) => `${own}\n${source.title}\n${source.version}`).join("\n");
  const missing = claimsIn(sentence).find((claim) => !holds(text, claim));
  if (missing !== undefined) return `“${missing}” is not in the source it cites`;
  const misplaced = misplacedDefault(sentence, text);
  if (misplaced !== undefined) return `“${misplaced}” is not said of that parameter`;
  return coverage(sentence, text) < COVERED ? "says what the source it cites does not" : null;
}

/** Share of a sentence's words that must occur in what it cites. */
const COVERED = 0.5;

/** What must stand in the source as it is written. */
function claimsIn(sentence: string): readonly string[] {
  const code = [...sentence.matchAll(/`([^`]+)`/g)].map(([, inner = ""]) => inner);
  const plain = sentence.replace(/`[^`]+`/g, " ");
  const quoted = [...plain.matchAll(/["“]([^"”]+)["”]|(?<!\w)'([^']+)'(?!\w)/g)].map(
    ([, a, b]) => a ?? b ?? "",
  );
  const numbers = plain.match(/(?<![\w.])-?\d+(?:\.\d+)*(?:e-?\d+)?/gi) ?? [];
  const flags = plain.match(RED_FLAGS) ?? [];
  return [...code, ...quoted, ...compoundIdentifiers(plain), ...numbers, ...flags];
}

/** Words that are never said without evidence. */
const RED_FLAGS =
  /\b(?:deprecat|remov|renam|replac|faster|slower|always|never|must|require|guarante|default|only)[a-z]*/gi;

/** Whether a text has a claim: words by their stem, numbers and names as whole ones, code apart from white space. */
function holds(text: string, claim: string): boolean {
  if (/^[a-z]+$/i.test(claim) && RED_FLAG_ALONE.test(claim)) {
    return text.toLowerCase().includes(claim.toLowerCase().slice(0, 6));
  }
  const escaped = claim
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, "\\s*")
    .replace(/["'“”]/g, "[\"'“”]");
  return new RegExp(`(?<![\\w.])(?:[\\w.]*\\.)?${escaped}(?![\\w]|\\.\\d)`).test(text);
}

const RED_FLAG_ALONE = new RegExp(`^${RED_FLAGS.source}$`, "i");

/** The value of "the default of `x` is `y`" that the entry or signature of `x` does not have. */
function misplacedDefault(sentence: string, text: string): string | undefined {
  if (!/\bdefaults?\b/i.test(sentence)) return undefined;
  const code = [...sentence.matchAll(/`([^`]+)`/g)].map(([, inner = ""]) => inner);
  const parameters = code.filter((name) => /^[A-Za-z_]\w*$/.test(name) && isDescribed(name, text));
  const [parameter] = parameters;
  if (parameter === undefined || parameters.length > 1) return undefined;
  const said = whereDescribed(parameter, text);
  const numbers = sentence.replace(/`[^`]+`/g, " ").match(/(?<![\w.])-?\d+(?:\.\d+)*(?:e-?\d+)?/gi) ?? [];
  const values = [...code.filter((value) => value !== parameter && !/[a-z]\.[a-z]/i.test(value)), ...numbers];
  return values.find((value) => !holds(said, value));
}

const entryStart = (name: string): RegExp =>
  new RegExp(`^[-*] \\*\\*${name}\\*\\*.*(?:\\n(?:[ \\t].*)?)*`, "gm");
const inSignature = (name: string): RegExp =>
  new RegExp(`(?<=[(,]\\s*\\*{0,2})${name}\\s*(?::[^,=)]*)?=\\s*[^,)]+`, "g");
const inFact = (name: string): RegExp => new RegExp(`^.*\`${name}\`.*$`, "gm");

const isDescribed = (name: string, text: string): boolean =>
  entryStart(name).test(text) || inSignature(name).test(text);

const whereDescribed = (name: string, text: string): string =>
  [entryStart(name), inSignature(name), inFact(name)].flatMap((form) => text.match(form) ?? []).join("\n");

function coverage(sentence: string, text: string): number {
  const folded = text.toLowerCase();
  const words = (sentence.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !GLUE.has(word));
  if (words.length === 0) return 1;
  return words.filter((word) => folded.includes(word.slice(0, 5))).length / words.length;
}

/** Words that join, and say nothing of the subject. */
const GLUE = new Set(
  "also been does each from have into like means more most must only over says should some such than that their them then there these they this those used uses using very when where which while will with would your".split(
    " ",
  ),
);
