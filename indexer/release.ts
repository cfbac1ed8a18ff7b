import type { Corpus, SourceDefinition } from "../corpora/corpus.js";
import { sourceId } from "../corpora/corpus.js";
import type { WrittenQuestions } from "../corpora/written-questions.js";
import type { Embedder } from "../query/embedder.js";
import { quoteAll, type Table } from "../query/store/lancedb.js";
import type { StorePaths } from "../query/store/paths.js";
import { writeReleaseNames } from "../query/store/release-names.js";
import type { IndexedRelease } from "../query/store/snapshot.js";
import { shortHash } from "./chunk.js";
import { coverageOf } from "./coverage.js";
import type { IndexEvent, ReleaseReport } from "./event.js";
import { harvest } from "./harvest.js";
import type { Living } from "./lifetime.js";
import { type MentionWords, mentionText } from "./mentions.js";
import { markVersion } from "./normalise.js";
import type { KnownDocuments } from "./parse/parse.js";
import type { PlannedRelease } from "./plan.js";
import { chunkRow, embeddingHash, type ReleaseRows, rowsOf } from "./rows.js";
import type { PageProblem, Refreshed, Source } from "./source/source.js";
import type { VectorStore } from "./vectors.js";
import type { CorpusTables } from "./working-copy.js";
import { writeRelease } from "./write.js";

/** Tokens of a chunk with its header; shorter than the model's window, because one idea a vector retrieves best. */
const CHUNK_TOKENS = 320;

export interface ReleaseJob {
  readonly corpus: Corpus;
  readonly definition: SourceDefinition;
  readonly source: Source;
  readonly planned: PlannedRelease;
  /** What reading the release into the source's cache came to, for a source that does. */
  readonly refreshed?: Refreshed | undefined;
  /** Version keys of this source's releases that are stored. */
  readonly keys: readonly string[];
  readonly paths: StorePaths;
  readonly tables: CorpusTables;
  readonly vectors: VectorStore;
  readonly embedder: Embedder;
  readonly recipe: string;
  readonly written: WrittenQuestions;
  readonly known?: KnownDocuments;
  readonly signal: AbortSignal;
  readonly emit: (event: IndexEvent) => void;
}

/** Reads one release and writes what is new of it: pages to rows with a life. */
export async function indexRelease(
  job: ReleaseJob,
): Promise<{ indexed: IndexedRelease; report: ReleaseReport }> {
  const { corpus, definition, source, planned, refreshed, known, embedder, emit, signal } = job;
  const started = performance.now();
  const { release, key } = planned;
  const id = sourceId(definition);
  emit({ type: "release-started", corpus: corpus.id, source: id, version: release.version });
  const problems: PageProblem[] = [];
  const harvested = await harvest(definition, source, release, {
    corpusName: corpus.name,
    maxTokens: Math.min(CHUNK_TOKENS, embedder.maxTokens),
    countTokens: embedder.countTokens,
    normalise: markVersion(release.version),
    problems,
    signal,
    ...(known && { known }),
    onPages: (pages) => emit({ type: "pages-read", corpus: corpus.id, version: release.version, pages }),
  });
  const rows = rowsOf(id, corpus, harvested, job.written);
  const written = await writeRows(job, id, rows);
  const names = harvested.names && (await writeReleaseNames(job.paths, harvested.names));
  const date = release.date === undefined ? await source.dateOf?.(release) : undefined;
  const indexed: IndexedRelease = {
    version: release.version,
    key,
    date: release.date ?? date?.date,
    dateOrigin: date?.origin ?? release.dateOrigin,
    prerelease: release.prerelease,
    reference: release.reference,
    digest: release.digest,
    recipe: job.recipe,
    urlValues: { ...release.urlValues },
    fetched: new Date().toISOString(),
    ...(names !== undefined && { names }),
    counts: {
      pages: harvested.pages,
      documents: rows.documents.size,
      chunks: rows.chunks.size,
      symbols: rows.symbols.size,
      notes: rows.notes.size,
      problems: problems.length,
    },
  };
  const report: ReleaseReport = {
    corpus: corpus.id,
    source: id,
    version: release.version,
    date: indexed.date,
    ...{ pages: harvested.pages, pagesParsed: harvested.parsed },
    ...{ documents: rows.documents.size, chunks: rows.chunks.size },
    ...{ symbols: rows.symbols.size, notes: rows.notes.size },
    chunksNew: written.inserted,
    textsEmbedded: written.embedded,
    problems,
    invisible: harvested.invisible,
    seconds: (performance.now() - started) / 1000,
    ...(refreshed && {
      crawl: { ...refreshed.crawl, ...coverageOf(refreshed.symbols, harvested.documents) },
    }),
  };
  return { indexed, report };
}

