import { type Channel, denseChannel, type Found, lexicalChannel, symbolChannel } from "./channels.js";
import type { Embedder } from "./embedder.js";
import { fuse } from "./fuse.js";
import { apiHistory } from "./history/api-history.js";
import type { Change } from "./history/change.js";
import { findChanges } from "./history/find-changes.js";
import { livesOfNames, type SymbolLife, spanOf } from "./history/life.js";
import { allPairs } from "./history/release-pairs.js";
import { mentionOf, termsOf } from "./mention.js";
import { chunkOrders, passagesOf } from "./passages.js";
import type { Question } from "./question.js";
import type { Ranking } from "./ranking.js";
import { type CorpusRelease, visibleAt } from "./release.js";
import type { Hit } from "./result.js";
import { quote, quoteAll, type Table } from "./store/lancedb.js";
import type { ChunkRow, TableKind } from "./store/rows.js";
import type { CorpusState } from "./store/snapshot.js";
import { askedNames, exactNames, type NamedSymbol, namedSymbols } from "./symbols.js";
import { estimateTokens } from "./token-estimate.js";
import { urlOf } from "./url.js";

/** One corpus of one snapshot, open for reading. */
export interface OpenCorpus {
  readonly id: string;
  readonly state: CorpusState;
  readonly tables: Readonly<Record<TableKind, Table>>;
}

export interface SearchRequest {
  readonly question: Question;
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
  /** Only these document kinds; empty for all. */
  readonly kinds: readonly string[];
  /** Hits at most. */
  readonly limit: number;
  /** Tokens of all hits together. */
  readonly budget: number;
  readonly ranking: Ranking;
  /** May still be loading: only what needs it waits. */
  readonly embedder: Promise<Embedder>;
}

export interface SearchOutcome {
  readonly hits: readonly Hit[];
  readonly named: readonly NamedSymbol[];
  /** Of the symbols that the question names in full and those that the hits document: every release's changes. */
  readonly history: readonly Change[];
}

/** Symbols whose names are looked up for their history, at most. */
const MAX_LIVES = 60;

/** Retrieval in one release: three channels, each filtered by version first, fused, merged, cut to the budget. */
export async function search(request: SearchRequest): Promise<SearchOutcome> {
  const { corpus, question, ranking, release } = request;
  const filter = filterOf(request);
  const visible = visibleAt(release);
  const { found, named, ranks, scores } = await candidates(request, filter);
  const shortlist = shortlistOf(found, request.limit);
  const [rows, orders] = await Promise.all([
    readChunks(corpus.tables.chunks, shortlist, filter),
    chunkOrders(corpus.tables.documents, shortlist, visible),
  ]);
  const order = arrange(rows, { scores, ranking, question, named }, request.limit);
  const names = [...new Set([...exactNames(named), ...order.flatMap(({ symbols }) => symbols)])];
  const [passages, lives] = await Promise.all([
    passagesOf({ chunks: corpus.tables.chunks, orders, countTokens: estimateTokens }, order, visible, {
      total: request.budget,
      each: Math.max(200, Math.round(request.budget / 3)),
    }),
    livesOfNames(corpus.tables.symbols, names.slice(0, MAX_LIVES)),
  ]);
  const history = await findChanges(
    { library: corpus.id, corpus: corpus.state, lives },
    allPairs(corpus.state),
  );
  const byId = new Map(order.map((row) => [row.id, row]));
  const hits = passages.flatMap((passage, index) => {
    const row = byId.get(passage.id);
    return row
      ? [
          hitOf(request, row, passage.text, {
            rank: index + 1,
            score: scores.get(row.id) ?? 0,
            channels: ranks.get(row.id) ?? {},
            signature: signatureAt(lives, row.symbols[0], release),
            api: apiHistory(corpus.state, row.symbols[0] ?? "", release.key, { lives, history }),
          }),
        ]
      : [];
  });
  return { hits, history, named: named.slice(0, Math.max(10, question.identifiers.length * 3)) };
}

const filterOf = ({ release, kinds }: SearchRequest): string =>
  kinds.length === 0 ? visibleAt(release) : `${visibleAt(release)} AND kind IN ${quoteAll(kinds)}`;

/** Chunks from all channels in fused order. */
async function candidates(request: SearchRequest, filter: string) {
  const { corpus, question, ranking, embedder, release } = request;
  const { chunks, symbols } = corpus.tables;
  const weights = ranking.channels;
  const off = Promise.resolve<Found[]>([]);
  const namesKnown = namedSymbols(symbols, question, visibleAt(release));
  const [lexical, dense, named, symbol] = await Promise.all([
    weights.lexical > 0
      ? lexicalChannel(chunks, question, filter, ranking.lexical, ranking.candidates.lexical)
      : off,
    weights.dense > 0 ? denseChannel(chunks, embedder, question, filter, ranking.candidates.dense) : off,
    namesKnown,
    weights.symbol > 0 ? namesKnown.then((names) => symbolChannel(chunks, question, names, filter, 30)) : off,
  ]);
  const ids = (list: readonly Found[]) => list.map(({ id }) => id);
  const fused = fuse(
    [
      { name: "lexical", weight: weights.lexical, ids: ids(lexical) },
      { name: "dense", weight: weights.dense, ids: ids(dense) },
      { name: "symbol", weight: weights.symbol, ids: ids(symbol) },
    ],
    ranking.k,
  );
  const documentOf = new Map([...lexical, ...dense, ...symbol].map(({ id, document }) => [id, document]));
  return {
    named,
    found: fused.map(({ id }) => ({ id, document: documentOf.get(id) ?? "" })),
    scores: new Map(fused.map(({ id, score }) => [id, score])),
    ranks: new Map(fused.map(({ id, ranks }) => [id, ranks as Partial<Record<Channel, number>>])),
  };
}

