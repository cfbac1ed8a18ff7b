import type { Found, LexicalFound, QuestionsFound } from "./channels.js";
import { onScaleOf } from "./on-scale-of.js";
import type { Question } from "./question.js";
import { quoteAll, sqlArray, type Table } from "./store/lancedb.js";
import type { MentionRow } from "./store/rows.js";
import { leafOf, splitIdentifier } from "./store/terms.js";
import type { NamedSymbol } from "./symbols.js";

/**
 * What is known about a page that may answer. More is better, 0 is nothing.
 *
 * `text`: best BM25 score of a chunk's text. `page`: of all fields of all its chunks. `dense`: best inner product of a chunk that the dense
 * or the lexical channel found.
 * `name`, `word`: how likely what the question spells out as a name, or as a plain word, means an API of this page.
 * `title`: all words of an API's own name stand in the question. `mentions`: BM25 score of what other pages say about
 * its APIs. `said`: inner product with the same. `used`: ln(1 + pages that name its best-known API).
 * `asked`: root of the BM25 score of the questions that were written for its APIs or sections: in a paragraph every
 * word finds some. `alike`: inner product with them.
 */
export const FEATURES = [
  ...(["text", "page", "dense"] as const),
  ...(["name", "word", "title"] as const),
  ...(["mentions", "said", "used"] as const),
  ...(["asked", "alike"] as const),
] as const;
export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

/** A page that some channel found. */
export interface CandidatePage {
  readonly document: string;
  readonly features: Features;
  /** From 0 to 1: how likely the one dotted name of the question means an API of this page; 0 when it has none or several. */
  readonly spelled: number;
}

/** What each channel found, best first. */
export interface FoundByChannel extends QuestionsFound {
  readonly lexical: readonly LexicalFound[];
  readonly dense: readonly Found[];
  readonly symbol: readonly Found[];
  /** Rows of what is said about APIs: their ids are no chunks'. */
  readonly mentions: readonly Found[];
  /** Rows about APIs whose pages are candidates, whatever channel found them. */
  readonly others: readonly Found[];
}

/** What is known of the question before any page is looked at. */
export interface Asked {
  readonly question: Question;
  readonly named: readonly NamedSymbol[];
  readonly vector: Float32Array | undefined;
}

/** Named symbols that are told apart by how often they are named. */
const MAX_NAMES = 60;

/**
 * Everything that was found, as pages with what is known of each.
 *
 * @param visible filter of the release
 */
export async function candidatePages(
  { mentions, questions }: Readonly<Record<"mentions" | "questions", Table>>,
  found: FoundByChannel,
  { question, named, vector }: Asked,
  visible: string,
): Promise<readonly CandidatePage[]> {
  const chunks = [...found.lexical, ...found.dense, ...found.symbol, ...found.others];
  const symbolsOf = groupSymbols(chunks);
  if (symbolsOf.size === 0) return [];
  const names = named.slice(0, MAX_NAMES).map(({ name }) => name);
  const isCandidate = `document IN ${quoteAll([...symbolsOf.keys()])}`;
  const ofPages = `${visible} AND (${isCandidate} OR array_has_any(symbols, ${sqlArray(names)}))`;
  const isAsked = found.asked.length > 0 || found.alike.length > 0;
  const [rows, written] = await Promise.all([
    mentionsOf(mentions, vector, ofPages),
    vector && isAsked
      ? questions.scored<{ document: string }>(["document"], vector, `${visible} AND ${isCandidate}`)
      : [],
  ]);
  const pages = new Map(rows.flatMap(({ symbols, pages }) => symbols.map((symbol) => [symbol, pages])));
  const used = bestBy(rows.map(({ document, pages }) => [document, Math.log1p(pages)]));
  const meant = meaningOf(named, question, [...rows, ...chunks], pages);
  const asked = new Set(named.filter(({ match }) => match === "name").map((symbol) => symbol.asked));
  const isOnlyName = asked.size === 1 && [...asked].every((name) => name.includes("."));
  const said = bestBy(
    rows.flatMap(({ document, score }) => (score === undefined ? [] : [[document, score]])),
  );
  const lexical = (field: "text" | "page") =>
    bestBy(found.lexical.map(({ document, parts }) => [document, parts[field]]));
  const dense = bestBy([
    ...found.dense.map(({ document, score }) => [document, score] as const),
    ...found.lexical.flatMap(({ document, similarity }) =>
      similarity === undefined ? [] : [[document, similarity] as const],
    ),
  ]);
  const byFeature: Readonly<Record<Feature, ReadonlyMap<string, number>>> = {
    text: lexical("text"),
    page: lexical("page"),
    dense,
    ...meant,
    title: spelledOut(symbolsOf, question),
    mentions: bestBy(found.mentions.map(({ document, score }) => [document, score])),
    said,
    used,
    asked: bestBy(found.asked.map(({ document, score }) => [document, Math.sqrt(score)])),
    alike: bestBy(written.map(({ document, score }) => [document, score])),
  };
  // What a list of the best leaves out is not known to be nothing: it is at most the worst of the list.
  const least: Readonly<Partial<Record<Feature, number>>> = {
    text: leastOf(found.lexical.map(({ parts }) => parts.text).filter((score) => score > 0)),
    dense: leastOf([...dense.values()]),
    mentions: leastOf(found.mentions.map(({ score }) => score)),
    asked: leastOf(found.asked.map(({ score }) => Math.sqrt(score))),
  };
  // A guide is no API, and how often it is named says nothing: it counts as one of the middle.
  const apis = [...symbolsOf].filter(([, symbols]) => symbols.size > 0).map(([document]) => document);
  const usual = apis.reduce((sum, document) => sum + (used.get(document) ?? 0), 0) / (apis.length || 1);
  // Where nobody speaks or asks of a page, its own words stand for theirs.
  const ownMeaning = (document: string): number => dense.get(document) ?? least.dense ?? 0;
  const ownWords = (document: string): number =>
    Math.sqrt(Math.max(byFeature.text.get(document) ?? 0, least.text ?? 0));
  const isWrittenOf = byFeature.alike.size > 0;
  const ofApi = { asked: isWrittenOf ? () => least.asked ?? 0 : ownWords, alike: ownMeaning };
  const ofGuide = {
    asked: onScaleOf(byFeature.asked, ownWords, apis) ?? ownWords,
    alike: onScaleOf(byFeature.alike, ownMeaning, apis) ?? ownMeaning,
  };
  return [...symbolsOf].map(([document, symbols]) => {
    const features = FEATURES.map((feature) => {
      if (feature === "said") return [feature, said.get(document) ?? ownMeaning(document)];
      if (feature === "asked" || feature === "alike") {
        const known = byFeature[feature].get(document);
        if (symbols.size > 0) return [feature, known ?? ofApi[feature](document)];
        // Of a guide's sections few were asked about: it must not stand behind every API for that.
        return [feature, Math.max(known ?? Number.NEGATIVE_INFINITY, ofGuide[feature](document))];
      }
      const unknown = feature === "used" && symbols.size === 0 ? usual : (least[feature] ?? 0);
      const value = byFeature[feature].get(document) ?? unknown;
      return [feature, feature in least ? Math.max(value, unknown) : value];
    });
    const spelled = isOnlyName ? (meant.name.get(document) ?? 0) : 0;
    return { document, features: Object.fromEntries(features) as Features, spelled };
  });
}

