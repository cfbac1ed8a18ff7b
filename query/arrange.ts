import { mentionOf, termsOf } from "./mention.js";
import { openingSignature } from "./opening-signature.js";
import type { Question } from "./question.js";
import type { Ranking } from "./ranking.js";
import type { Retrieved } from "./retrieve.js";
import type { StoredChunk } from "./search.js";
import { askedNames, exactNames } from "./symbols.js";

/** A chunk with the log-odds of its page; those of a page's second and further chunks are those of its first, less 1. */
export type ArrangedChunk = StoredChunk & { readonly score: number };

/**
 * Final order: kinds weigh a little, texts that another source repeats word for word are dropped, and one
 * document gives one hit until every document had its turn. The hit of a document whose symbol the question
 * names, or of one that no channel found itself, is the chunk that mentions most of the question: the parameter
 * asked for, not the example that uses it.
 */
export function arrange(
  rows: readonly StoredChunk[],
  {
    pageScores,
    chunkScores,
    named,
    question,
    kindPrior,
    dropRepeated,
  }: Pick<Retrieved, "pageScores" | "chunkScores" | "named"> & {
    readonly question: Question;
  } & Pick<Ranking, "kindPrior" | "dropRepeated">,
  limit: number,
): readonly ArrangedChunk[] {
  const scored = rows.map((row) => ({
    ...row,
    score: (pageScores.get(row.document) ?? 0) + (kindPrior[row.kind] ?? 0),
  }));
  const chunkScore = ({ id }: StoredChunk): number => chunkScores.get(id) ?? 0;
  const byPlace = (a: ArrangedChunk, b: ArrangedChunk): number =>
    b.score - a.score ||
    chunkScore(b) - chunkScore(a) ||
    Number(opensEntry(b)) - Number(opensEntry(a)) ||
    (a.id < b.id ? -1 : 1);
  const texts = new Set<string>();
  const documents = new Map<string, ArrangedChunk[]>();
  for (const row of scored.sort(byPlace)) {
    if (dropRepeated && texts.has(row.text)) continue;
    texts.add(row.text);
    const others = documents.get(row.document);
    if (others) others.push(row);
    else documents.set(row.document, [row]);
  }
  const places = new Map(exactNames(named).map((name, at) => [name, at]));
  const terms = termsOf(question, askedNames(named));
  const mention = ({ text }: StoredChunk): number => mentionOf(text.toLowerCase().split("\n"), terms);
  const first: ArrangedChunk[] = [];
  const later: ArrangedChunk[] = [];
  for (const rows of documents.values()) {
    const best = asNamed(rows, places);
    if (!best) continue;
    const others = rows.filter((row) => row !== best);
    const isChosenByText = chunkScore(best) === 0 || best.symbols.some((symbol) => places.has(symbol));
    const same = isChosenByText ? others.filter(({ symbols }) => symbols[0] === best.symbols[0]) : [];
    const speaking = same.reduce((top, row) => (mention(row) > mention(top) ? row : top), best);
    first.push(speaking);
    later.push(...[best, ...others].filter((row) => row !== speaking));
  }
  return [
    ...first,
    ...later.map((row) => ({ ...row, score: row.score - 1 })).sort((a, b) => b.score - a.score),
  ].slice(0, limit);
}

/**
 * The chunk that stands for a document: the first, but that of the member (`KFold.split`) that the question names in full,
 * where the first is about something else of its page.
 *
 * @param places the named symbols, best first
 */
function asNamed(
  rows: readonly ArrangedChunk[],
  places: ReadonlyMap<string, number>,
): ArrangedChunk | undefined {
  const [first] = rows;
  const own = first?.symbols[0] ?? "";
  if (places.has(own) || [...places.keys()].some((name) => own.startsWith(`${name}.`))) return first;
  const placeOf = ({ symbols: [name = ""] }: ArrangedChunk) => places.get(name) ?? Number.POSITIVE_INFINITY;
  return rows.reduce<ArrangedChunk | undefined>(
    (top, row) => (top === undefined || placeOf(row) < placeOf(top) ? row : top),
    undefined,
  );
}

const opensEntry = (row: StoredChunk): boolean => openingSignature(row) !== "";
