import type { QueryResult } from "../result.js";
import { isListed } from "../store/listed.js";
import type { QuestionKind } from "./question-kind.js";
import type { Material, Subject } from "./subjects.js";

/**
 * Whether the answer is read off signatures and releases by the names that the question spells out: since when an API
 * is there and whether it is deprecated, the default of a parameter, how two APIs differ. What was retrieved decides
 * nothing then. Not so where anything that the question names is not there, or might be something else.
 */
export function isReadOff(
  kind: QuestionKind,
  subjects: readonly Subject[],
  { named, question, isCommonMethod }: Material,
  { unknownNames }: QueryResult,
): boolean {
  const written = new Set(question.text.match(/[A-Za-z_]\w*/g));
  // `Ridge` is no compound name, but written as a class is.
  const isWritten = (leaf: string): boolean => /^[A-Z]/.test(leaf) && written.has(leaf);
  const isSpelt = ({ name }: Subject): boolean =>
    named.some((other) => other.name === name && other.match === "name") ||
    isWritten(name.split(".").at(-1) ?? name);
  if (unknownNames.length > 0 || subjects.length === 0 || !subjects.every(isSpelt)) return false;
  const asked = subjects.flatMap((subject) => subject.asked);
  switch (kind) {
    case "since-when":
      return subjects.length === 1;
    case "is-deprecated":
      // Of what is only listed no notice was read.
      return (
        subjects.length === 1 &&
        subjects.every(({ life, deprecation }) => !isListed(life) || deprecation !== undefined)
      );
    case "parameter":
      return subjects.length === 1 && asked.length > 0 && !isCommonMethod;
    case "difference":
      return subjects.length > 1;
    default:
      return false;
  }
}