type StoredChunk = Omit<ChunkRow, "headings" | "names" | "identifiers" | "embedding">;

const CHUNK_COLUMNS = [
  ...["id", "source", "document", "path", "title", "kind", "anchor", "headingPath", "symbols", "text"],
  ...["since", "until"],
];

async function readChunks(
  chunks: Table,
  found: readonly { readonly id: string }[],
  filter: string,
): Promise<StoredChunk[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await chunks.rows<StoredChunk>(CHUNK_COLUMNS, `id IN ${quoteAll(ids)} AND ${filter}`);
  const place = new Map(ids.map((id, index) => [id, index]));
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** The chunks of twice as many documents as there will be hits, so that one document cannot take every place. */
function shortlistOf<Chunk extends { readonly document: string }>(
  found: readonly Chunk[],
  limit: number,
): readonly Chunk[] {
  const documents = new Set<string>();
  return found
    .filter(
      ({ document }) => documents.has(document) || (documents.size < limit * 2 && documents.add(document)),
    )
    .slice(0, limit * 6);
}

/**
 * Final order: kinds weigh a little, texts that another source repeats word for word are dropped, and one
 * document gives one hit until every document had its turn. The hit of a document whose symbol the question
 * names is the chunk that mentions most of the question: the parameter asked for, not the example that uses it.
 */
function arrange(
  rows: readonly StoredChunk[],
  {
    scores,
    ranking,
    question,
    named,
  }: {
    readonly scores: Map<string, number>;
    readonly ranking: Ranking;
    readonly question: Question;
    readonly named: readonly NamedSymbol[];
  },
  limit: number,
): readonly StoredChunk[] {
  for (const row of rows) {
    scores.set(row.id, (scores.get(row.id) ?? 0) * (1 + (ranking.kindPrior[row.kind] ?? 0)));
  }
  const scoreOf = ({ id }: StoredChunk): number => scores.get(id) ?? 0;
  const texts = new Set<string>();
  const documents = new Map<string, StoredChunk[]>();
  for (const row of [...rows].sort((a, b) => scoreOf(b) - scoreOf(a))) {
    if (texts.has(row.text)) continue;
    texts.add(row.text);
    const others = documents.get(row.document);
    if (others) others.push(row);
    else documents.set(row.document, [row]);
  }
  const names = new Set(exactNames(named));
  const terms = termsOf(question, askedNames(named));
  const mention = ({ text }: StoredChunk): number => mentionOf(text.toLowerCase().split("\n"), terms);
  const first: StoredChunk[] = [];
  const later: StoredChunk[] = [];
  for (const [best, ...others] of documents.values()) {
    if (!best) continue;
    const isNamed = best.symbols.some((symbol) => names.has(symbol));
    const same = isNamed ? others.filter(({ symbols }) => symbols[0] === best.symbols[0]) : [];
    const speaking = same.reduce((top, row) => (mention(row) > mention(top) ? row : top), best);
    scores.set(speaking.id, scoreOf(best));
    first.push(speaking);
    later.push(...[best, ...others].filter((row) => row !== speaking));
  }
  return [...first, ...later.sort((a, b) => scoreOf(b) - scoreOf(a))].slice(0, limit);
}

/** The signature that a symbol has in this release, one overload a line; null where no source tells one. */
function signatureAt(
  lives: readonly SymbolLife[],
  symbol: string | undefined,
  { key, sources }: CorpusRelease,
): string | null {
  const life = lives.find(
    ({ name, source, since, until, signature }) =>
      name === symbol && source in sources && since <= key && until > key && signature !== "",
  );
  return life?.signature ?? null;
}

const VERSION_MARK = /\ue000/g;

function hitOf(
  { corpus, release }: SearchRequest,
  row: StoredChunk,
  text: string,
  place: Pick<Hit, "rank" | "score" | "channels" | "signature" | "api">,
): Hit {
  const source = corpus.state.sources[row.source];
  const read = release.sources[row.source];
  if (!source || !read) throw new Error(`chunk ${row.id} is of an unknown source ${quote(row.source)}`);
  return {
    ...place,
    url: urlOf(source, read, row),
    path: row.path,
    title: row.title,
    headingPath: row.headingPath,
    kind: row.kind,
    symbols: row.symbols,
    library: corpus.id,
    version: release.version,
    ...spanOf(source, row),
    text: text.replace(VERSION_MARK, release.version),
    source: { id: row.source, kind: source.kind, priority: source.priority, reference: read.reference },
    fetched: read.fetched,
    hash: row.id,
  };
}
