import * as lancedb from "@lancedb/lancedb";
import { describeError, KbError } from "../../corpora/errors.js";
import { records, similaritiesTo } from "./arrow-rows.js";
import { wantedIndexes } from "./indexes.js";
import { LEXICAL_FIELDS, type LexicalField, type TableKind } from "./rows.js";
import { schemaOf } from "./schema.js";
import { WRITE_FAILED_HINT } from "./snapshot.js";

/**
 * The only file that knows LanceDB, with the choice of its indexes: what the rest of `kb` needs of a table, and nothing more.
 * Filters are SQL over the row's columns; `quote` makes text safe in them.
 */
export interface Table {
  readonly name: string;
  version(): Promise<number>;
  count(filter?: string): Promise<number>;
  /** Rows that satisfy the filter, in no particular order, with the columns named. */
  rows<Row>(columns: readonly string[], filter?: string, limit?: number): Promise<Row[]>;
  /**
   * BM25 over each of the fields that a query is given for, best first; with a vector, also the inner product of each
   * row's vector with it.
   */
  lexical(
    queries: Readonly<Partial<Record<LexicalField, string>>>,
    options: SearchOptions & { readonly vector?: Float32Array | undefined },
  ): Promise<ReadonlyMap<LexicalField, readonly ScoredId[]>>;
  /** Inner product with the chunks' vectors, best first. Exact below the size at which an index is built. */
  dense(vector: Float32Array, options: SearchOptions): Promise<ScoredId[]>;
  /** All rows that satisfy the filter, with the columns named and the inner product of their vectors, in no particular order. */
  scored<Row>(columns: readonly string[], vector: Float32Array, filter: string): Promise<(Row & Scored)[]>;
  add(rows: readonly object[]): Promise<void>;
  update(filter: string, values: Readonly<Record<string, string>>): Promise<void>;
  delete(filter: string): Promise<void>;
  /** Goes back to an older version, as a new version. */
  restore(version: number): Promise<void>;
  /** Makes every index hold every row, and compacts when it is due. Resolves to rows stored and rows every index holds. */
  index(kind: TableKind | "vectors"): Promise<{ rows: number; indexed: number }>;
  /** Removes what no version from `oldest` on needs; without one, everything but the newest state. */
  cleanUp(oldest?: number): Promise<void>;
}

export interface SearchOptions {
  readonly filter: string;
  readonly limit: number;
}

export interface Scored {
  /** Greater is better. */
  readonly score: number;
}

export interface ScoredId extends Scored {
  readonly id: string;
  readonly document: string;
  readonly symbols: readonly string[];
  /** Inner product with the vector that was given, when `score` is something else. */
  readonly similarity?: number;
}