interface Mention extends Pick<MentionRow, "document" | "symbols" | "pages"> {
  /** Inner product with the question, which may have no vector. */
  readonly score?: number;
}

const MENTION_COLUMNS = ["document", "symbols", "pages"];

const mentionsOf = (
  mentions: Table,
  vector: Float32Array | undefined,
  filter: string,
): Promise<readonly Mention[]> =>
  vector
    ? mentions.scored<Mention>(MENTION_COLUMNS, vector, filter)
    : mentions.rows<Mention>(MENTION_COLUMNS, filter);

/** The APIs that the chunks found of each document are about. */
function groupSymbols(chunks: readonly Found[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { document, symbols } of chunks) {
    const known = groups.get(document) ?? new Set();
    for (const symbol of symbols) known.add(symbol);
    groups.set(document, known);
  }
  return groups;
}

const leastOf = (scores: readonly number[]): number => (scores.length === 0 ? 0 : Math.min(...scores));

function bestBy(scored: Iterable<readonly [string, number]>): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const [document, score] of scored) {
    if (score > (best.get(document) ?? Number.NEGATIVE_INFINITY)) best.set(document, score);
  }
  return best;
}

/** Pages by which a plain word must be named before it is taken for a name: words are mostly just words. */
const DOUBT = 5;

/**
 * Of several APIs that bear a name, each is meant as likely as it is named elsewhere (commonness; Milne and
 * Witten, CIKM 2008).
 */
function meaningOf(
  named: readonly NamedSymbol[],
  { identifiers }: Question,
  documenting: readonly Pick<Found, "document" | "symbols">[],
  pages: ReadonlyMap<string, number>,
): Readonly<Record<"name" | "word", ReadonlyMap<string, number>>> {
  const documentOf = new Map(
    documenting.flatMap(({ document, symbols }) => symbols.map((symbol) => [symbol, document])),
  );
  const groups = new Map<string, { kind: "name" | "word"; documents: Map<string, number> }>();
  for (const { name, asked, match } of named) {
    const document = documentOf.get(name);
    if (document === undefined || match === "parameter") continue;
    const kind = match === "name" || identifiers.includes(asked) ? "name" : "word";
    const group = groups.get(`${kind} ${asked}`) ?? { kind, documents: new Map<string, number>() };
    groups.set(`${kind} ${asked}`, group);
    group.documents.set(document, Math.max(group.documents.get(document) ?? 0, pages.get(name) ?? 0));
  }
  const meant = { name: new Map<string, number>(), word: new Map<string, number>() };
  const asked = [...groups.values()].filter(({ kind }) => kind === "name").length;
  for (const { kind, documents } of groups.values()) {
    const doubt = kind === "word" ? DOUBT : 0;
    const least = kind === "word" ? 0 : 0.5;
    const total = [...documents.values()].reduce((sum, count) => sum + count + least, doubt);
    for (const [document, count] of documents) {
      // The one name of a question is what is asked about; one of many in a listing is not.
      const share = (count + least) / total / (kind === "name" ? asked : 1);
      meant[kind].set(document, (meant[kind].get(document) ?? 0) + share);
    }
  }
  return meant;
}

/** Letters by which inflections of a word agree. */
const STEM = 5;

/** 1 for pages of an API whose own name is of two words or more that all stand in the question. */
function spelledOut(
  symbolsOf: ReadonlyMap<string, ReadonlySet<string>>,
  { words }: Question,
): ReadonlyMap<string, number> {
  const stems = new Set(words.map((word) => word.slice(0, STEM)));
  const isSpelledOut = (symbol: string): boolean => {
    const parts = splitIdentifier(symbol.slice(-leafOf(symbol).length));
    return parts.length > 1 && parts.every((part) => stems.has(part.slice(0, STEM)));
  };
  return new Map(
    [...symbolsOf]
      .filter(([, symbols]) => [...symbols].some(isSpelledOut))
      .map(([document]) => [document, 1]),
  );
}