async function writeRows(
  job: ReleaseJob,
  source: string,
  rows: ReleaseRows,
): Promise<{ inserted: number; embedded: number }> {
  const { tables, vectors, keys, planned, corpus, emit } = job;
  const { key } = planned;
  const common = { source, keys, key };
  const copyOf =
    <Row extends { id: string }>(table: Table, columns: readonly string[]) =>
    async (living: readonly Living[]) => {
      const stored = await table.rows<Row>(columns, `id IN ${quoteAll(living.map(({ id }) => id))}`);
      const byId = new Map(stored.map((row) => [row.id, row]));
      return living.flatMap(({ id, since, until }) => {
        const row = byId.get(id);
        return row ? [{ ...row, since, until }] : [];
      });
    };
  const withLife =
    <Row extends object>(all: ReadonlyMap<string, Row>) =>
    async (living: readonly Living[]) =>
      living.flatMap(({ id, since, until }) => {
        const row = all.get(id);
        return row ? [{ ...row, since, until }] : [];
      });

  let embedded = 0;
  /** Vectors of texts by hash; all at once: the more texts are sorted by length, the less of a batch is padding. */
  const vectorsOf = (texts: ReadonlyMap<string, string>): Promise<Vectors> => {
    const total = embedded + texts.size;
    return vectors.vectorsFor(
      texts,
      (count) => {
        embedded += count;
        emit({
          type: "embedding",
          corpus: corpus.id,
          version: planned.release.version,
          done: embedded,
          total,
        });
      },
      job.signal,
    );
  };
  let found: Vectors = new Map();
  const chunks = await writeRelease({
    ...common,
    table: tables.chunks,
    present: new Set(rows.chunks.keys()),
    prepare: async (living) => {
      const born = living.flatMap(({ id }) => rows.chunks.get(id) ?? []);
      found = await vectorsOf(new Map(born.map(({ chunk }) => [embeddingHash(chunk), chunk.embedText])));
    },
    make: async (living) =>
      living.flatMap((life) => {
        const row = rows.chunks.get(life.id);
        if (!row) return [];
        return {
          ...chunkRow(source, row.document, row.chunk),
          vector: vectorOf(found, embeddingHash(row.chunk)),
          since: life.since,
          until: life.until,
        };
      }),
    copy: async (living) => {
      const copies = await copyOf<{ id: string; embedding: string }>(tables.chunks, CHUNK_COLUMNS)(living);
      const stored = await vectors.stored(copies.map((row) => row.embedding));
      return copies.map((row) => ({ ...row, vector: vectorOf(stored, row.embedding) }));
    },
  });
  await writeRelease({
    ...common,
    table: tables.symbols,
    present: new Set(rows.symbols.keys()),
    make: withLife(rows.symbols),
    copy: copyOf(tables.symbols, SYMBOL_COLUMNS),
  });
  await writeRelease({
    ...common,
    table: tables.documents,
    present: new Set(rows.documents.keys()),
    make: withLife(rows.documents),
    copy: copyOf(tables.documents, DOCUMENT_COLUMNS),
  });
  await writeRelease({
    ...common,
    table: tables.notes,
    present: new Set(rows.notes.keys()),
    make: withLife(rows.notes),
    copy: copyOf(tables.notes, NOTE_COLUMNS),
  });
  /** Rows that are embedded as `textOf` says. */
  const writeEmbedded = async <Row extends { readonly id: string }>(
    table: Table,
    all: ReadonlyMap<string, Row>,
    columns: readonly string[],
    textOf: (row: Row) => string,
  ) => {
    let known: Vectors = new Map();
    const hashOf = (row: Row): string => shortHash(textOf(row));
    await writeRelease({
      ...common,
      table,
      present: new Set(all.keys()),
      prepare: async (living) => {
        const born = living.flatMap(({ id }) => all.get(id) ?? []);
        known = await vectorsOf(new Map(born.map((row) => [hashOf(row), textOf(row)])));
      },
      make: async (living) =>
        (await withLife(all)(living)).map((row) => ({ ...row, vector: vectorOf(known, hashOf(row)) })),
      copy: async (living) => {
        const copies = await copyOf<Row>(table, columns)(living);
        const stored = await vectors.stored(copies.map(hashOf));
        return copies.map((row) => ({ ...row, vector: vectorOf(stored, hashOf(row)) }));
      },
    });
  };
  const mentionTextOf = (row: MentionWords): string => mentionText(corpus.name, row);
  await writeEmbedded(tables.mentions, rows.mentions, MENTION_COLUMNS, mentionTextOf);
  await writeEmbedded(tables.questions, rows.questions, QUESTION_COLUMNS, ({ text }) => text);
  return { inserted: chunks.inserted, embedded };
}

/** By hash of the text. */
type Vectors = ReadonlyMap<string, Float32Array>;

function vectorOf(found: Vectors, hash: string): number[] {
  const vector = found.get(hash);
  if (!vector) throw new Error(`no vector for ${hash}`);
  return Array.from(vector);
}

const CHUNK_COLUMNS = [
  ...["id", "source", "document", "path", "title", "kind", "anchor", "headingPath", "symbols"],
  ...["text", "names", "embedding"],
];
const SYMBOL_COLUMNS = [
  ...[
    "id",
    "source",
    "name",
    "leaves",
    "aliases",
    "bases",
    "kind",
    "signature",
    "parameters",
    "parameterNames",
  ],
  ...["summary", "deprecated", "declaredSince", "path", "title", "anchor"],
];
const NOTE_COLUMNS = [
  ...["id", "source", "version", "versionKey", "date", "kind", "text", "symbols", "leaves", "module"],
  ...["path", "title", "anchor"],
];
const DOCUMENT_COLUMNS = ["id", "source", "document", "path", "title", "kind", "chunks"];
const MENTION_COLUMNS = ["id", "source", "document", "symbols", "pages", "text"];
const QUESTION_COLUMNS = ["id", "source", "document", "symbols", "text"];
