import * as lancedb from "@lancedb/lancedb";
import { Binary, Field, FixedSizeList, Float16, List, Schema, Utf8 } from "apache-arrow";
import { describeError, KbError } from "../../corpora/errors.js";
import {
  type ChunkRow,
  type DocumentRow,
  LEXICAL_FIELDS,
  type LexicalField,
  type SymbolRow,
  type TableKind,
  type VectorRow,
} from "./rows.js";
import { WRITE_FAILED_HINT } from "./snapshot.js";

/**
 * The only file that knows LanceDB: what the rest of `kb` needs of a table, and nothing more.
 * Filters are SQL over the row's columns; `quote` makes text safe in them.
 */
export interface Table {
  readonly name: string;
  version(): Promise<number>;
  count(filter?: string): Promise<number>;
  /** Rows that satisfy the filter, in no particular order, with the columns named. */
  rows<Row>(columns: readonly string[], filter?: string, limit?: number): Promise<Row[]>;
  /** BM25 over one field, best first. */
  lexical(field: LexicalField, query: string, options: SearchOptions): Promise<ScoredId[]>;
  /** BM25 with up to `fuzziness` edits a term, over one field. */
  fuzzy(
    field: LexicalField,
    query: string,
    options: SearchOptions & { fuzziness: number },
  ): Promise<ScoredId[]>;
  /** Inner product with the chunks' vectors, best first. Exact below the size at which an index is built. */
  dense(vector: Float32Array, options: SearchOptions): Promise<ScoredId[]>;
  add(rows: readonly object[]): Promise<void>;
  update(filter: string, values: Readonly<Record<string, string>>): Promise<void>;
  delete(filter: string): Promise<void>;
  /** Goes back to an older version, as a new version. */
  restore(version: number): Promise<void>;
  /** Builds the missing indexes, brings the others up to date and compacts. Resolves to rows stored and rows every index holds. */
  index(kind: TableKind | "vectors"): Promise<{ rows: number; indexed: number }>;
  /** Removes what no version from `oldest` on needs. */
  cleanUp(oldest: number): Promise<void>;
}

export interface SearchOptions {
  readonly filter: string;
  readonly limit: number;
}

export interface ScoredId {
  readonly id: string;
  readonly document: string;
  /** Greater is better. */
  readonly score: number;
}

