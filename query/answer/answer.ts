import type { MissingApi } from "../confidence/missing-api.js";
import type { Change } from "../history/change.js";
import type { SymbolAnswer } from "../history/symbol.js";
import { namesSaidMissing } from "../messages.js";
import type { ConfidenceLevel, Hit, QueryResult } from "../result.js";
import { isListed } from "../store/listed.js";
import { confidenceOf } from "./answer-confidence.js";
import { signatureStatements } from "./api-statements.js";
import { blocksOf, blockText } from "./blocks.js";
import { type Check, checklist } from "./checklist.js";
import { type AnswerSource, createCitations } from "./citations.js";
import { draft } from "./drafts.js";
import { changeStatements } from "./history-statements.js";
import type { Synthesis } from "./llm/synthesise.js";
import { passages } from "./passages.js";
import { type QuestionKind, questionKind } from "./question-kind.js";
import { isReadOff } from "./read-off.js";
import { unknownNames } from "./refusal.js";
import { relevanceOf } from "./relevance.js";
import { type Requirement, requirementsOf } from "./requirements.js";
import { LITTLE, saidShare } from "./said-share.js";
import type { Drafting, Statement } from "./statement.js";
import {
  deprecationOf,
  impliedSubjects,
  type Material,
  type Subject,
  subjectsOf,
  withDocumentation,
} from "./subjects.js";
import { type VersionDifference, versionDifferences } from "./version-values.js";

/** What the documentation of one release says to a question, every statement with its source. */
export interface Answer {
  readonly kind: QuestionKind;
  /** APIs of the release that the question is about, and their parameters that it names. */
  readonly about: readonly { readonly name: string; readonly parameters: readonly string[] }[];
  /** Empty when it cannot be verified. */
  readonly statements: readonly Statement[];
  /** Where the answer is not the same in other indexed releases. */
  readonly differences: readonly VersionDifference[];
  /** Of the last months, those that touch the answer; `recent` of the result has all. */
  readonly changes: readonly Change[];
  readonly deprecations: readonly Deprecated[];
  readonly requires: readonly Requirement[];
  readonly checklist: readonly Check[];
  readonly confidence: {
    readonly level: ConfidenceLevel;
    readonly verified: boolean;
    readonly reasons: readonly string[];
    /** Calibrated chance, from 0 to 1, that what was retrieved answers; null where the answer itself changed the level. */
    readonly probability: number | null;
  };
  /** Names in the question that the release does not have, with what may be meant. */
  readonly unknown: readonly MissingApi[];
  /** What comes nearest when it cannot be verified. It is no answer. */
  readonly nearest: readonly Statement[];
  readonly sources: readonly AnswerSource[];
  /** What a language model made of it, where one was asked. */
  readonly synthesis: Synthesis | null;
  /** What putting the answer together took, retrieval not counted. */
  readonly seconds: number;
}

/** An API of the answer that its project wants nobody to use any more. */
export interface Deprecated {
  readonly symbol: string;
  readonly message: string;
  readonly replacement: string | null;
}

/**
 * A query's result with the answer made of it: what `kb.answer()` returns and `kb query --json` prints. Level, reasons and
 * `verified` are the answer's; `probability` and `signals` are those of the hits, which may be good and answer something else.
 */
export interface AnsweredQuery extends QueryResult {
  readonly answer: Answer;
}

/** The result as the answer leaves it. */
export function withAnswer(result: QueryResult, answer: Answer): AnsweredQuery {
  const { level, verified, reasons } = answer.confidence;
  return { ...result, confidence: level, verified, reasons, answer };
}

/** What is read beside what was retrieved: by name, never by searching. */
export interface AnswerReader {
  /** What the release's documentation says of these APIs themselves. */
  readonly documentation: (names: readonly string[]) => Promise<readonly Hit[]>;
  /** Everything the index knows of a name, as of the release. */
  readonly describe: (name: string) => Promise<SymbolAnswer>;
}

