import type { ApiHistory } from "../history/api-history.js";
import { apiHistory } from "../history/api-history.js";
import type { Change } from "../history/change.js";
import { type Deprecation, readDeprecation } from "../history/compare-symbols.js";
import { type SymbolLife, TOP_LEVEL_KINDS } from "../history/life.js";
import { ownerOf } from "../history/moves.js";
import { type Parameter, readParameters } from "../history/parameter.js";
import type { Question } from "../question.js";
import { type CorpusRelease, isVisible } from "../release.js";
import type { Hit } from "../result.js";
import { isListed } from "../store/listed.js";
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
  /** The question names a method that too many classes have, and no class. */
  readonly isCommonMethod: boolean;
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
 * The APIs that a question names and the release has, in the order in which it names them. Of several that bear a name
 * the one is meant whose documentation was found first.
 */
export function subjectsOf(material: Material): readonly Subject[] {
  const { named, question } = material;
  const asked = [
    ...new Set(named.filter(({ match }) => match !== "parameter").map((symbol) => symbol.asked)),
  ];
  const meant = asked.flatMap((name) => {
    const bearer = bearerOf(name, material);
    return bearer === undefined ? [] : [{ asked: name, name: bearer }];
  });
  const subjects = [...new Map(meant.map((one) => [one.name, one])).values()].flatMap((one) => {
    const subject = subjectOf(one.name, material);
    return subject ? [{ ...one, subject }] : [];
  });
  const place = (name: string): number => question.text.toLowerCase().indexOf(name.toLowerCase());
  return subjects
    .filter(({ name }) => !isParameterOf(name, subjects, material))
    .filter(({ name }, _, all) => !all.some((other) => other.name.startsWith(`${name}.`)))
    .filter(({ asked }, _, all) => !all.some((other) => isOwnerIn(other.asked, asked)))
    .slice(0, MOST)
    .sort((a, b) => place(a.asked) - place(b.asked))
    .map(({ subject }) => subject);
}

/** `KMeans` of `KMeans.get_params`, which its base has: the class is named to say whose member is meant. */
const isOwnerIn = (member: string, asked: string): boolean =>
  member.toLowerCase().split(/\.|::/).slice(0, -1).includes(asked.toLowerCase());

/**
 * What bears a name, and has the parameter that is asked about where some have it: the member of a class that is named as
 * well, else the first that a hit documents, else the best match by name; a plain word names no member.
 */
function bearerOf(asked: string, { named, hits, lives, question }: Material): string | undefined {
  const all = named.filter((symbol) => symbol.asked === asked && symbol.match !== "parameter");
  const takers = all.filter(({ match, parameters }) => match === "name" && parameters.length > 0);
  const bearers = takers.length > 0 ? takers : all;
  const isNamed = (owner: string): boolean =>
    named.some((other) => other.name === owner && other.match === "name" && other.asked !== asked);
  const member = bearers.find(({ name, match }) => match === "name" && isNamed(ownerOf(name)));
  if (member) return member.name;
  const shown = hits
    .flatMap(({ symbols }) => symbols[0] ?? [])
    .filter((name) => takers.length === 0 || takers.some((taker) => taker.name === name));
  if (bearers.some(({ match }) => match === "name")) {
    // `DataLoader` is the class before it is the module `dataloader`.
    for (const fold of [(text: string) => text, (text: string) => text.toLowerCase()]) {
      const wanted = fold(asked.replaceAll("::", "."));
      const whole = bearers.find(({ name }) => fold(name) === wanted)?.name;
      const ending = [...shown, ...bearers.map(({ name }) => name)].find((name) =>
        fold(name).endsWith(`.${wanted}`),
      );
      if (whole !== undefined || ending !== undefined) return whole ?? ending;
    }
    return bearers[0]?.name;
  }
  // `DBSCAN` and `Ridge` are written as names are; at the beginning of a sentence every word is.
  const written = new Set(
    (question.text.match(/[A-Za-z_]\w*/g) ?? []).slice(question.words.length > 2 ? 1 : 0),
  );
  const spelt = bearers.find(
    ({ name }) => /[A-Z]/.test(name.split(".").at(-1) ?? "") && written.has(name.split(".").at(-1) ?? ""),
  );
  if (spelt && subjectKindOf(spelt.name, lives) !== undefined) return spelt.name;
  // Any other word is a name where the first passage documents what bears it.
  const first = bearers.find(({ name }) => name === shown[0])?.name;
  return first !== undefined && subjectKindOf(first, lives) !== undefined ? first : undefined;
}

