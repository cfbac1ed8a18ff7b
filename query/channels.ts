import type { Embedder } from "./embedder.js";
import { fieldQuery, type Question } from "./question.js";
import { quoteAll, type Table } from "./store/lancedb.js";
import { LEXICAL_FIELDS, type LexicalField } from "./store/rows.js";
import { nameSuffixes } from "./store/terms.js";

/** The three ways in which a chunk is found. */
export const CHANNELS = ["lexical", "dense", "symbol"] as const;
export type Channel = (typeof CHANNELS)[number];

/** A chunk that a channel found. Best first. */
export interface Found {
  readonly id: string;
  readonly document: string;
  readonly score: number;
}

export interface LexicalWeights {
  readonly fields: Readonly<Record<LexicalField, number>>;
  /** Weight of the document's score beside the chunk's own. */
  readonly document: number;
}

/**
 * BM25 over each field with its own weight, and a score of the whole document beside the chunk's own: a page
 * that speaks of the subject throughout outranks one that mentions it once. The document's score is the sum
 * of its chunks' scores, the n-th best counted 1/n.
 */
export async function lexicalChannel(
  chunks: Table,
  question: Question,
  filter: string,
  weights: LexicalWeights,
  limit: number,
): Promise<Found[]> {
  const perField = await Promise.all(
    LEXICAL_FIELDS.map(async (field) => {
      const query = weights.fields[field] === 0 ? "" : fieldQuery(question, field);
      return { field, found: query === "" ? [] : await chunks.lexical(field, query, { filter, limit }) };
    }),
  );
  const scores = new Map<string, { id: string; document: string; score: number }>();
  for (const { field, found } of perField) {
    for (const { id, document, score } of found) {
      const entry = scores.get(id) ?? { id, document, score: 0 };
      entry.score += weights.fields[field] * score;
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
    .map((entry) => ({
      ...entry,
      score: entry.score + weights.document * (documentScore.get(entry.document) ?? 0),
    }))
    .sort(best)
    .slice(0, limit);
}

/** Inner product of unit vectors. */
export async function denseChannel(
  chunks: Table,
  embedder: Embedder,
  question: Question,
  filter: string,
  limit: number,
): Promise<Found[]> {
  const [vector] = await embedder.embed([question.text]);
  if (!vector || vector.every((value) => value === 0)) return [];
  return chunks.dense(vector, { filter, limit });
}

/** A symbol that the question names. */
export interface NamedSymbol {
  readonly name: string;
  /** The question's own spelling. */
  readonly asked: string;
  /** `name`: the whole name or a dotted ending; `leaf`: only its last part; `parameter`: it has such a parameter. */
  readonly match: "name" | "leaf" | "parameter";
  readonly signature: string;
}

interface SymbolHit {
  readonly name: string;
  readonly keys: readonly string[];
  readonly parameterNames: readonly string[];
  readonly kind: string;
  readonly signature: string;
  readonly summary: string;
}

/** More symbols of one name than this, and the name tells nothing by itself (`fit`, `forward`). */
const COMMON_NAME = 12;

/**
 * Symbols of the release that the question names: by whole name or dotted ending, by last part, and by
 * parameter. Words that are no compound name count only where few symbols bear them.
 */
export async function namedSymbols(
  symbols: Table,
  question: Question,
  filter: string,
): Promise<NamedSymbol[]> {
  const asked = [
    ...question.identifiers,
    ...question.words.filter((word) => /^[a-z][a-z0-9]{2,}$/.test(word)).slice(0, 24),
  ];
  if (asked.length === 0) return [];
  const keyOf = new Map<string, string>();
  for (const name of asked) for (const key of lookupKeys(name)) if (!keyOf.has(key)) keyOf.set(key, name);
  const columns = ["name", "keys", "parameterNames", "kind", "signature", "summary"];
  const parameters = question.identifiers
    .map((identifier) => identifier.toLowerCase())
    .filter((name) => !name.includes("."));
  const byParameter =
    parameters.length === 0 ? "" : ` OR array_has_any(parameterNames, ${sqlArray(parameters)})`;
  const hits = await symbols.rows<SymbolHit>(
    columns,
    `${filter} AND (array_has_any(keys, ${sqlArray([...keyOf.keys()])})${byParameter})`,
    2_000,
  );
  return rankSymbols(hits, question, keyOf);
}

/** `torch.nn.Linear` is also looked up as `nn.linear` and `linear`: users shorten and prefix as they import. */
function lookupKeys(name: string): readonly string[] {
  return nameSuffixes(name.replaceAll("::", ".")).slice(0, 3);
}

function rankSymbols(
  hits: readonly SymbolHit[],
  question: Question,
  keyOf: ReadonlyMap<string, string>,
): NamedSymbol[] {
  const identifiers = new Set(question.identifiers.map((identifier) => identifier.toLowerCase()));
  const words = new Set(question.words);
  const bearers = new Map<string, number>();
  for (const hit of hits) {
    const leaf = hit.keys.find((key) => !key.includes(".")) ?? "";
    bearers.set(leaf, (bearers.get(leaf) ?? 0) + 1);
  }
  const ranked = new Map<string, NamedSymbol & { weight: number }>();
  for (const hit of hits) {
    const key = hit.keys.find((candidate) => keyOf.has(candidate));
    const parameter = hit.parameterNames.find((name) => identifiers.has(name));
    const spelled = key === undefined ? undefined : keyOf.get(key);
    // How many of the question's words also stand in the name and summary: `relu` the function or the module?
    const context = `${hit.name} ${hit.summary}`.toLowerCase();
    const overlap = [...words].filter((word) => context.includes(word)).length / (words.size + 1);
    const brevity = 1 / (2 + hit.name.split(".").length);
    const add = (match: NamedSymbol["match"], asked: string, base: number) => {
      const weight = base + overlap + brevity;
      const known = ranked.get(hit.name);
      if (!known || known.weight < weight)
        ranked.set(hit.name, { name: hit.name, asked, match, signature: hit.signature, weight });
    };
    if (spelled !== undefined && key !== undefined) {
      const compound = identifiers.has(spelled.toLowerCase());
      const whole = key === spelled.toLowerCase() && key.includes(".");
      const common = (bearers.get(key) ?? 0) > COMMON_NAME;
      if (whole) add("name", spelled, 6);
      else if (compound && key === spelled.toLowerCase()) add("name", spelled, 5);
      else if (compound && key.includes(".")) add("name", spelled, 4);
      else if (compound && !common) add("leaf", spelled, 3);
      else if (!compound && !common) add("leaf", spelled, 1.5);
    }
    if (parameter !== undefined) {
      // A parameter of something that is named as well is what was asked for.
      add(
        "parameter",
        parameter,
        spelled !== undefined && identifiers.has(spelled.toLowerCase()) ? 6.5 : 2.5,
      );
    }
  }
  return [...ranked.values()].sort((a, b) => b.weight - a.weight || a.name.length - b.name.length);
}

/** The chunks that document the symbols a question names, in the order of the symbols. */
export async function symbolChannel(
  chunks: Table,
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
  const found: Found[] = rows.map(({ id, document, symbols, text }) => {
    const rank = Math.min(...symbols.map((symbol) => place.get(symbol) ?? Number.POSITIVE_INFINITY));
    // Of the chunks of one symbol, the one that opens with the signature.
    return { id, document, score: 1 / (1 + rank) + (text.startsWith("```") ? 1e-4 : 0) };
  });
  return found.sort(best).slice(0, limit);
}

const sqlArray = (texts: readonly string[]): string => `[${quoteAll(texts).slice(1, -1)}]`;

const best = (a: Found, b: Found): number => b.score - a.score || (a.id < b.id ? -1 : 1);
