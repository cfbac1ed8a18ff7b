import type { Change } from "../history/change.js";
import type { SymbolAnswer } from "../history/symbol.js";
import type { ConfidenceLevel, QueryResult } from "../result.js";
import { confidenceOf } from "./answer-confidence.js";
import { blocksOf } from "./blocks.js";
import { type Check, checklist } from "./checklist.js";
import { type AnswerSource, createCitations } from "./citations.js";
import { draft } from "./drafts.js";
import { changeStatements } from "./history-statements.js";
import { passages } from "./passages.js";
import { type QuestionKind, questionKind } from "./question-kind.js";
import { type UnknownName, unknownNames } from "./refusal.js";
import { relevanceOf } from "./relevance.js";
import { type Requirement, requirementsOf } from "./requirements.js";
import type { Drafting, Statement } from "./statement.js";
import { type Material, type Subject, subjectsOf } from "./subjects.js";
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
  };
  /** Names in the question that the release does not have, with what may be meant. */
  readonly unknown: readonly UnknownName[];
  /** What comes nearest when it cannot be verified. It is no answer. */
  readonly nearest: readonly Statement[];
  readonly sources: readonly AnswerSource[];
  /** What putting the answer together took, retrieval not counted. */
  readonly seconds: number;
}

/** An API of the answer that its project wants nobody to use any more. */
export interface Deprecated {
  readonly symbol: string;
  readonly message: string;
  readonly replacement: string | null;
}

/** A query's result with the answer made of it: what `kb.answer()` returns and `kb query --json` prints. */
export interface AnsweredQuery extends QueryResult {
  readonly answer: Answer;
}

/**
 * Arranges what was retrieved as an answer. Nothing is looked up but names that the release does not have.
 *
 * @param describe everything the index knows of an API, as of the release
 */
export async function assembleAnswer(
  result: QueryResult,
  material: Material,
  describe: (name: string) => Promise<SymbolAnswer>,
): Promise<Answer> {
  const started = performance.now();
  const subjects = subjectsOf(material);
  const kind = questionKind(material.question.text, {
    namesApi: subjects.length > 0,
    namesParameter: subjects.some(({ asked }) => asked.length > 0),
  });
  const drafting = draftingOf(material, subjects);
  const unknown = await unknownNames(result.unknownNames, subjects, material, describe);
  const told = result.verified ? draft(kind, drafting) : pastOf(kind, drafting, unknown);
  const nearest = told.length > 0 ? [] : passages(drafting, { most: 3, code: false });
  const confidence = confidenceOf(result, { kind, subjects, statements: told });
  const touched = new Set([...subjects.map(({ name }) => name), ...quotedSymbols(told, result)]);
  const findings = { kind, subjects, statements: told, unknown, material };
  return {
    kind,
    about: subjects.map(({ name, asked }) => ({ name, parameters: asked })),
    statements: told,
    differences: versionDifferences(subjects, material),
    changes: result.recent.changes.filter(({ symbol }) => touched.has(symbol)),
    deprecations: subjects.flatMap(({ name, deprecation }) =>
      deprecation
        ? [{ symbol: name, message: deprecation.message, replacement: deprecation.replacement ?? null }]
        : [],
    ),
    requires: requirementsOf(subjects, material),
    checklist: checklist(result, findings),
    confidence,
    unknown,
    nearest,
    sources: drafting.citations.sources,
    seconds: (performance.now() - started) / 1000,
  };
}

function draftingOf(material: Material, subjects: readonly Subject[]): Drafting {
  const blocks = material.hits.flatMap(blocksOf);
  const about = subjects.map(({ name }) => name);
  const relevance = relevanceOf(material.question, about, blocks);
  return { material, subjects, citations: createCitations(material), blocks, relevance };
}

/** What the releases tell of a name that is gone: an answer to whether it is, and to what came in its place. */
function pastOf(
  kind: QuestionKind,
  drafting: Drafting,
  unknown: readonly UnknownName[],
): readonly Statement[] {
  if (!PAST_KINDS.includes(kind)) return [];
  return changeStatements(
    drafting,
    unknown.flatMap(({ came, went }) => [came, went].filter((change) => change !== null)),
  );
}

const PAST_KINDS: readonly QuestionKind[] = ["since-when", "is-deprecated", "migration"];

/** The APIs that the quoted chunks document. */
function quotedSymbols(statements: readonly Statement[], { hits }: QueryResult): readonly string[] {
  const hashes = new Set(statements.flatMap(({ quotation }) => quotation?.hash ?? []));
  return hits
    .filter(({ chunks }) => chunks.some(({ hash }) => hashes.has(hash)))
    .flatMap(({ symbols }) => symbols[0] ?? []);
}
