import { arrange } from "./arrange.js";
import { behindReplacements } from "./behind-replacements.js";
import type { CandidatePage } from "./candidate-pages.js";
import type { Embedder } from "./embedder.js";
import { apiHistory } from "./history/api-history.js";
import type { Change } from "./history/change.js";
import { findChanges } from "./history/find-changes.js";
import { livesOfNames, type SymbolLife, spanOf } from "./history/life.js";
import { allPairs } from "./history/release-pairs.js";
import { type PageShares, pageShares } from "./page-shares.js";
import { chunkOrders, type Passage, passagesOf } from "./passages.js";
import type { Question } from "./question.js";
import type { Ranking } from "./ranking.js";
import { type CorpusRelease, isVisible, visibleAt } from "./release.js";
import type { Hit } from "./result.js";
import { type FoundChunk, type Retrieved, retrieve } from "./retrieve.js";
import { quote, quoteAll, sqlArray, type Table } from "./store/lancedb.js";
import type { ReleaseNames } from "./store/release-names.js";
import type { ChunkRow, TableKind } from "./store/rows.js";
import type { CorpusState } from "./store/snapshot.js";
import { exactNames, type NamedSymbol } from "./symbols.js";
import { estimateTokens } from "./token-estimate.js";
import { urlOf } from "./url.js";

/** One corpus of one snapshot, open for reading. */
export interface OpenCorpus {
  readonly id: string;
  readonly state: CorpusState;
  readonly tables: Readonly<Record<TableKind, Table>>;
  /** What the code of a release binds, by the digest that the manifest keeps; read once. */
  readonly names: (digest: string) => Promise<ReleaseNames>;
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
  /** Told of every page that was weighed, best first; for experiments. */
  readonly onCandidates?: ((pages: readonly CandidatePage[]) => void) | undefined;
  /** May still be loading: only what needs it waits. */
  readonly embedder: Promise<Embedder>;
}

/** What confidence is judged on and an answer made of, however many hits are shown. */
export const JUDGED = { limit: 5, budget: 2_000 } as const;

export interface SearchOutcome extends Found {
  /** The hits that anybody gets who asks for `JUDGED.limit` of them within `JUDGED.budget`. */
  readonly judged: readonly Hit[];
  readonly named: readonly NamedSymbol[];
  /** Named as well, and only listed by pages. */
  readonly listed: readonly NamedSymbol[];
  readonly shares: PageShares;
}

interface Found {
  readonly hits: readonly Hit[];
  /** Of the symbols that the question names in full and those that the hits document: every release's changes. */
  readonly history: readonly Change[];
  /** Their lives, in all releases. */
  readonly lives: readonly SymbolLife[];
}

/** Symbols whose names are looked up for their history, at most. */
const MAX_LIVES = 60;

/** Retrieval in one release: channels, each filtered by version first; pages weighed, passages cut to the budget. */
export async function search(request: SearchRequest): Promise<SearchOutcome> {
  const { question, limit, budget } = request;
  const found = await retrieve(request, filterOf(request));
  const most = Math.max(10, question.identifiers.length * 3);
  const named = mostTelling(found.named, most);
  const listed = mostTelling(found.listed, most);
  const retrieved = { ...found, named, listed };
  const shares = pageShares(found.pageScores.values());
  const shown = readHits(request, retrieved);
  if (limit === JUDGED.limit && budget === JUDGED.budget) {
    const own = await shown;
    return { ...own, judged: own.hits, named, listed, shares };
  }
  const [own, judged] = await Promise.all([shown, readHits({ ...request, ...JUDGED }, retrieved)]);
  const wider = own.hits.length > judged.hits.length ? own : judged;
  return { ...wider, hits: own.hits, judged: judged.hits, named, listed, shares };
}

/** The best symbols, and of every name in the question the best that bears it: a name that many bear crowds out none. */
function mostTelling(named: readonly NamedSymbol[], most: number): readonly NamedSymbol[] {
  const seen = new Set<string>();
  return named.filter(({ asked, match }, at) => {
    const isFirst = match === "name" && !seen.has(asked);
    seen.add(asked);
    return at < most || isFirst;
  });
}

