import type { Question } from "../question.js";
import { lastPartOf } from "../store/terms.js";
import type { QuestionKind } from "./question-kind.js";
import type { Statement } from "./statement.js";

/** Words without which a passage decides nothing, for the kinds that ask for yes or no, or for a release. */
const DECIDING: Readonly<Partial<Record<QuestionKind, RegExp>>> = {
  "is-deprecated":
    /\b(?:deprecat\w*|obsolete|remov\w+|discontinued|legacy|renamed|replaced|supported|no longer)\b/i,
  "since-when":
    /\b(?:added|new|introduced|available|since|as of|from|starting|requires?|version|release)\b.{0,40}\d/is,
};

/**
 * Whether one of the statements says yes or no, or when: what is read off the releases does, and a quotation that names
 * what is asked about and has the words for it. Of other kinds of questions every statement counts.
 */
export function isDecided(
  kind: QuestionKind,
  statements: readonly Statement[],
  { identifiers }: Pick<Question, "identifiers">,
): boolean {
  const wording = DECIDING[kind];
  if (!wording) return true;
  const names = identifiers.map((name) => lastPartOf(name).toLowerCase());
  return statements.some(({ role, label, text }) => {
    if (role === "fact") return true;
    const said = `${label} ${text}`.toLowerCase();
    return wording.test(text) && (names.length === 0 || names.some((name) => said.includes(name)));
  });
}
