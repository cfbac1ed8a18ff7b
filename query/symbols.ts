import { TOP_LEVEL_KINDS } from "./history/life.js";
import { ownerOf } from "./history/moves.js";
import type { Question } from "./question.js";
import { spokenNames } from "./spoken-names.js";
import { sqlArray, type Table } from "./store/lancedb.js";
import { isListed, withoutRepeatedLists } from "./store/listed.js";
import type { SymbolRow } from "./store/rows.js";
import { leafOf, splitIdentifier } from "./store/terms.js";

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
  /** A page only lists it: it is there, and no passage is its documentation. */
  readonly isListed: boolean;
}

/** Names that the question spells out. */
export const exactNames = (named: readonly NamedSymbol[]): readonly string[] =>
  named.filter(({ match }) => match === "name").map(({ name }) => name);

/** The same in the question's own spelling. */
export const askedNames = (named: readonly NamedSymbol[]): readonly string[] => [
  ...new Set(named.filter(({ match }) => match === "name").map(({ asked }) => asked)),
];

const COLUMNS = [
  "name",
  "kind",
  "leaves",
  "aliases",
  "parameterNames",
  "signature",
  "summary",
  "path",
] as const;
type Candidate = Pick<SymbolRow, (typeof COLUMNS)[number]>;

/** More symbols with one last part than this, and the last part alone tells nothing (`fit`, `forward`). */
const COMMON_NAME = 12;
/** Plain words of a question that are looked up as names. */
const MAX_WORDS = 24;
const MAX_CANDIDATES = 3_000;

/**
 * Symbols that the question names, best first: by whole name or dotted ending, by last part, and by
 * parameter. Words that are no compound name (`relu`, `softmax`) count where few symbols bear them. Those that pages
 * only list come last.
 */
export async function namedSymbols(
  symbols: Table,
  question: Question,
  filter: string,
): Promise<NamedSymbol[]> {
  const words = question.words.filter((word) => /^[a-z][a-z0-9]{2,}$/.test(word)).slice(0, MAX_WORDS);
  const spoken = spokenNames(question.text);
  const asked = [...question.identifiers, ...question.capitals, ...words, ...spoken.keys()];
  if (asked.length === 0) return [];
  // `KMeans.n_init` may be the parameter of the class.
  const owners = question.identifiers.map(ownerOf).filter((name) => name !== "");
  const leaves = [...new Set([...asked, ...owners].map(leafOf))];
  const parameters = [
    ...new Set([
      ...question.identifiers.filter((name) => !name.includes(".")).map((name) => name.toLowerCase()),
      ...question.parameters,
    ]),
  ];
  // Too many APIs have an `x`: a letter is a parameter only of what the question names.
  const telling = parameters.filter((name) => name.length > 1);
  const byParameter = telling.length > 0 ? ` OR array_has_any(parameterNames, ${sqlArray(telling)})` : "";
  const filtered = `${filter} AND (array_has_any(leaves, ${sqlArray(leaves)})${byParameter})`;
  const candidates = await symbols.rows<Candidate>([...COLUMNS], filtered, MAX_CANDIDATES);
  const asWords = { words, spoken };
  const rank = (some: readonly Candidate[]) => rankSymbols(some, question, asWords, new Set(parameters));
  const lists = withoutRepeatedLists(candidates).filter(isListed);
  return [...rank(candidates.filter((candidate) => !isListed(candidate))), ...rank(lists)];
}

/** What a question says in plain words: each by itself, and names by the words they are made of. */
interface AsWords {
  readonly words: readonly string[];
  readonly spoken: ReadonlyMap<string, string>;
}