/** The texts and the history of what was retrieved, as many hits as are asked for. */
async function readHits(request: SearchRequest, retrieved: Retrieved): Promise<Found> {
  const { corpus, question, ranking, release } = request;
  const filter = filterOf(request);
  const visible = visibleAt(release);
  const { found, named, listed, ranks } = retrieved;
  const shortlist = shortlistOf(found, request.limit, retrieved.documenting);
  const [rows, orders] = await Promise.all([
    readChunks(corpus.tables.chunks, shortlist, filter),
    chunkOrders(corpus.tables.documents, shortlist, visible),
  ]);
  const order = arrange(rows, { ...retrieved, ...ranking, question }, request.limit);
  const names = [
    ...new Set([...exactNames([...named, ...listed]), ...order.flatMap(({ symbols }) => symbols)]),
  ];
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
  const best = order[0]?.score ?? 0;
  const hits = passages.flatMap((passage, index) => {
    const row = byId.get(passage.id);
    const askedRank = row && retrieved.asked.get(row.document);
    return row
      ? [
          hitOf(request, row, passage.chunks, {
            rank: index + 1,
            score: Math.exp(row.score - best),
            channels: { ...ranks.get(row.id), ...(askedRank !== undefined && { questions: askedRank }) },
            signature: signatureAt(lives, row.symbols[0], release),
            api: apiHistory(corpus.state, row.symbols[0] ?? "", release, { lives, history }),
          }),
        ]
      : [];
  });
  const asked = new Set(exactNames([...named, ...listed]));
  return { hits: behindReplacements(hits, asked), history, lives };
}

const filterOf = ({ release, kinds }: SearchRequest): string =>
  kinds.length === 0 ? visibleAt(release) : `${visibleAt(release)} AND kind IN ${quoteAll(kinds)}`;

export type StoredChunk = Omit<ChunkRow, "names" | "embedding">;

export const CHUNK_COLUMNS = [
  ...["id", "source", "document", "path", "title", "kind", "anchor", "headingPath", "symbols", "text"],
  ...["since", "until"],
];

/** In no particular order. */
async function readChunks(
  chunks: Table,
  found: readonly FoundChunk[],
  filter: string,
): Promise<StoredChunk[]> {
  if (found.length === 0) return [];
  const ids = found.flatMap((chunk) => ("id" in chunk ? chunk.id : []));
  const symbols = found.flatMap((chunk) => ("symbol" in chunk ? chunk.symbol : []));
  const documents = new Set(found.map(({ document }) => document));
  const byId = `${filter} AND id IN ${quoteAll(ids)}`;
  const bySymbol = `${filter} AND array_has_any(symbols, ${sqlArray(symbols)})`;
  const [asFound, documenting] = await Promise.all([
    ids.length > 0 ? chunks.rows<StoredChunk>(CHUNK_COLUMNS, byId) : [],
    symbols.length > 0 ? chunks.rows<StoredChunk>(CHUNK_COLUMNS, bySymbol) : [],
  ]);
  return [...asFound, ...documenting.filter(({ document }) => documents.has(document))];
}

/** Chunks of one document that are read to choose from, beside those that document what the question names in full. */
const READ_OF_EACH = 5;

/** The chunks of twice as many documents as there will be hits, so that one document cannot take every place. */
function shortlistOf(
  found: readonly FoundChunk[],
  limit: number,
  documenting: ReadonlySet<string>,
): readonly FoundChunk[] {
  const taken = new Map<string, number>();
  return found.filter((chunk) => {
    const { document } = chunk;
    const count = taken.get(document) ?? 0;
    const isNamed = "id" in chunk && documenting.has(chunk.id);
    if ((count >= READ_OF_EACH && !isNamed) || (count === 0 && taken.size === limit * 2)) return false;
    taken.set(document, count + 1);
    return true;
  });
}

/** The signature that a symbol has in this release, one overload a line; null where no source tells one. */
function signatureAt(
  lives: readonly SymbolLife[],
  symbol: string | undefined,
  release: CorpusRelease,
): string | null {
  const life = lives.find(
    (each) => each.name === symbol && each.signature !== "" && isVisible(each, release),
  );
  return life?.signature ?? null;
}

const VERSION_MARK = /\ue000/g;

/** A stored text as it reads in one release. */
export const readIn = (text: string, { version }: CorpusRelease): string =>
  text.replace(VERSION_MARK, version);

/** Between two chunks of a passage. */
const JOINT = "\n\n";

/** The passage as it reads in a release, and where each of its chunks stands in it. */
function textOf(chunks: Passage["chunks"], release: CorpusRelease): Pick<Hit, "text" | "chunks"> {
  let start = 0;
  const spans = chunks.map(({ id, text }) => {
    const end = start + readIn(text, release).length;
    const span = { hash: id, start, end };
    start = end + JOINT.length;
    return span;
  });
  return { text: chunks.map(({ text }) => readIn(text, release)).join(JOINT), chunks: spans };
}

/** A chunk with those that continue it, as it reads in a release. */
export function hitOf(
  { corpus, release }: Pick<SearchRequest, "corpus" | "release">,
  row: StoredChunk,
  chunks: Passage["chunks"],
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
    ...textOf(chunks, release),
    source: { id: row.source, kind: source.kind, priority: source.priority, reference: read.reference },
    fetched: read.fetched,
    hash: row.id,
  };
}