export interface Tables {
  /** Opens a table, at a version when one is given (then it is read-only). */
  open(name: string, version?: number): Promise<Table>;
  has(name: string): Promise<boolean>;
  create(name: string, kind: TableKind | "vectors", dimensions: number): Promise<Table>;
  drop(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
  close(): void;
}

/** SQL string literal. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQL list of string literals; never empty. */
export const quoteAll = (texts: readonly string[]): string =>
  `(${(texts.length > 0 ? texts : [""]).map(quote).join(", ")})`;

/** SQL array of string literals, for `array_has_any`. */
export const sqlArray = (texts: readonly string[]): string => `[${texts.map(quote).join(", ")}]`;

const text = (name: string) => new Field(name, new Utf8(), false);
const texts = (name: string) => new Field(name, new List(new Field("item", new Utf8(), true)), false);
const vector = (dimensions: number) =>
  new Field("vector", new FixedSizeList(dimensions, new Field("item", new Float16(), true)), false);

type Columns<Row> = { readonly [Name in keyof Row]: (name: string) => Field };

const lifetime = { since: text, until: text };
const chunkColumns = {
  ...{ id: text, source: text, document: text, path: text, title: text, kind: text, anchor: text },
  ...{
    headingPath: texts,
    symbols: texts,
    text,
    headings: text,
    names: text,
    identifiers: text,
    embedding: text,
  },
  ...lifetime,
} satisfies Columns<ChunkRow>;
const symbolColumns = {
  ...{ id: text, source: text, name: text, leaves: texts, aliases: texts, kind: text, signature: text },
  ...{ parameters: text, parameterNames: texts, summary: text, deprecated: text, declaredSince: text },
  ...{ path: text, title: text, anchor: text },
  ...lifetime,
} satisfies Columns<SymbolRow>;
const documentColumns = {
  ...{ id: text, source: text, document: text, path: text, title: text, kind: text, chunks: texts },
  ...lifetime,
} satisfies Columns<DocumentRow>;
const vectorColumns = {
  hash: text,
  codes: (name: string) => new Field(name, new Binary(), false),
} satisfies Columns<VectorRow>;

function schemaOf(kind: TableKind | "vectors", dimensions: number): Schema {
  const fields = (columns: Readonly<Record<string, (name: string) => Field>>) =>
    Object.entries(columns).map(([name, make]) => make(name));
  if (kind === "chunks") return new Schema([...fields(chunkColumns), vector(dimensions)]);
  if (kind === "symbols") return new Schema(fields(symbolColumns));
  if (kind === "documents") return new Schema(fields(documentColumns));
  return new Schema(fields(vectorColumns));
}

/** Below this many rows an exact scan is as fast as an index and never wrong. */
export const VECTOR_INDEX_FROM = 8_192;

/** Index by column for each kind of table. */
function wantedIndexes(kind: TableKind | "vectors", rows: number): Readonly<Record<string, lancedb.Index>> {
  if (kind === "vectors") return rows > 0 ? { hash: lancedb.Index.btree() } : {};
  if (rows === 0) return {};
  const lives = {
    since: lancedb.Index.bitmap(),
    until: lancedb.Index.bitmap(),
    source: lancedb.Index.bitmap(),
  };
  if (kind === "symbols")
    return { ...lives, leaves: lancedb.Index.labelList(), parameterNames: lancedb.Index.labelList() };
  if (kind === "documents") return { ...lives, document: lancedb.Index.btree() };
  const fts = () =>
    lancedb.Index.fts({ withPosition: false, stem: true, removeStopWords: true, asciiFolding: true });
  const lexical = Object.fromEntries(LEXICAL_FIELDS.map((field) => [field, fts()]));
  const dense =
    rows >= VECTOR_INDEX_FROM
      ? {
          vector: lancedb.Index.ivfRq({
            distanceType: "dot",
            numPartitions: Math.max(4, Math.round(Math.sqrt(rows) / 8)),
            sampleRate: 64,
            maxIterations: 10,
          }),
        }
      : {};
  return { ...lives, ...lexical, ...dense, id: lancedb.Index.btree(), symbols: lancedb.Index.labelList() };
}

/** Lance file format: from 2.1 on texts are compressed, which halves a chunk. */
const FILE_FORMAT = "2.1";

/** Candidates of the quantised index that are scored again with the stored vectors, as a multiple of the limit. */
const REFINE = 4;
const PROBES = 24;
/** LanceDB turns the cut-off into an age and back while time goes on; without a margin the kept version itself can go. */
const CLEAN_UP_GRACE_MS = 200;

const writeFailed = (name: string, cause: unknown): KbError =>
  new KbError("STORE_WRITE_FAILED", `Writing the table ${name} failed: ${describeError(cause)}`, {
    cause,
    facts: { table: name },
    hint: WRITE_FAILED_HINT,
  });

const readFailed = (name: string, cause: unknown): KbError =>
  new KbError("STORE_CORRUPT", `Reading the table ${name} failed: ${describeError(cause)}`, {
    cause,
    facts: { table: name },
    hint: "“kb rollback” returns to the snapshot before; deleting the data folder and “kb index” build it anew.",
  });

function wrap(name: string, table: lancedb.Table): Table {
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw writeFailed(name, cause);
    }
  };
  const reading = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw readFailed(name, cause);
    }
  };
  const fullText = (query: lancedb.MatchQuery, { filter, limit }: SearchOptions): Promise<ScoredId[]> =>
    reading(async () => {
      const found: { id: string; document: string; _score: number }[] = await table
        .query()
        .fullTextSearch(query)
        .where(filter)
        .select(["id", "document", "_score"])
        .limit(limit)
        .toArray();
      return found.map((row) => ({ id: row.id, document: row.document, score: row._score }));
    });
  return {
    name,
    version: () => reading(() => table.version()),
    count: (filter) => reading(() => table.countRows(filter)),
    rows: <Row>(columns: readonly string[], filter?: string, limit?: number) =>
      reading(async () => {
        let query = table.query().select([...columns]);
        if (filter !== undefined) query = query.where(filter);
        if (limit !== undefined) query = query.limit(limit);
        const arrow = await query.toArrow();
        return arrow.toArray().map((row) => plain(row.toJSON()) as Row);
      }),
    lexical: (field, query, options) => fullText(new lancedb.MatchQuery(query, field), options),
    fuzzy: (field, query, { fuzziness, ...options }) =>
      fullText(
        new lancedb.MatchQuery(query, field, { fuzziness, prefixLength: 1, maxExpansions: 30 }),
        options,
      ),
    dense: (values, { filter, limit }) =>
      reading(async () => {
        const found: { id: string; document: string; _distance: number }[] = await table
          .query()
          .nearestTo(values)
          .distanceType("dot")
          .nprobes(PROBES)
          .refineFactor(REFINE)
          .where(filter)
          .select(["id", "document", "_distance"])
          .limit(limit)
          .toArray();
        return found.map((row) => ({ id: row.id, document: row.document, score: 1 - row._distance }));
      }),
    add: (rows) =>
      rows.length === 0
        ? Promise.resolve()
        : writing(async () => {
            await table.add(rows as Record<string, unknown>[]);
          }),
    update: (filter, values) =>
      writing(async () => {
        await table.update({ where: filter, values: { ...values } });
      }),
    delete: (filter) =>
      writing(async () => {
        await table.delete(filter);
      }),
    restore: (version) =>
      writing(async () => {
        await table.checkout(version);
        await table.restore();
        await table.checkoutLatest();
      }),
    index: (kind) =>
      writing(async () => {
        const rows = await table.countRows();
        // Compaction first: it would have to rewrite indexes that are built before it.
        await table.optimize();
        const wanted = wantedIndexes(kind, rows);
        const built = new Set((await table.listIndices()).flatMap((index) => index.columns));
        for (const [column, config] of Object.entries(wanted)) {
          if (!built.has(column)) await table.createIndex(column, { config });
        }
        let indexed = rows;
        for (const column of Object.keys(wanted)) {
          const stats = await table.indexStats(`${column}_idx`);
          indexed = Math.min(indexed, stats?.numIndexedRows ?? 0);
        }
        return { rows, indexed };
      }),
    cleanUp: (oldest) =>
      writing(async () => {
        const versions = await table.listVersions();
        const kept = versions.find((version) => version.version === oldest);
        if (!kept) return;
        const cutoff = new Date(kept.timestamp.getTime() - CLEAN_UP_GRACE_MS);
        await table.optimize({ cleanupOlderThan: cutoff, deleteUnverified: true });
      }),
  };
}