function rankSymbols(
  candidates: readonly Candidate[],
  question: Question,
  { words, spoken }: AsWords,
  parameters: ReadonlySet<string>,
): NamedSymbol[] {
  const bearers = new Map<string, number>();
  for (const { leaves } of candidates)
    for (const leaf of leaves) bearers.set(leaf, (bearers.get(leaf) ?? 0) + 1);
  const roots = new Set(candidates.map(({ name }) => name.split(".", 1)[0]?.toLowerCase() ?? ""));
  const isCommon = (leaf: string) => (bearers.get(leaf) ?? 0) > COMMON_NAME;
  const { gradeOf, isTaken } = gradesOf(candidates, question, roots, isCommon);
  const taking = takersByWord(candidates, question, words, parameters);
  const ranked = new Map<string, Weighed>();
  for (const candidate of candidates) {
    const { name, signature } = candidate;
    // Of two that bear a name, the one whose name and summary share more words with the question.
    const context = `${name} ${candidate.summary}`.toLowerCase();
    const overlap =
      question.words.filter((word) => context.includes(word)).length / (question.words.length + 1);
    const brevity = 1 / (2 + name.split(".").length);
    const byOwner = best(question.identifiers.map((asked) => gradeOwner(asked, candidate, roots, isCommon)));
    const own = candidate.parameterNames
      .map((other) => other.toLowerCase())
      .filter((other) => parameters.has(other) || other === byOwner?.parameter);
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
          isListed: isListed(candidate),
          weight,
        });
      }
    };
    const byName = best([
      byOwner,
      ...question.identifiers
        .filter((asked) => !isTaken(asked, candidate))
        .map((asked) => gradeOf(asked, candidate)),
      ...question.capitals.map((asked) => gradeCapitals(asked, candidate)),
      taking.get(candidate),
    ]);
    keep(byName);
    keep(best(words.map((asked) => gradeWord(asked, candidate, isCommon))));
    keep(gradeSpoken(spoken, candidate, isCommon));
    // A parameter of something that is named as well is what was asked for.
    if (byName && parameter !== undefined) keep({ ...byName, grade: byName.grade + 1 });
    else if (parameter !== undefined && parameter.length > 1)
      keep({ asked: parameter, match: "parameter", grade: 2.5 });
  }
  // Of the many that have a `predict_proba` the one of the class that is named as well is meant.
  const weightOf = ({ name, asked, weight }: Weighed): number => {
    const owner = ranked.get(ownerOf(name));
    return owner?.match === "name" && owner.asked !== asked ? weight + 1 : weight;
  };
  return [...ranked.values()].sort((a, b) => weightOf(b) - weightOf(a) || a.name.length - b.name.length);
}

/** APIs that a word may mean because they take a parameter that is asked for; more, and the word tells nothing. */
const MOST_TAKERS = 3;

/** `in_axes of vmap`: a plain word that is the last part of what takes the parameter beside it is its name. */
function takersByWord(
  candidates: readonly Candidate[],
  { identifiers }: Question,
  words: readonly string[],
  parameters: ReadonlySet<string>,
): ReadonlyMap<Candidate, Graded> {
  const parts = new Set(identifiers.flatMap(splitIdentifier));
  const alone = words.filter((word) => !parts.has(word) && !parameters.has(word));
  const takes = ({ parameterNames }: Candidate): boolean =>
    parameterNames.some((name) => name.length > 1 && parameters.has(name.toLowerCase()));
  return new Map(
    alone.flatMap((asked) => {
      const all = candidates.filter((candidate) => candidate.leaves.includes(asked) && takes(candidate));
      // `torch.cat`, not what some inner module calls so as well.
      const least = Math.min(...all.map(depthOf));
      const bearers = all.filter((candidate) => depthOf(candidate) === least);
      const graded = { asked, match: "name", grade: WHOLE } as const;
      return bearers.length <= MOST_TAKERS ? bearers.map((bearer) => [bearer, graded] as const) : [];
    }),
  );
}

const depthOf = ({ name }: Candidate): number => name.split(".").length;

interface Weighed extends NamedSymbol {
  readonly weight: number;
}

interface Graded extends Pick<NamedSymbol, "asked" | "match"> {
  readonly grade: number;
}

/** A word in capitals is the name of what is so spelt: `SVC` is a class, and `CPU` a word although an enumeration has it. */
export const isSpelt = (
  asked: string,
  { name, aliases, kind }: Pick<SymbolRow, "name" | "aliases" | "kind">,
): boolean =>
  TOP_LEVEL_KINDS.some((own) => own === kind) &&
  [name, ...aliases].some((other) => other === asked || other.endsWith(`.${asked}`));

const gradeCapitals = (asked: string, candidate: Candidate): Graded | undefined =>
  isSpelt(asked, candidate) ? { asked, match: "name", grade: 5.5 } : undefined;

/** From here on a symbol bears the name itself, in full or as a dotted ending, and not only its last part. */
const WHOLE = 5;

