import type { Question } from "./question.js";
import { sqlArray, type Table } from "./store/lancedb.js";
import type { SymbolRow } from "./store/rows.js";
import { leafOf } from "./store/terms.js";

/** A symbol of the release that the question names. */
export interface NamedSymbol {
  readonly name: string;
  /** The question's own spelling. */
  readonly asked: string;
  /** `name`: it bears that name; `leaf`: only the last part agrees; `parameter`: it has such a parameter. */
  readonly match: "name" | "leaf" | "parameter";
  /** Those of its parameters that the question names as well, lower case. */
  readonly parameters: readonly string[];
  readonly signature: string;
}

/** Names that the question spells out. */
export const exactNames = (named: readonly NamedSymbol[]): readonly string[] =>
  named.filter(({ match }) => match === "name").map(({ name }) => name);

/** The same in the question's own spelling. */
export const askedNames = (named: readonly NamedSymbol[]): readonly string[] => [
  ...new Set(named.filter(({ match }) => match === "name").map(({ asked }) => asked)),
];

type Candidate = Pick<SymbolRow, "name" | "leaves" | "aliases" | "parameterNames" | "signature" | "summary">;

const COLUMNS = ["name", "leaves", "aliases", "parameterNames", "signature", "summary"];

/** More symbols with one last part than this, and the last part alone tells nothing (`fit`, `forward`). */
const COMMON_NAME = 12;
/** Plain words of a question that are looked up as names. */
const MAX_WORDS = 24;
const MAX_CANDIDATES = 3_000;

/**
 * Symbols that the question names, best first: by whole name or dotted ending, by last part, and by
 * parameter. Words that are no compound name (`relu`, `softmax`) count where few symbols bear them.
 */
export async function namedSymbols(
  symbols: Table,
  question: Question,
  filter: string,
): Promise<NamedSymbol[]> {
  const words = question.words.filter((word) => /^[a-z][a-z0-9]{2,}$/.test(word)).slice(0, MAX_WORDS);
  const asked = [...question.identifiers, ...words];
  if (asked.length === 0) return [];
  const leaves = [...new Set(asked.map(leafOf))];
  const parameters = [
    ...new Set([
      ...question.identifiers.filter((name) => !name.includes(".")).map((name) => name.toLowerCase()),
      ...question.parameters,
    ]),
  ];
  const byParameter =
    parameters.length > 0 ? ` OR array_has_any(parameterNames, ${sqlArray(parameters)})` : "";
  const filtered = `${filter} AND (array_has_any(leaves, ${sqlArray(leaves)})${byParameter})`;
  const candidates = await symbols.rows<Candidate>(COLUMNS, filtered, MAX_CANDIDATES);
  return rankSymbols(candidates, question, words, new Set(parameters));
}

function rankSymbols(
  candidates: readonly Candidate[],
  question: Question,
  words: readonly string[],
  parameters: ReadonlySet<string>,
): NamedSymbol[] {
  const bearers = new Map<string, number>();
  for (const { leaves } of candidates)
    for (const leaf of leaves) bearers.set(leaf, (bearers.get(leaf) ?? 0) + 1);
  const roots = new Set(candidates.map(({ name }) => name.split(".", 1)[0]?.toLowerCase() ?? ""));
  const ranked = new Map<string, NamedSymbol & { weight: number }>();
  for (const candidate of candidates) {
    const { name, signature } = candidate;
    // Of two that bear a name, the one whose name and summary share more words with the question.
    const context = `${name} ${candidate.summary}`.toLowerCase();
    const overlap =
      question.words.filter((word) => context.includes(word)).length / (question.words.length + 1);
    const brevity = 1 / (2 + name.split(".").length);
    const own = candidate.parameterNames
      .map((other) => other.toLowerCase())
      .filter((other) => parameters.has(other));
    const [parameter] = own;
    const keep = (found: Graded | undefined) => {
      if (!found) return;
      const weight = found.grade + overlap + brevity;
      const known = ranked.get(name);
      if (!known || known.weight < weight) {
        ranked.set(name, {
          name,
          asked: found.asked,
          match: found.match,
          parameters: own,
          signature,
          weight,
        });
      }
    };
    const isCommon = (leaf: string) => (bearers.get(leaf) ?? 0) > COMMON_NAME;
    const byName = best(question.identifiers.map((asked) => gradeName(asked, candidate, roots, isCommon)));
    keep(byName);
    keep(best(words.map((asked) => gradeWord(asked, candidate, isCommon))));
    // A parameter of something that is named as well is what was asked for.
    if (byName && parameter !== undefined) keep({ ...byName, grade: byName.grade + 1 });
    else if (parameter !== undefined) keep({ asked: parameter, match: "parameter", grade: 2.5 });
  }
  return [...ranked.values()].sort((a, b) => b.weight - a.weight || a.name.length - b.name.length);
}

interface Graded extends Pick<NamedSymbol, "asked" | "match"> {
  readonly grade: number;
}

/** How well a compound name of the question fits a symbol. */
function gradeName(
  asked: string,
  candidate: Candidate,
  roots: ReadonlySet<string>,
  isCommon: (leaf: string) => boolean,
): Graded | undefined {
  const wanted = asked.toLowerCase().replaceAll("::", ".");
  const leaf = leafOf(wanted);
  if (!candidate.leaves.includes(leaf)) return undefined;
  const names = [candidate.name, ...candidate.aliases].map((name) => name.toLowerCase());
  if (names.includes(wanted)) return { asked, match: "name", grade: 6 };
  if (names.some((name) => name.endsWith(`.${wanted}`))) return { asked, match: "name", grade: 5.5 };
  // `tf.keras.layers.Dense` where the library itself says `keras.layers.Dense`.
  if (names.some((name) => name.includes(".") && wanted.endsWith(`.${name}`)))
    return { asked, match: "name", grade: 5 };
  if (isCommon(leaf)) return undefined;
  // `model.fit`: the head is the user's own variable, so only the last part can be a name of the library.
  const ownVariable = wanted.includes(".") && !roots.has(wanted.split(".", 1)[0] ?? "");
  return ownVariable ? { asked, match: "name", grade: 3.5 } : { asked, match: "leaf", grade: 3 };
}

const gradeWord = (
  asked: string,
  { leaves }: Candidate,
  isCommon: (leaf: string) => boolean,
): Graded | undefined =>
  leaves.includes(asked) && !isCommon(asked) ? { asked, match: "leaf", grade: 1.5 } : undefined;

const best = (grades: readonly (Graded | undefined)[]): Graded | undefined =>
  grades.reduce((top, grade) => (grade && (!top || grade.grade > top.grade) ? grade : top), undefined);
