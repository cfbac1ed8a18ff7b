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
 * the likeliest; or all but a parameter that only some of them spell out: the others may take it without saying so.
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
  const spelled = named.filter(({ match, parameters }) => match === "name" && parameters.length > 0);
  const parameters = new Set(spelled.flatMap((symbol) => symbol.parameters));
  const isParameter = (asked: string): boolean => parameters.has(asked.toLowerCase());
  const [written = telling.find((word) => !isParameter(word)), ...otherNames] = identifiers.filter(
    (asked) => !isParameter(asked),
  );
  const name = written?.toLowerCase();
  if (written === undefined || name === undefined || otherNames.length > 0 || name.includes("."))
    return undefined;
  const own = new Set([name, ...splitIdentifier(written), ...[...parameters].flatMap(partsOf)]);
  const namesAnother = named.some(
    ({ match, asked }) => match !== "leaf" && asked.toLowerCase() !== name && !isParameter(asked),
  );
  if (namesAnother || telling.some((word) => !own.has(word))) return undefined;
  const [first = "", ...rest] = hits.map(({ symbols: [own = ""] }) => own);
  const isClear = rest.every((own, at) => own === first || (hits[at + 1]?.score ?? 0) <= BEHIND);
  if (leafOf(first) === name && isClear && parameters.size === 0) return undefined;
  const rows = await symbols.rows<Pick<SymbolRow, "name">>(
    ["name"],
    `${visibleAt(release)} AND kind = ${quote("method")} AND array_has_any(leaves, ${sqlArray([name])})`,
    parameters.size === 0 ? MANY * 4 : undefined,
  );
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  if (names.length <= MANY) return undefined;
  const isOneOfThem = parameters.size === 0 || spelled.every((symbol) => names.includes(symbol.name));
  return isOneOfThem ? { name: written, of: names } : undefined;
}

const partsOf = (name: string): readonly string[] => [name, ...splitIdentifier(name)];
