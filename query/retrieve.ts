import { type CandidatePage, candidatePages, FEATURES, type Features } from "./candidate-pages.js";
import {
  type Channel,
  denseChannel,
  type Found,
  lexicalChannel,
  mentionChannel,
  type QuestionsFound,
  questionChannel,
  questionVector,
  symbolChannel,
} from "./channels.js";
import { fuse } from "./fuse.js";
import { withInherited } from "./inherited-names.js";
import { namesOf } from "./library-names.js";
import { leaveOut } from "./question.js";
import { visibleAt } from "./release.js";
import type { SearchRequest } from "./search.js";
import { exactNames, type NamedSymbol, namedSymbols } from "./symbols.js";

/** Chunks that document named symbols, at most. */
const MAX_NAMED = 30;

/** Rows of written questions that are scored, as a multiple of those that become candidates. */
const SCORED = 4;
const NOTHING_WRITTEN: QuestionsFound = { asked: [], alike: [] };

/** What the channels found, before any text was read. */
export interface Retrieved {
  readonly named: readonly NamedSymbol[];
  /** Those that pages only list: what is found is not about them for being named. */
  readonly listed: readonly NamedSymbol[];
  /** Those of better pages first, and of one page the better ones. */
  readonly found: readonly FoundChunk[];
  /** By document: log-odds, up to a constant. */
  readonly pageScores: ReadonlyMap<string, number>;
  /** By chunk: its place among the chunks of its page. */
  readonly chunkScores: ReadonlyMap<string, number>;
  /** The chunks that document what the question names in full. */
  readonly documenting: ReadonlySet<string>;
  /** By chunk: rank in each channel that found it. */
  readonly ranks: ReadonlyMap<string, Readonly<Partial<Record<Channel, number>>>>;
  /** By document: rank among those that written questions are about. */
  readonly asked: ReadonlyMap<string, number>;
}

/** A chunk by its id; or, where only others' words found its page, those that document an API. */
export type FoundChunk = { readonly document: string } & (
  | { readonly id: string }
  | { readonly symbol: string }
);

/**
 * Asks every channel. Pages are ordered by a linear model over what all channels know of each, chunks of one page
 * by rank fusion: which page answers can be learned from labelled questions, which of its chunks cannot.
 */
export async function retrieve(request: SearchRequest, filter: string): Promise<Retrieved> {
  const { corpus, ranking, embedder, kinds, release } = request;
  const { channels, candidates: most, matches, rewriting } = ranking;
  const question = rewriting.ownName
    ? leaveOut(request.question, namesOf(corpus.id, corpus.state))
    : request.question;
  const { chunks, symbols, mentions, questions } = corpus.tables;
  const visible = visibleAt(release);
  const none = Promise.resolve([]);
  const vectorKnown = channels.dense > 0 ? questionVector(embedder, question) : Promise.resolve(undefined);
  const allNames = namedSymbols(symbols, question, visible)
    .then((names) => withInherited(symbols, question, names, release))
    .then((names) => names.filter(({ match }) => matches.includes(match)));
  const namesKnown = allNames.then((names) => names.filter(({ isListed }) => !isListed));
  const isApiWanted = kinds.length === 0 || kinds.includes("api");
  const [vector, lexical, dense, named, symbol, mentioned, written] = await Promise.all([
    vectorKnown,
    channels.lexical > 0
      ? vectorKnown.then((vector) =>
          lexicalChannel(chunks, question, filter, ranking.lexical, most.lexical, vector),
        )
      : none,
    vectorKnown.then((vector) => denseChannel(chunks, vector, filter, most.dense)),
    namesKnown,
    channels.symbol > 0
      ? namesKnown.then((names) => symbolChannel(chunks, question, names, filter, MAX_NAMED))
      : none,
    channels.mentions > 0 && isApiWanted ? mentionChannel(mentions, question, visible, most.mentions) : none,
    channels.questions > 0
      ? vectorKnown.then((vector) =>
          questionChannel(questions, question, vector, visible, most.questions * SCORED),
        )
      : NOTHING_WRITTEN,
  ]);
  // A section is found by its own words; what is asked about it tells how well it answers.
  const best = (list: readonly Found[]) =>
    list.filter(({ symbols }) => isApiWanted && symbols.length > 0).slice(0, most.questions);
  const others = [...mentioned, ...best(written.asked), ...best(written.alike)];
  const found = { lexical, dense, symbol, mentions: mentioned, ...written, others };
  const pages = await candidatePages(corpus.tables, found, { question, named, vector }, visible);
  const weighed = pages
    .map((page) => ({ page, score: scoreOf(page, ranking.weights) + ranking.spelled * page.spelled }))
    .sort((a, b) => b.score - a.score || (a.page.document < b.page.document ? -1 : 1));
  request.onCandidates?.(weighed.map(({ page }) => page));
  const pageScores = new Map(weighed.map(({ page, score }) => [page.document, score]));
  const ids = (list: readonly Found[]) => list.map(({ id }) => id);
  const fused = fuse(
    [
      { name: "lexical", weight: channels.lexical, ids: ids(lexical) },
      { name: "dense", weight: channels.dense, ids: ids(dense) },
      { name: "symbol", weight: channels.symbol, ids: ids(symbol) },
    ],
    ranking.k,
  );
  const documentOf = new Map([...lexical, ...dense, ...symbol].map(({ id, document }) => [id, document]));
  const withChunks = new Set(documentOf.values());
  const withoutChunks = others.filter(({ document }) => !withChunks.has(document));
  const exact = new Set(exactNames(named));
  const pageScoreOf = (document: string): number => pageScores.get(document) ?? Number.NEGATIVE_INFINITY;
  return {
    named,
    listed: (await allNames).filter(({ isListed }) => isListed),
    found: [
      ...fused.map(({ id }) => ({ id, document: documentOf.get(id) ?? "" })),
      ...withoutChunks.map(({ document, symbols }) => ({ symbol: symbols[0] ?? "", document })),
    ].sort((a, b) => pageScoreOf(b.document) - pageScoreOf(a.document)),
    pageScores,
    documenting: new Set(symbol.filter(({ symbols: [own = ""] }) => exact.has(own)).map(({ id }) => id)),
    chunkScores: new Map(fused.map(({ id, score }) => [id, score])),
    ranks: new Map(fused.map(({ id, ranks }) => [id, ranks as Partial<Record<Channel, number>>])),
    asked: askedRanks(written, most.questions, ranking.k),
  };
}

/** The documents whose questions are most like the one asked, by words and by vector. */
function askedRanks({ asked, alike }: QuestionsFound, limit: number, k: number): ReadonlyMap<string, number> {
  const documents = (list: readonly Found[]) => [...new Set(list.map(({ document }) => document))];
  const fused = fuse(
    [
      { name: "asked", weight: 1, ids: documents(asked) },
      { name: "alike", weight: 1, ids: documents(alike) },
    ],
    k,
  );
  return new Map(fused.slice(0, limit).map(({ id }, at) => [id, at + 1]));
}

const scoreOf = ({ features }: CandidatePage, weights: Features): number =>
  FEATURES.reduce((sum, feature) => sum + weights[feature] * features[feature], 0);
