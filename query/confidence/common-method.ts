import type { Question } from "../question.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quote, sqlArray } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";
import type { NamedSymbol } from "../symbols.js";
import { FORM_WORDS } from "./signals.js";

/** A method that so many classes have that nobody can tell which one is asked about. */
export interface CommonMethod {
  readonly name: string;
  /** Some that have it. */
  readonly of: readonly string[];
}

/** Methods of one name beyond which it tells nothing alone (`fit`, `forward`). */
const MANY = 12;

/** The method that is all that a question names, where too many classes of the release have one. */
export async function commonMethod(
  { tables: { symbols } }: OpenCorpus,
  release: CorpusRelease,
  question: Question,
  named: readonly NamedSymbol[],
): Promise<CommonMethod | undefined> {
  const [word, ...others] = question.words.filter((one) => !FORM_WORDS.has(one));
  if (word === undefined || others.length > 0 || named.some(({ match }) => match !== "leaf"))
    return undefined;
  const rows = await symbols.rows<Pick<SymbolRow, "name">>(
    ["name"],
    `${visibleAt(release)} AND kind = ${quote("method")} AND array_has_any(leaves, ${sqlArray([word])})`,
    MANY * 4,
  );
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  return names.length > MANY ? { name: word, of: names } : undefined;
}