const subjectKindOf = (name: string, lives: readonly SymbolLife[]) =>
  TOP_LEVEL_KINDS.find((kind) => lives.some((life) => life.name === name && life.kind === kind));

const MEMBER_KINDS = /^(?:method|property|attribute)$/;

/**
 * Whether what bears a name is rather the parameter of that name: of another API that is named, or, of a member where
 * only the word is given and not its class, of any (`max_length` is an attribute of many classes, and the argument is asked about).
 */
function isParameterOf(
  name: string,
  subjects: readonly { readonly asked: string; readonly subject: Subject }[],
  { question, named }: Material,
): boolean {
  const own = subjects.find(({ subject }) => subject.name === name);
  const leaf = name.split(".").at(-1) ?? name;
  if (!own || own.asked.includes(".")) return false;
  const isOfNamed = subjects.some(({ subject }) => subject.name === ownerOf(name));
  const { kind } = own.subject.life;
  // A method that is spelt as parameters are is none where nothing takes a parameter of that name.
  const isTaken =
    kind !== "method" ||
    named.some(({ match, asked }) => match === "parameter" && asked.toLowerCase() === leaf.toLowerCase());
  const isMember = MEMBER_KINDS.test(kind) && !isOfNamed && isTaken;
  return (
    (isMember && question.parameters.includes(leaf.toLowerCase())) ||
    subjects.some(({ subject }) => subject.name !== name && subject.asked.includes(leaf))
  );
}

/** Odds of any other API, beside those of the first, up to which the first is what a question without names is about. */
const FAR_BEHIND = 0.1;

/** The class or function that a question describes without naming it: the one whose page is by far the likeliest. */
export function impliedSubjects(material: Material): readonly Subject[] {
  const { hits, lives } = material;
  const [name] = hits[0]?.symbols ?? [];
  if (name === undefined || subjectKindOf(name, lives) === undefined) return [];
  const others = hits.filter(({ symbols }) => symbols[0] !== name);
  if (others.some(({ score }) => score > FAR_BEHIND)) return [];
  return [subjectOf(name, material) ?? []].flat();
}

/** What the release says of an API that its project wants nobody to use any more. */
export const deprecationOf = (name: string, { lives, release }: Material): Deprecation | undefined =>
  lives
    .filter((life) => life.name === name && isVisible(life, release))
    .map(({ deprecated }) => readDeprecation(deprecated))
    .find((found) => found);

/** One API as of the release; undefined where retrieval did not come across it. */
export function subjectOf(name: string, material: Material): Subject | undefined {
  const { release, lives, history, hits, corpus, question } = material;
  const here = lives.filter((life) => life.name === name && isVisible(life, release));
  const life = here.find(({ signature }) => signature !== "") ?? here[0];
  if (!life) return undefined;
  // The text of a list is about the list.
  const own = isListed(life) ? [] : hits.filter(({ symbols }) => symbols[0] === name);
  const blocks = own.flatMap(blocksOf);
  const parameters = readParameters(life);
  return {
    name,
    life,
    signature: life.signature || null,
    parameters,
    asked: askedParameters(question, name, parameters, blocks),
    api: apiHistory(corpus.state, name, release, { lives, history }),
    deprecation: deprecationOf(name, material),
    history: history.filter(({ symbol }) => symbol === name),
    blocks,
  };
}

/** A subject with all that its own documentation says, where that could be read. */
export function withDocumentation(
  subject: Subject,
  documentation: readonly Hit[],
  { question }: Material,
): Subject {
  if (isListed(subject.life)) return subject;
  const own = documentation
    .filter(({ symbols }) => symbols[0] === subject.name)
    .flatMap((hit) => blocksOf({ ...hit, signature: subject.signature }));
  if (own.length === 0) return subject;
  const asked = askedParameters(question, subject.name, subject.parameters, own);
  return { ...subject, blocks: own, asked };
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
      ? written.includes(name) && !COMMON_WORDS.has(name)
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
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  "a an and any as at by default difference do for from function how i if in input is it its library method model name of on or out self set size the to type use value values version what when where which with".split(
    " ",
  ),
);