/**
 * How well each name of the question fits, all candidates considered: where one bears the whole name, those that share
 * its last part are not meant (`torch.xpu.clock_rate` by `torch.cuda.clock_rate`), and what is a parameter of an API
 * that is named as well is that parameter and not what else bears its name.
 */
function gradesOf(
  candidates: readonly Candidate[],
  { identifiers, parameters }: Question,
  roots: ReadonlySet<string>,
  isCommon: (leaf: string) => boolean,
): {
  readonly gradeOf: (asked: string, candidate: Candidate) => Graded | undefined;
  readonly isTaken: (asked: string, candidate: Candidate) => boolean;
} {
  const grade = (asked: string, candidate: Candidate) => gradeName(asked, candidate, roots, isCommon);
  const bearersOf = new Map(
    identifiers.map((asked) => [
      asked,
      candidates.filter((candidate) => (grade(asked, candidate)?.grade ?? 0) >= WHOLE),
    ]),
  );
  const takersOf = new Map(
    identifiers
      .filter((asked) => parameters.includes(asked.toLowerCase()))
      .map((asked) => {
        const others = identifiers.filter((other) => other !== asked);
        const named = others.flatMap((other) => bearersOf.get(other) ?? []);
        const takers = named.filter(({ parameterNames }) =>
          parameterNames.some((name) => name.toLowerCase() === asked.toLowerCase()),
        );
        return [asked, new Set(takers.map(({ name }) => name))];
      }),
  );
  return {
    gradeOf: (asked, candidate) => {
      const graded = grade(asked, candidate);
      const isWhole = (graded?.grade ?? 0) >= WHOLE;
      return isWhole || (bearersOf.get(asked) ?? []).length === 0 ? graded : undefined;
    },
    isTaken: (asked, { name }) => {
      const takers = takersOf.get(asked);
      return takers !== undefined && takers.size > 0 && !takers.has(ownerOf(name));
    },
  };
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
  const isRooted = wanted.includes(".") && roots.has(wanted.split(".", 1)[0] ?? "");
  // `tf.keras.layers.Dense` where the library itself says `keras.layers.Dense`; its own root is written for no other.
  if (!isRooted && names.some((name) => name.includes(".") && wanted.endsWith(`.${name}`)))
    return { asked, match: "name", grade: 5 };
  if (isCommon(leaf)) return undefined;
  // `model.fit`: the head is the user's own variable, so only the last part can be a name of the library.
  return wanted.includes(".") && !isRooted
    ? { asked, match: "name", grade: 3.5 }
    : { asked, match: "leaf", grade: 3 };
}

/** `KMeans.n_init` where the class has such a parameter: the class is named, and the parameter. */
function gradeOwner(
  asked: string,
  candidate: Candidate,
  roots: ReadonlySet<string>,
  isCommon: (leaf: string) => boolean,
): (Graded & { readonly parameter: string }) | undefined {
  const name = asked.replaceAll("::", ".");
  const parameter = leafOf(name);
  if (!candidate.parameterNames.some((other) => other.toLowerCase() === parameter)) return undefined;
  const owner = gradeName(ownerOf(name), candidate, roots, isCommon);
  return owner?.match === "name" ? { ...owner, parameter } : undefined;
}

const gradeWord = (
  asked: string,
  { leaves }: Candidate,
  isCommon: (leaf: string) => boolean,
): Graded | undefined =>
  leaves.includes(asked) && !isCommon(asked) ? { asked, match: "leaf", grade: 1.5 } : undefined;

/** “early stopping” where the release has a class or function `early_stopping` or `EarlyStopping`. */
function gradeSpoken(
  spoken: ReadonlyMap<string, string>,
  { leaves, kind }: Candidate,
  isCommon: (leaf: string) => boolean,
): Graded | undefined {
  if (!TOP_LEVEL_KINDS.some((own) => own === kind)) return undefined;
  const leaf = leaves.find((own) => spoken.has(own) && !isCommon(own));
  const asked = leaf === undefined ? undefined : spoken.get(leaf);
  return asked === undefined ? undefined : { asked, match: "leaf", grade: 2 };
}

const best = <Grade extends Graded>(grades: readonly (Grade | undefined)[]): Grade | undefined =>
  grades.reduce((top, grade) => (grade && (!top || grade.grade > top.grade) ? grade : top), undefined);
