import { CHANNELS, type Channel } from "../channels.js";
import type { Change } from "../history/change.js";
import type { PageShares } from "../page-shares.js";
import type { Question } from "../question.js";
import type { VersionOrigin } from "../release.js";
import type { Hit } from "../result.js";
import { splitIdentifier } from "../store/terms.js";
import type { NamedSymbol } from "../symbols.js";
import type { UnindexedLibrary } from "../unindexed-libraries.js";
import type { CommonMethod } from "./common-method.js";
import type { LackingParameter } from "./lacking-parameter.js";
import type { UnknownName } from "./unknown-names.js";

/**
 * What the probability is computed from. Each is a number from 0 to 1; none is a cosine or a fusion score, only
 * ranks and ratios of them are.
 */
export const SIGNALS = [
  /** The question spells out an API of the release. */
  "named",
  /** The first hit documents it. */
  "topNamed",
  /** One of the other hits does. */
  "laterNamed",
  /** 1 / number of APIs that bear the name. */
  "specific",
  /** The name is written with its module or class. */
  "qualified",
  /** The API has a parameter that the question names as well. */
  "parameter",
  /** The question names a parameter, and several APIs have it. */
  "shared",
  /** Share of the question's names that stand for nothing in the release; one of them is written as an API of it. */
  "unknown",
  "missing",
  /** A parameter that the named API does not have. */
  "lacking",
  /** The first hit documents an API whose last part is a plain word of the question. */
  "word",
  /** 1 / rank of the first hit in each channel; 0 where it is not found. */
  "lexical",
  "dense",
  "symbol",
  /** 1 / rank of its page among those that the written questions are about. */
  "asked",
  /** Share of the channels that found the first hit. */
  "agreement",
  /** Part by which the first score exceeds the second. */
  "margin",
  /** Part of the chance of all candidate pages that the first has; that the first five have. */
  "likeliest",
  "likely",
  /** Share of the question's words in the first hit's title, headings and names; in its text; in any hit. */
  "heading",
  "body",
  "anywhere",
  /** Share in the first hit, each word counted by how few of the hits have it. */
  "rare",
  /** Share in the first hit of the words that are no part of the API's name. */
  "rest",
  /** Share of the question's words in the one hit that holds most of them; those it lacks, of twenty words. */
  "fullest",
  "absent",
  /** Share in the names and the first sentence of the one hit whose opening holds most. */
  "opening",
  /** The best place of one hit in both channels of words: geometric mean of 1 / rank. */
  "both",
  /** The first hit is of the project's own documentation; documents an API. */
  "official",
  "api",
  /** The version was asked for, in whatever way. */
  "version",
  /** Sources disagree about the API. */
  "conflicting",
  /** The question asks for a fact of a signature; for a way to do something; about an error. */
  "asksFact",
  "asksHow",
  "asksError",
  /** Words of the question, of twenty. */
  "length",
] as const;

export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

export interface Retrieved {
  readonly question: Question;
  readonly named: readonly NamedSymbol[];
  readonly hits: readonly Hit[];
  readonly history: readonly Change[];
  readonly shares: PageShares;
  readonly versionFrom: VersionOrigin;
  /** Names of the question that stand for nothing in the release. */
  readonly unknown: readonly UnknownName[];
  readonly lacking: LackingParameter | undefined;
  readonly common: CommonMethod | undefined;
  /** Nobody said which library is meant, and there are several. */
  readonly isGuessed: boolean;
  /** Libraries that the question is about and that were not searched. */
  readonly notIndexed: readonly UnindexedLibrary[];
}

/** Hits that are looked at: as many as are shown unless more are asked for. */
const LOOKED_AT = 5;

/** Words that say what is asked of an API, not which one, and need not stand in the text that answers. */
export const FORM_WORDS = new Set(
  "default defaults signature parameter parameters argument arguments keyword value values return returns example examples mean meaning take takes work works does version versions added since deprecated removed".split(
    " ",
  ),
);

/** @param first the first hit */
export function readSignals(retrieved: Retrieved, first: Hit): Signals {
  const { question, named, history, unknown } = retrieved;
  const hits = retrieved.hits.slice(0, LOOKED_AT);
  const exact = named.filter(({ match }) => match === "name");
  const names = new Set(exact.map(({ name }) => name));
  const documents = ({ symbols }: Hit): boolean => symbols.some((symbol) => names.has(symbol));
  const best = exact[0];
  const words = question.words.filter((word) => !FORM_WORDS.has(word));
  const texts = hits.map(textOf);
  const [top = ""] = texts;
  const parts = new Set(
    exact.flatMap(({ asked }) => [...asked.toLowerCase().split(/[^a-z0-9]+/), ...splitIdentifier(asked)]),
  );
  const others = words.filter((word) => !parts.has(word));
  const fullest = Math.max(...texts.map((text) => shareIn(words, text)));
  const rankIn = (channel: Channel): number => inverse(first.channels[channel]);
  return {
    named: flag(exact.length > 0),
    topNamed: flag(documents(first)),
    laterNamed: flag(!documents(first) && hits.some(documents)),
    specific: best ? 1 / exact.filter(({ asked }) => asked === best.asked).length : 0,
    qualified: flag(best?.asked.includes(".") ?? false),
    parameter: flag(exact.some(({ parameters }) => parameters.length > 0)),
    shared: flag(parameterOwners(named).length > 1),
    unknown: unknown.length / Math.max(1, question.identifiers.length),
    missing: flag(unknown.some(({ isApi }) => isApi)),
    lacking: flag(retrieved.lacking !== undefined),
    word: flag(named.some(({ match, name }) => match === "leaf" && first.symbols.includes(name))),
    lexical: rankIn("lexical"),
    dense: rankIn("dense"),
    symbol: rankIn("symbol"),
    asked: inverse(first.channels.questions),
    agreement: foundBy(first).length / CHANNELS.length,
    margin: marginOf(hits),
    likeliest: retrieved.shares.first,
    likely: retrieved.shares.firstFive,
    heading: shareIn(words, headingOf(first)),
    body: shareIn(words, wordsOf(first.text)),
    anywhere: shareIn(words, texts.join(" ")),
    rare: rareShareIn(words, top, texts),
    rest: others.length === 0 ? 1 : shareIn(others, top),
    fullest,
    absent: lengthOf(words) * (1 - fullest),
    opening: Math.max(...hits.map((hit) => shareIn(words, openingOf(hit)))),
    both: Math.max(
      ...hits.map(({ channels }) => Math.sqrt(inverse(channels.lexical) * inverse(channels.dense))),
    ),
    official: flag(isOfficial(first)),
    api: flag(first.kind === "api"),
    version: flag(retrieved.versionFrom !== "newest"),
    conflicting: flag(
      history.some(({ symbol, contradicting }) => names.has(symbol) && contradicting.length > 0),
    ),
    asksFact: flag(
      /\b(defaults?|signature|parameters?|arguments?|returns?|since|deprecated)\b/i.test(question.text),
    ),
    asksHow: flag(/\bhow\b|\bway to\b/i.test(question.text)),
    asksError: flag(/error\b|exception|traceback|\bfail|not work|doesn.t work/i.test(question.text)),
    length: lengthOf(words),
  };
}

