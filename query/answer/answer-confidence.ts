import { CONFIDENCE_LEVELS, type ConfidenceLevel, type QueryResult } from "../result.js";
import { isListed } from "../store/listed.js";
import { unknownAges } from "./age.js";
import type { Answer } from "./answer.js";
import { isDecided } from "./deciding.js";
import type { QuestionKind } from "./question-kind.js";
import { LITTLE, saidShare } from "./said-share.js";
import type { Statement } from "./statement.js";
import type { Material, Subject } from "./subjects.js";

/**
 * How far an answer can be trusted: as far as what was retrieved, and less where the answer itself says less than
 * was asked. It is raised in two cases only, to MEDIUM: a name that is not in the release was found in the releases
 * before or after it, and that is what was asked; and what is asked is read off the index by the names in the question.
 */
export function confidenceOf(
  result: QueryResult,
  answer: {
    readonly kind: QuestionKind;
    readonly material: Material;
    readonly subjects: readonly Subject[];
    readonly statements: readonly Statement[];
    /** Names that the release is silent about. */
    readonly silent: readonly string[];
    /** APIs whose signature is asked for, and that no source tells. */
    readonly untold: readonly Subject[];
    /** What is asked is read off the index by name: what retrieval is sure of decides nothing. */
    readonly isKnown: boolean;
  },
): Answer["confidence"] {
  const told = levelOf(result, answer);
  return { ...told, probability: told.level === result.confidence ? result.probability : null };
}

function levelOf(
  result: QueryResult,
  answer: Parameters<typeof confidenceOf>[1],
): Omit<Answer["confidence"], "probability"> {
  const { statements, kind, material, subjects, silent, isKnown } = answer;
  if (statements.length === 0) {
    const reasons =
      silent.length > 0 ? lackOf(result, answer) : [...lackOf(result, answer), ...result.reasons];
    return { level: "LOW", verified: false, reasons };
  }
  if ((!result.verified && !isKnown) || silent.length > 0) {
    const reason =
      "found by comparing the indexed releases; this release does not have the name any more, or not yet";
    return { level: "MEDIUM", verified: true, reasons: [reason, ...result.reasons] };
  }
  // The reasons of what was retrieved speak of something else then.
  const base: Pick<QueryResult, "confidence" | "reasons"> = result.verified
    ? result
    : {
        confidence: "MEDIUM",
        reasons: ["read from the index by the names that the question spells out"],
      };
  if (statements.some(({ isAbsence }) => isAbsence)) {
    const reason = "that nothing marks it as deprecated does not prove that it is not";
    return { level: atMost("MEDIUM", base.confidence), verified: true, reasons: [reason, ...base.reasons] };
  }
  if (!isDecided(kind, statements, material.question)) {
    const asked = kind === "since-when" ? "since when it is there" : "whether it is deprecated";
    const reason = `none of the passages says ${asked}`;
    return { level: atMost("MEDIUM", base.confidence), verified: true, reasons: [reason, ...base.reasons] };
  }
  const [unsure] = kind === "since-when" ? unknownAges(subjects, statements, material) : [];
  if (unsure) {
    const where = unsure.from === "listed" ? "new in the API reference" : "in the oldest release indexed";
    const reason = `${unsure.name} is ${where}: when it came cannot be told`;
    return {
      level: atMost("MEDIUM", base.confidence),
      verified: true,
      reasons: [reason, ...base.reasons],
    };
  }
  const listed = subjects.find(({ life }) => OF_ITS_OWN.includes(kind) && isListed(life));
  if (listed) {
    const reason = `only the name of ${listed.name} was read of the API reference, not its own documentation`;
    return { level: atMost("MEDIUM", base.confidence), verified: true, reasons: [reason, ...base.reasons] };
  }
  if (kind === "difference" && new Set(statements.map(({ label }) => label)).size < 2) {
    const reason = "only one of the two is described";
    return {
      level: atMost("MEDIUM", base.confidence),
      verified: true,
      reasons: [reason, ...base.reasons],
    };
  }
  const share = saidShare(material, subjects, statements);
  if (kind === "how-to" && subjects.length > 0 && share <= LITTLE) {
    const reason = `what is quoted holds ${Math.round(share * 100)} % of what is asked in words`;
    return { level: atMost("MEDIUM", base.confidence), verified: true, reasons: [reason, ...base.reasons] };
  }
  return { level: base.confidence, verified: true, reasons: base.reasons };
}

/** Kinds of questions that an API's own documentation answers. */
const OF_ITS_OWN: readonly QuestionKind[] = ["signature", "parameter", "is-deprecated", "what-is"];

/** What an answer without a statement lacks, where retrieval does not say so already. */
function lackOf(
  { verified }: QueryResult,
  { subjects, silent, untold }: Parameters<typeof confidenceOf>[1],
): readonly string[] {
  if (silent.length > 0) {
    const owner = subjects[0]?.name ?? "the API";
    return [`neither signature nor documentation of ${owner} has a parameter ${silent.join(", ")}`];
  }
  if (untold.length > 0)
    return [`no source tells the signature of ${untold.map(({ name }) => name).join(", ")}`];
  return verified ? ["no passage of this release says what is asked"] : [];
}

/** The lower of two levels. */
export const atMost = (most: ConfidenceLevel, level: ConfidenceLevel): ConfidenceLevel =>
  CONFIDENCE_LEVELS.indexOf(level) < CONFIDENCE_LEVELS.indexOf(most) ? most : level;