/** Arrow lists become arrays, everything else stays. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) {
    if (value !== null && typeof value === "object" && "toArray" in value) {
      row[name] = Array.from(value as unknown as Iterable<unknown>);
    }
  }
  return row;
}

/** Opens the folder that holds the tables, creating it when it is not there. */
export async function openTables(folder: string): Promise<Tables> {
  const connection = await lancedb.connect(folder);
  const names = async () => {
    const all: string[] = [];
    for (;;) {
      const last = all.at(-1);
      const page = await connection.tableNames(
        last === undefined ? { limit: 1000 } : { startAfter: last, limit: 1000 },
      );
      all.push(...page);
      if (page.length < 1000) return all;
    }
  };
  return {
    open: async (name, version) => {
      try {
        const table = await connection.openTable(name);
        if (version !== undefined) await table.checkout(version);
        return wrap(name, table);
      } catch (cause) {
        throw readFailed(name, cause);
      }
    },
    has: async (name) => (await names()).includes(name),
    create: async (name, kind, dimensions) => {
      try {
        return wrap(
          name,
          await connection.createEmptyTable(name, schemaOf(kind, dimensions), {
            dataStorageVersion: FILE_FORMAT,
          }),
        );
      } catch (cause) {
        throw writeFailed(name, cause);
      }
    },
    drop: async (name) => {
      try {
        await connection.dropTable(name);
      } catch (cause) {
        throw writeFailed(name, cause);
      }
    },
    names,
    close: () => connection.close(),
  };
}