/** Arranges what was retrieved as an answer. */
export async function assembleAnswer(
  result: QueryResult,
  material: Material,
  reader: AnswerReader,
): Promise<Answer> {
  const started = performance.now();
  // What a library that is not indexed has is told by no other.
  const spelt = result.notIndexed.length > 0 ? [] : subjectsOf(material);
  const named = spelt.length > 0 || !result.verified ? spelt : impliedSubjects(material);
  const documentation = named.length > 0 ? await reader.documentation(named.map(({ name }) => name)) : [];
  const subjects = named.map((subject) => withDocumentation(subject, documentation, material));
  const kind = questionKind(material.question.text, {
    namesApi: subjects.length > 0,
    namesParameter: subjects.some(({ asked }) => asked.length > 0),
  });
  const drafting = draftingOf(material, subjects);
  const isKnown = isReadOff(kind, subjects, material, result);
  const isFound = result.verified || isKnown;
  const silent = isFound && OF_PARAMETERS.includes(kind) ? silentNames(drafting) : [];
  const { missing } = result;
  const lacking = [...new Set([...result.unknownNames, ...silent])];
  const unknown = await unknownNames(lacking, missing, subjects, material, reader.describe);
  const isVerified = isFound && silent.length === 0;
  // A passage about something else is no signature.
  const untold = kind === "signature" && subjects.every(({ life }) => isListed(life)) ? subjects : [];
  const isTold = isVerified && untold.length === 0;
  const drafted = isTold ? draft(kind, drafting) : pastOf(kind, drafting, unknown);
  // Without an API to hold on to, passages that share half of the words are about something else.
  const isBesides = isTold && subjects.length === 0 && saidShare(material, subjects, drafted) <= LITTLE;
  const told = isBesides ? [] : drafted;
  const nearest = told.length > 0 ? [] : nearestStatements(drafting, unknown);
  const found = { kind, material, subjects, statements: told, silent, untold, isKnown };
  const confidence = confidenceOf(result, found);
  const touched = new Set([...subjects.map(({ name }) => name), ...quotedSymbols(told, material.hits)]);
  const findings = { kind, subjects, statements: told, unknown, touched, material };
  return {
    kind,
    about: subjects.map(({ name, asked }) => ({ name, parameters: asked })),
    statements: told,
    differences: versionDifferences(subjects, material),
    changes: result.recent.changes.filter(({ symbol }) => touched.has(symbol)),
    deprecations: [...touched].flatMap((symbol) => {
      const deprecation = deprecationOf(symbol, material);
      return deprecation
        ? [{ symbol, message: deprecation.message, replacement: deprecation.replacement ?? null }]
        : [];
    }),
    requires: requirementsOf(subjects, material),
    checklist: checklist(result, findings),
    confidence,
    unknown,
    nearest,
    sources: drafting.citations.sources,
    synthesis: null,
    seconds: (performance.now() - started) / 1000,
  };
}

function draftingOf(material: Material, subjects: readonly Subject[]): Drafting {
  // What is only listed has no documentation of its own: it is what others say of it.
  const names = new Set(subjects.flatMap(({ name, life }) => (isListed(life) ? [] : [name])));
  const isOwn = ({ symbols }: Hit): boolean => symbols[0] !== undefined && names.has(symbols[0]);
  const others = material.hits.filter((hit) => !isOwn(hit)).flatMap(blocksOf);
  const blocks = [...subjects.flatMap((subject) => subject.blocks), ...others];
  const about = [...names];
  const { score: relevance, share } = relevanceOf(material.question, about, blocks);
  return { material, subjects, citations: createCitations(material), blocks, relevance, share };
}

/**
 * What the releases tell of a name that is gone: an answer to whether it is, to what came in its place, and to a message
 * that says of that very name that it is missing.
 */
function pastOf(
  kind: QuestionKind,
  drafting: Drafting,
  unknown: readonly MissingApi[],
): readonly Statement[] {
  const said = namesSaidMissing(drafting.material.question.text).map((name) => name.toLowerCase());
  const isAsked = ({ name }: MissingApi): boolean =>
    PAST_KINDS.includes(kind) || (kind === "error" && said.includes(name.toLowerCase()));
  return changeStatements(
    drafting,
    unknown.filter(isAsked).flatMap(({ came, went }) => [came, went].filter((change) => change !== null)),
  );
}

/** Kinds of questions that a parameter is the subject of, if they name one. */
const OF_PARAMETERS: readonly QuestionKind[] = [
  "parameter",
  "what-is",
  "since-when",
  "is-deprecated",
  "migration",
];

/**
 * Names that are asked for as parameters of an API whose signature and documentation do not have them. Where it takes
 * any keyword (`**kwargs`), other pages may tell of them, and nothing follows where no source tells the signature.
 */
function silentNames({ material, subjects, blocks }: Drafting): readonly string[] {
  if (subjects.length === 0 || subjects.some(({ life }) => isListed(life))) return [];
  const isOpen = subjects.some(({ parameters }) => parameters.some(({ kind }) => kind === "var-keyword"));
  const told = isOpen ? blocks : subjects.flatMap((subject) => subject.blocks);
  const known = new Set(
    [
      ...subjects.flatMap(({ asked, name, parameters }) => [
        ...asked,
        ...name.split("."),
        ...parameters.map((parameter) => parameter.name),
      ]),
      ...told.flatMap(({ names }) => names),
    ].map((name) => name.toLowerCase()),
  );
  // A word that is no compound name occurs in texts without being meant.
  const isTold = (name: string) =>
    name.includes("_") && told.some((block) => blockText(block).includes(name));
  return material.question.parameters.filter((name) => !known.has(name) && !isTold(name));
}

/** What comes nearest: the API that was asked about as it is, or what was found. */
function nearestStatements(drafting: Drafting, unknown: readonly MissingApi[]): readonly Statement[] {
  const owner = drafting.subjects.find(({ name }) => unknown.some(({ of }) => of === name));
  const signature = owner ? signatureStatements(drafting, owner) : [];
  return signature.length > 0 ? signature : passages(drafting, { most: 3, code: false, only: () => true });
}

const PAST_KINDS: readonly QuestionKind[] = ["since-when", "is-deprecated", "migration"];

/** The APIs that the quoted chunks document. */
function quotedSymbols(statements: readonly Statement[], hits: readonly Hit[]): readonly string[] {
  const hashes = new Set(statements.flatMap(({ quotation }) => quotation?.hash ?? []));
  return hits
    .filter(({ chunks }) => chunks.some(({ hash }) => hashes.has(hash)))
    .flatMap(({ symbols }) => symbols[0] ?? []);
}