/** Where a row lies in the version of the table that is open; says nothing in another. */
interface ScoredRow extends Scored {
  readonly address: bigint;
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

/** Lance file format: from 2.1 on texts are compressed, which halves a chunk. */
const FILE_FORMAT = "2.1";

/** Pieces that a table is stored in at most: each search looks into every one. */
const MAX_FRAGMENTS = 16;

/** Candidates of the quantised index that are scored again with the stored vectors, as a multiple of the limit. */
const REFINE = 2;
const PROBES = 16;
/** A search by vector wants a limit. */
const ALL = 1_000_000;
/** LanceDB turns the cut-off into an age and back while time goes on; without a margin the kept version itself can go. */
const CLEAN_UP_GRACE_MS = 200;

const writeFailed = (name: string, cause: unknown): KbError =>
  new KbError("STORE_WRITE_FAILED", `Writing the table ${name} failed: ${describeError(cause)}`, {
    cause,
    facts: { table: name },
    hint: WRITE_FAILED_HINT,
  });

/** LanceDB says where in its own source it stood, in the middle of its sentence. */
const withoutSourcePlaces = (message: string): string =>
  message
    .replace(/(?:[,:] ?)?(?:\/|[A-Z]:\\)?[\w./\\-]+\.rs:\d+(?::\d+)?/g, "")
    .replace(/\s+/g, " ")
    .trim();

const readFailed = (name: string, cause: unknown): KbError =>
  new KbError(
    "STORE_CORRUPT",
    `Reading the table ${name} failed: ${withoutSourcePlaces(describeError(cause))}`,
    {
      cause,
      facts: { table: name },
      hint: "“kb rollback” returns to the snapshot before, where one is kept; deleting the data folder and “kb index” build it anew.",
    },
  );

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
  /**
   * The ids of the rows that searches found. A search that returns ids itself reads them from disk for each
   * of its rows; row addresses cost nothing, and all searches together then read each row once.
   */
  const identify = async <Key>(found: ReadonlyMap<Key, readonly ScoredRow[]>, vector?: Float32Array) => {
    const addresses = [...new Set([...found.values()].flatMap((rows) => rows.map(({ address }) => address)))];
    if (addresses.length === 0) return new Map([...found.keys()].map((key) => [key, [] as ScoredId[]]));
    const taken = await table
      .takeRowIds(addresses)
      .select(["id", "document", "symbols", ...(vector ? ["vector"] : [])])
      .withRowId()
      .toArrow();
    const similarities = vector && similaritiesTo(vector, taken);
    const rows = records<{ _rowid: bigint } & Omit<ScoredId, "score">>(
      taken.select(["id", "document", "symbols", "_rowid"]),
    );
    const byAddress = new Map(
      rows.map(({ _rowid, ...row }, at) => [
        _rowid,
        similarities ? { ...row, similarity: similarities[at] ?? 0 } : row,
      ]),
    );
    const identified = (scored: readonly ScoredRow[]): ScoredId[] =>
      scored.flatMap(({ address, score }) => {
        const row = byAddress.get(address);
        return row ? [{ ...row, score }] : [];
      });
    return new Map([...found].map(([key, scored]) => [key, identified(scored)]));
  };
  const fullText = async (field: LexicalField, query: string, { filter, limit }: SearchOptions) => {
    const found = await table
      .query()
      .fullTextSearch(new lancedb.MatchQuery(query, field))
      .where(filter)
      .select(["_score"])
      .withRowId()
      .limit(limit)
      .toArrow();
    return records<{ _rowid: bigint; _score: number }>(found).map(
      ({ _rowid: address, _score: score }): ScoredRow => ({ address, score }),
    );
  };
  return {
    name,
    version: () => reading(() => table.version()),
    count: (filter) => reading(() => table.countRows(filter)),
    rows: <Row>(columns: readonly string[], filter?: string, limit?: number) =>
      reading(async () => {
        let query = table.query().select([...columns]);
        if (filter !== undefined) query = query.where(filter);
        if (limit !== undefined) query = query.limit(limit);
        return records<Row>(await query.toArrow());
      }),
    lexical: (queries, options) =>
      reading(async () => {
        const wanted = LEXICAL_FIELDS.flatMap((field) => {
          const query = queries[field];
          return query === undefined ? [] : [{ field, query }];
        });
        const found = await Promise.all(
          wanted.map(async ({ field, query }) => [field, await fullText(field, query, options)] as const),
        );
        return identify(new Map(found), options.vector);
      }),
    dense: (values, { filter, limit }) =>
      reading(async () => {
        const found = await table
          .query()
          .nearestTo(values)
          .distanceType("dot")
          .nprobes(PROBES)
          .refineFactor(REFINE)
          .where(filter)
          .select(["_distance"])
          .withRowId()
          .limit(limit)
          .toArrow();
        const scored = records<{ _rowid: bigint; _distance: number }>(found).map(
          ({ _rowid: address, _distance }): ScoredRow => ({ address, score: 1 - _distance }),
        );
        return (await identify(new Map([["dense", scored]]))).get("dense") ?? [];
      }),
    scored: <Row>(columns: readonly string[], values: Float32Array, filter: string) =>
      reading(async () => {
        const found = await table
          .query()
          .nearestTo(values)
          .distanceType("dot")
          .bypassVectorIndex()
          .where(filter)
          .select([...columns, "_distance"])
          .limit(ALL)
          .toArrow();
        return records<Row & { _distance: number }>(found).map(({ _distance, ...row }) => ({
          ...(row as Row),
          score: 1 - _distance,
        }));
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
        const built = new Set((await table.listIndices()).flatMap((index) => index.columns));
        // A table that was compacted keeps its files for the snapshots before it, so a small addition is left
        // as it is and indexed anew. Compaction comes first: it would have to rewrite the indexes otherwise.
        const { fragmentStats } = await table.stats();
        // Of the vectors no snapshot names a version: only the newest is ever read.
        const compact = kind === "vectors" || built.size === 0 || fragmentStats.numFragments > MAX_FRAGMENTS;
        if (compact) await table.optimize();
        const wanted = wantedIndexes(kind, rows);
        for (const [column, config] of Object.entries(wanted)) {
          const stats = built.has(column) ? await table.indexStats(`${column}_idx`) : undefined;
          if ((stats?.numIndexedRows ?? 0) < rows || (stats?.numUnindexedRows ?? 0) > 0) {
            await table.createIndex(column, { config });
          }
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
        if (oldest === undefined) {
          // Once to bring what is new into the index, once to merge it with what was there before.
          await table.optimize();
          await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: true });
          return;
        }
        // LanceDB cleans up and compacts in one: of a table with several fragments it would make one that no
        // snapshot names, and take away the one that a snapshot does.
        const { fragmentStats } = await table.stats();
        if (fragmentStats.numFragments > 1) return;
        const kept = (await table.listVersions()).find(({ version }) => version === oldest);
        if (!kept) return;
        const cutoff = new Date(kept.timestamp.getTime() - CLEAN_UP_GRACE_MS);
        await table.optimize({ cleanupOlderThan: cutoff, deleteUnverified: true });
      }),
  };
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
