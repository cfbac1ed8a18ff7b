import type { ConfidenceLevel, QueryResult } from "./result.js";

/** Libraries listed at most. */
const MOST = 12;

/** How far the library fits that was searched, where nobody named one; "" where somebody did. */
export function guessText(
  { libraryFrom, libraryName, libraries }: Pick<QueryResult, "libraryFrom" | "libraryName" | "libraries">,
  level: ConfidenceLevel,
): string {
  if (libraryFrom !== "search") return "";
  if (libraries.length < 2) return "no library was given: this is the only one indexed";
  if (level !== "LOW") return "no library was given: this one fits best";
  const more = libraries.length > MOST ? `, and ${libraries.length - MOST} more` : "";
  const list = `${libraries.slice(0, MOST).join(", ")}${more}`;
  return `no library was given and none clearly fits: ${libraryName} was searched; name one with --library (indexed: ${list})`;
}
