import { namesOf } from "../library-names.js";
import { leaveOut, type Question } from "../question.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { Hit } from "../result.js";
import type { OpenCorpus } from "../search.js";
import { quote, sqlArray } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";
import { leafOf, splitIdentifier } from "../store/terms.js";
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

/** Words for the use of a method. */
const OF_METHODS = new Set("call called calling function functions method methods".split(" "));

/** Odds of any other API, beside those of the first hit, up to which the first is the one that everybody means. */
const BEHIND = 1 / 3;

/**
 * The method that is all that a question names, where too many classes of the release have one and none of them is by far
 * the likeliest.
 */
export async function commonMethod(
  { id, state, tables: { symbols } }: OpenCorpus,
  release: CorpusRelease,
  question: Question,
  named: readonly NamedSymbol[],
  hits: readonly Pick<Hit, "symbols" | "score">[],
): Promise<CommonMethod | undefined> {
  const { identifiers, words } = leaveOut(question, namesOf(id, state));
  const telling = words.filter((word) => word.length > 1 && !FORM_WORDS.has(word) && !OF_METHODS.has(word));
  const [written = telling[0], ...otherNames] = identifiers;
  const name = written?.toLowerCase();
  if (written === undefined || name === undefined || otherNames.length > 0 || name.includes("."))
    return undefined;
  const own = new Set([name, ...splitIdentifier(written)]);
  const namesAnother = named.some(({ match, asked }) => match !== "leaf" && asked.toLowerCase() !== name);
  if (namesAnother || telling.some((word) => !own.has(word))) return undefined;
  const [first = "", ...rest] = hits.map(({ symbols: [own = ""] }) => own);
  const isClear = rest.every((own, at) => own === first || (hits[at + 1]?.score ?? 0) <= BEHIND);
  if (leafOf(first) === name && isClear) return undefined;
  const rows = await symbols.rows<Pick<SymbolRow, "name">>(
    ["name"],
    `${visibleAt(release)} AND kind = ${quote("method")} AND array_has_any(leaves, ${sqlArray([name])})`,
    MANY * 4,
  );
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  return names.length > MANY ? { name: written, of: names } : undefined;
}