/** APIs that have the parameter, where a parameter is all that the question names. */
export function parameterOwners(named: readonly NamedSymbol[]): readonly NamedSymbol[] {
  const certain = named.filter(({ match }) => match !== "leaf");
  const isParameter = certain.some(({ match }) => match === "parameter");
  const bearers = certain.map((symbol) => (isParameter ? bearerOf(symbol) : symbol));
  const owners = [...new Map(bearers.map((symbol) => [symbol.name, symbol])).values()];
  return bearers.every(({ match }) => match === "parameter") ? owners : [];
}

/** A field that a bare name stands for is its class's, as the parameter that sets it is. */
function bearerOf(symbol: NamedSymbol): NamedSymbol {
  const { name, asked, match, signature } = symbol;
  const end = name.lastIndexOf(".");
  const isField = match === "name" && end > 0 && !asked.includes(".") && !signature.includes("(");
  return isField ? { ...symbol, name: name.slice(0, end), match: "parameter" } : symbol;
}

/** Of the framework's or the tool's own documentation. */
const isOfficial = ({ source }: Hit): boolean =>
  source.priority === "framework-docs" || source.priority === "tool-docs";

/**
 * Share of words with which words of a text begin, of longer ones the first five letters (inflections agree).
 *
 * @param text as `wordsOf` has it
 */
export const shareIn = (words: readonly string[], text: string): number =>
  words.length === 0 ? 1 : words.filter((word) => text.includes(stemOf(word))).length / words.length;

/** The words of a text, lower case, a blank before each; names whole and in their words. */
export function wordsOf(text: string): string {
  const names = text.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ");
  return ` ${text} ${names}`.replace(/[^\p{L}\p{N}]+/gu, " ").toLowerCase();
}

/** Inverse document frequency over the texts at hand (Spärck Jones 1972): a word that all have tells nothing. */
function rareShareIn(words: readonly string[], text: string, all: readonly string[]): number {
  const weighed = words.map((word) => {
    const having = all.filter((other) => other.includes(stemOf(word))).length;
    return { word, weight: Math.log(1 + (all.length - having + 0.5) / (having + 0.5)) };
  });
  const sum = (list: typeof weighed): number => list.reduce((total, { weight }) => total + weight, 0);
  return words.length === 0
    ? 1
    : sum(weighed.filter(({ word }) => text.includes(stemOf(word)))) / sum(weighed);
}

/** What is longer than any word has no inflection: `xxxxx…` occurs only as it is. */
const LONGEST_WORD = 40;

const stemOf = (word: string): string =>
  ` ${word.length > 5 && word.length <= LONGEST_WORD ? word.slice(0, 5) : word.replace(/(?<=\w\w[^s])s$/, "")}`;

/** Everything a hit says, as `wordsOf` has it. */
export const textOf = (hit: Hit): string => `${headingOf(hit)}${wordsOf(hit.text)}`;

/** Its names and the first sentence: what it is about, in short. Lower case. */
const openingOf = (hit: Hit): string => {
  const prose = hit.text.replace(/```[\s\S]*?(?:```|$)/g, "").trim();
  const [sentence = ""] = prose.split(/(?<=[.!?])\s|\n\n/, 1);
  return `${headingOf(hit)}${wordsOf(sentence)}`;
};

const headingOf = ({ title, headingPath, symbols, library }: Hit): string =>
  wordsOf(`${title} ${headingPath.join(" ")} ${symbols.join(" ")} ${library}`);

/** Words of a question, of twenty. */
const lengthOf = (words: readonly string[]): number => Math.min(1, words.length / 20);

/** The channels that found a hit. */
export const foundBy = ({ channels }: Hit): readonly Channel[] =>
  CHANNELS.filter((channel) => channels[channel] !== undefined);

function marginOf([first, second]: readonly Hit[]): number {
  if (!first || !second || first.score <= 0) return first ? 1 : 0;
  return Math.max(0, Math.min(1, (first.score - second.score) / first.score));
}

const inverse = (rank: number | undefined): number => (rank === undefined ? 0 : 1 / rank);

const flag = (value: boolean): number => (value ? 1 : 0);
