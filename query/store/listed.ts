import type { SymbolRow } from "./rows.js";

/** Code tells every name of a module; pages tell those that somebody wrote about. */
const CODE = /\.(pyi?|d\.[cm]?ts)$/;

/** Whether a row was read from source code or declarations, and not from a page. */
export const isFromCode = ({ path }: Pick<SymbolRow, "path">): boolean => CODE.test(path);

/**
 * Whether a page only lists a name, as the API references of many projects do: it is there in that release. Nothing
 * follows for its parameters, for the members of a class, or for names that no list has. A page that tells of an API
 * gives its signature.
 */
export const isListed = (row: Pick<SymbolRow, "signature" | "path">): boolean =>
  row.signature === "" && !isFromCode(row);

/** Begins the line by which the text of a page stands for a list of names. */
export const LIST_LEAD = "API reference: ";

/** Whether a paragraph is such a line, or the one that stands for a module: it says nothing of what it names. */
export const isListLine = (text: string): boolean =>
  text.startsWith(LIST_LEAD) || /^Module `[\w.]+`(?:: `.*)?\.$/s.test(text);

/** SQL: rows that tell more than a name. */
export const TOLD_IN_FULL = "signature <> ''";

/** Rows without those that only list what another of them tells of, under this or another of its names. */
export function withoutRepeatedLists<Row extends Pick<SymbolRow, "name" | "aliases" | "signature" | "path">>(
  rows: readonly Row[],
): readonly Row[] {
  const told = new Set(rows.flatMap((row) => (isListed(row) ? [] : [row.name, ...row.aliases])));
  return rows.filter((row) => !isListed(row) || !told.has(row.name));
}
