import type { ConfidenceLevel, QueryResult } from "./result.js";
import { unindexedText } from "./unindexed-libraries.js";

/** Libraries listed at most. */
const MOST = 12;

/** How far the library fits that was searched, where nobody named one that is indexed; "" where somebody did. */
export function guessText(
  {
    libraryFrom,
    libraryName,
    libraries,
    notIndexed,
  }: Pick<QueryResult, "libraryFrom" | "libraryName" | "libraries" | "notIndexed">,
  level: ConfidenceLevel,
): string {
  if (notIndexed.length > 0) return unindexedText(notIndexed);
  if (libraryFrom === "api") return "no library was given: only this one has what the question names";
  if (libraryFrom !== "search") return "";
  if (libraries.length < 2) return "no library was given: this is the only one indexed";
  if (level !== "LOW") return "no library was given: this one fits best";
  const more = libraries.length > MOST ? `, and ${libraries.length - MOST} more` : "";
  const list = `${libraries.slice(0, MOST).join(", ")}${more}`;
  return `no library was given and none clearly fits: ${libraryName} was searched; name one with --library (indexed: ${list})`;
}
