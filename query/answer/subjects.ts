import type { ApiHistory } from "../history/api-history.js";
import { apiHistory } from "../history/api-history.js";
import type { Change } from "../history/change.js";
import { type Deprecation, readDeprecation } from "../history/compare-symbols.js";
import { isAlive, type SymbolLife } from "../history/life.js";
import { type Parameter, readParameters } from "../history/parameter.js";
import type { Question } from "../question.js";
import type { CorpusRelease } from "../release.js";
import type { Hit } from "../result.js";
import type { CorpusState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";
import type { NamedSymbol } from "../symbols.js";
import { type Block, blocksOf } from "./blocks.js";

/** What retrieval found out, and what an answer is made of: nothing else is read. */
export interface Material {
  readonly question: Question;
  readonly corpus: { readonly id: string; readonly state: CorpusState };
  readonly release: CorpusRelease;
  readonly named: readonly NamedSymbol[];
  readonly hits: readonly Hit[];
  readonly history: readonly Change[];
  readonly lives: readonly SymbolLife[];
}

/** An API that the question is about, as of the release. */
export interface Subject {
  readonly name: string;
  /** The row that tells most of it: one with a signature, if there is one. */
  readonly life: SymbolLife;
  readonly signature: string | null;
  readonly parameters: readonly Parameter[];
  /** Its parameters that the question names, as they are written. */
  readonly asked: readonly string[];
  readonly api: ApiHistory | null;
  readonly deprecation: Deprecation | undefined;
  /** Its changes in all releases, oldest first. */
  readonly history: readonly Change[];
  /** What the hits say of it, best hit first. */
  readonly blocks: readonly Block[];
}

/** Subjects of one question at most: a difference has two, and a list of names is no question about each. */
const MOST = 3;

/**
 * The APIs that a question names and the release has. Of several that bear a name the one is meant whose
 * documentation was found first.
 */
export function subjectsOf(material: Material): readonly Subject[] {
  const { named, hits, question } = material;
  const rank = (name: string): number => {
    const at = hits.findIndex(({ symbols }) => symbols[0] === name);
    return at < 0 ? hits.length : at;
  };
  const byAsked = new Map<string, NamedSymbol[]>();
  for (const symbol of named) {
    if (symbol.match === "parameter") continue;
    // A plain word is a name where the first passage documents what bears it.
    if (symbol.match === "leaf" && rank(symbol.name) > 0) continue;
    byAsked.set(symbol.asked, [...(byAsked.get(symbol.asked) ?? []), symbol]);
  }
  const meant = [...byAsked.values()].map((list) =>
    list.reduce((best, other) => (rank(other.name) < rank(best.name) ? other : best)),
  );
  const names = [...new Set(meant.map(({ name }) => name))];
  const place = (name: string): number => {
    const asked = named.find((symbol) => symbol.name === name)?.asked ?? name;
    return question.text.toLowerCase().indexOf(asked.toLowerCase());
  };
  // A member's class, where the member is named as well, says where it is and is not asked about.
  const inner = names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
  return inner
    .slice(0, MOST)
    .sort((a, b) => place(a) - place(b))
    .flatMap((name) => subjectOf(name, material) ?? []);
}

/** One API as of the release; undefined where retrieval did not come across it. */
export function subjectOf(name: string, material: Material): Subject | undefined {
  const { release, lives, history, hits, corpus, question } = material;
  const here = lives.filter(
    (life) => life.name === name && life.source in release.sources && isAlive(life, release.key),
  );
  const life = here.find(({ signature }) => signature !== "") ?? here[0];
  if (!life) return undefined;
  const blocks = hits.filter(({ symbols }) => symbols[0] === name).flatMap(blocksOf);
  const parameters = readParameters(life);
  return {
    name,
    life,
    signature: life.signature || null,
    parameters,
    asked: askedParameters(question, name, parameters, blocks),
    api: apiHistory(corpus.state, name, release.key, { lives, history }),
    deprecation: here.map(({ deprecated }) => readDeprecation(deprecated)).find((found) => found),
    history: history.filter(({ symbol }) => symbol === name),
    blocks,
  };
}

/** Parameters of an API that the words of a question name; those taken by `**kwargs` count where they have an entry. */
function askedParameters(
  question: Question,
  owner: string,
  parameters: readonly Parameter[],
  blocks: readonly Block[],
): readonly string[] {
  const entries = blocks.filter(({ type, section }) => type === "entry" && isParameterSection(section));
  const known = new Set([...parameters.map(({ name }) => name), ...entries.flatMap(({ names }) => names)]);
  const own = new Set(owner.toLowerCase().split("."));
  const written: readonly string[] = question.text.match(/[A-Za-z_]\w*/g) ?? [];
  const folded = new Set(question.parameters);
  const found = [...known].filter((name) => {
    if (own.has(name.toLowerCase()) || leafOf(owner) === name.toLowerCase()) return false;
    if (folded.has(name.toLowerCase())) return true;
    // `C` and `X` are parameters; "a" and "x" in a sentence are not.
    return name.length > 1
      ? written.includes(name) && !COMMON.has(name)
      : /[A-Z]/.test(name) && written.includes(name);
  });
  // Names that cannot be words are meant before words that happen to be names.
  const compound = found.filter((name) => folded.has(name.toLowerCase()) || name.includes("_"));
  return compound.length > 0 ? compound : found;
}

/** An entry outside any section is of parameters: the label stands in a chunk before. */
export const isParameterSection = (section: Block["section"]): boolean =>
  section === "parameters" || section === "description" || section === "other";

/** Words of questions that are also names of parameters. */
const COMMON = new Set(
  "a an and any as at by default difference do for from function how i if in input is it its library method model name of on or out self set size the to type use value values version what when where which with".split(
    " ",
  ),
);
