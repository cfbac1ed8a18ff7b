import type { Embedder } from "./embedder.js";
import { mentionOf, termsOf } from "./mention.js";
import { openingSignature } from "./opening-signature.js";
import { fieldQuery, type Question } from "./question.js";
import { sqlArray, type Table } from "./store/lancedb.js";
import { LEXICAL_FIELDS, type LexicalField } from "./store/rows.js";
import { askedNames, type NamedSymbol } from "./symbols.js";

/** The three ways in which a chunk is found. */
export const CHANNELS = ["lexical", "dense", "symbol"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a hit stands in each list that has it, from 1: of chunks by the channels, of pages by the written questions. */
export type Ranks = Readonly<Partial<Record<Channel | "questions", number>>>;

/** A chunk that a channel found. Best first. */
export interface Found {
  readonly id: string;
  readonly document: string;
  readonly symbols: readonly string[];
  readonly score: number;
  /** Inner product with the question, where the channel knows it and scores by something else. */
  readonly similarity?: number;
}

/** A chunk with the parts that its score is made of: each field's, and the whole document's. */
export interface LexicalFound extends Found {
  readonly parts: Readonly<Record<LexicalField | "page", number>>;
}

export interface LexicalWeights {
  readonly fields: Readonly<Record<LexicalField, number>>;
  /** Weight of the names of a chunk that documents no API: its headings. */
  readonly headings: number;
  /** Weight of the document's score beside the chunk's own. */
  readonly document: number;
}

/**
 * BM25 over each field with its own weight, and a score of the whole document beside the chunk's own: a page
 * that speaks of the subject throughout outranks one that mentions it once. The document's score is the sum
 * of its chunks' scores, the n-th best counted 1/n.
 *
 * @param vector of the question, for `similarity`
 */
export async function lexicalChannel(
  chunks: Table,
  question: Question,
  filter: string,
  weights: LexicalWeights,
  limit: number,
  vector: Float32Array | undefined,
): Promise<LexicalFound[]> {
  const queries = Object.fromEntries(
    LEXICAL_FIELDS.map((field) => [
      field,
      weights.fields[field] === 0 ? "" : fieldQuery(question, field),
    ]).filter(([, query]) => query !== ""),
  );
  const perField = await chunks.lexical(queries, { filter, limit, vector });
  const scores = new Map<string, Found & { score: number; parts: Record<LexicalField | "page", number> }>();
  for (const [field, found] of perField) {
    for (const { score, ...row } of found) {
      const { id, symbols } = row;
      const entry = scores.get(id) ?? { ...row, score: 0, parts: { ...NO_PARTS } };
      const isHeading = field === "names" && symbols.length === 0;
      entry.score += (isHeading ? weights.headings : weights.fields[field]) * score;
      entry.parts[field] = score;
      scores.set(id, entry);
    }
  }
  const documents = new Map<string, number[]>();
  for (const { document, score } of scores.values()) {
    const list = documents.get(document);
    if (list) list.push(score);
    else documents.set(document, [score]);
  }
  const documentScore = new Map<string, number>();
  for (const [document, list] of documents) {
    list.sort((a, b) => b - a);
    documentScore.set(
      document,
      list.reduce((sum, score, index) => sum + score / (index + 1), 0),
    );
  }
  return [...scores.values()]
    .map(({ parts, ...entry }) => {
      const page = documentScore.get(entry.document) ?? 0;
      return { ...entry, score: entry.score + weights.document * page, parts: { ...parts, page } };
    })
    .sort(best)
    .slice(0, limit);
}

const NO_PARTS: LexicalFound["parts"] = { names: 0, text: 0, page: 0 };

/**
 * APIs by what the other pages say about them: rows of the mentions, not chunks. What a page says of its own
 * subject is often too terse to share a word with a question; what users of it say is not.
 */
export async function mentionChannel(
  mentions: Table,
  question: Question,
  visible: string,
  limit: number,
): Promise<readonly Found[]> {
  const found = await mentions.lexical({ text: fieldQuery(question, "text") }, { filter: visible, limit });
  return found.get("text") ?? [];
}

/** Pages by the questions that were written for what they document. */
export interface QuestionsFound {
  /** By BM25, best first. */
  readonly asked: readonly Found[];
  /** By inner product, best first; none for a question without a vector. */
  readonly alike: readonly Found[];
}

/**
 * APIs and sections by what people ask who need them, as it was written down (doc2query; Nogueira, Yang, Lin, Cho,
 * 2019): rows of the written questions, not chunks.
 *
 * @param limit rows of either
 */
export async function questionChannel(
  questions: Table,
  question: Question,
  vector: Float32Array | undefined,
  visible: string,
  limit: number,
): Promise<QuestionsFound> {
  const [asked, alike] = await Promise.all([
    questions.lexical({ text: fieldQuery(question, "text") }, { filter: visible, limit }),
    denseChannel(questions, vector, visible, limit),
  ]);
  return { asked: asked.get("text") ?? [], alike };
}

/** The question's vector; undefined where the model finds nothing in it. */
export async function questionVector(
  embedder: Promise<Embedder>,
  question: Question,
): Promise<Float32Array | undefined> {
  const [vector] = await (await embedder).embed([question.text], "question");
  return vector?.some((value) => value !== 0) ? vector : undefined;
}

/** Inner product of unit vectors. */
export async function denseChannel(
  chunks: Table,
  vector: Float32Array | undefined,
  filter: string,
  limit: number,
): Promise<Found[]> {
  return vector ? chunks.dense(vector, { filter, limit }) : [];
}

/**
 * The chunks that document the symbols a question names, in the order of the symbols; of the chunks of one
 * symbol, those first that mention most of the question, then the one that opens with the signature.
 */
export async function symbolChannel(
  chunks: Table,
  question: Question,
  named: readonly NamedSymbol[],
  filter: string,
  limit: number,
): Promise<Found[]> {
  const names = [...new Set(named.map(({ name }) => name))].slice(0, limit);
  if (names.length === 0) return [];
  const rows = await chunks.rows<{ id: string; document: string; symbols: readonly string[]; text: string }>(
    ["id", "document", "symbols", "text"],
    `${filter} AND array_has_any(symbols, ${sqlArray(names)})`,
    limit * 8,
  );
  const place = new Map(names.map((name, index) => [name, index]));
  const terms = termsOf(question, askedNames(named));
  const ranked = rows.map(({ id, document, symbols, text }) => {
    const rank = Math.min(...symbols.map((symbol) => place.get(symbol) ?? Number.POSITIVE_INFINITY));
    const mention = mentionOf(text.toLowerCase().split("\n"), terms);
    return {
      id,
      document,
      symbols,
      rank,
      mention: mention + (openingSignature({ symbols, text }) === "" ? 0 : 0.5),
    };
  });
  ranked.sort((a, b) => a.rank - b.rank || b.mention - a.mention || (a.id < b.id ? -1 : 1));
  return ranked
    .slice(0, limit)
    .map(({ rank, mention: _, ...found }) => ({ ...found, score: 1 / (1 + rank) }));
}

const best = (a: Found, b: Found): number => b.score - a.score || (a.id < b.id ? -1 : 1);
