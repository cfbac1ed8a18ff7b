import { randomBytes } from "node:crypto";
import type { Corpus } from "../corpora/corpus.js";
import type { Embedder } from "../query/embedder.js";
import { openTables, type Table, type Tables } from "../query/store/lancedb.js";
import type { StorePaths } from "../query/store/paths.js";
import { keepReleaseNames } from "../query/store/release-names.js";
import { SCHEMA_VERSION, TABLE_KINDS, type TableKind } from "../query/store/rows.js";
import {
  type CorpusState,
  clearPending,
  deleteSnapshot,
  listSnapshots,
  publishSnapshot,
  readCurrentSnapshot,
  readPending,
  readSnapshot,
  type Snapshot,
  writePending,
} from "../query/store/snapshot.js";
import { openVectorStore, type VectorStore } from "./vectors.js";

export type CorpusTables = Readonly<Record<TableKind, Table>>;

/**
 * The state that a run builds, beside the published one: tables are written on, the manifest is kept in
 * memory, and nothing a reader sees changes before `publish`.
 */
export interface WorkingCopy {
  readonly vectors: VectorStore;
  /** Releases taken over from an interrupted run. */
  readonly resumed: number;
  /** Published or pending state of a corpus, if there is one. */
  state(corpusId: string): CorpusState | undefined;
  /** Tables of a corpus, positioned at its state; created when it has none. */
  tables(corpus: Corpus): Promise<CorpusTables>;
  /** Accepts a corpus's new state: it will be in the next snapshot, and survives a kill from here on. */
  accept(corpusId: string, state: CorpusState): Promise<void>;
  /** Puts the tables of a corpus back to the state they were opened at. */
  discard(corpusId: string): Promise<void>;
  /** Whether anything was accepted. */
  readonly changed: boolean;
  /** Makes everything accepted visible to readers, in one step; then removes what no kept snapshot needs. */
  publish(keep: number): Promise<Snapshot>;
  close(): void;
}

export async function openWorkingCopy(paths: StorePaths, embedder: Embedder): Promise<WorkingCopy> {
  const base = await readCurrentSnapshot(paths);
  const pending = await readPending(paths, base?.id);
  const tables = await openTables(paths.tables);
  const vectors = await openVectorStore(tables, embedder);
  const corpora: Record<string, CorpusState> = { ...(pending ?? base)?.corpora };
  const open = new Map<string, CorpusTables>();
  let changed = pending !== undefined;

  const snapshot = (): Snapshot => ({
    schema: SCHEMA_VERSION,
    id: `${new Date().toISOString().replace(/[:.]/g, "-")}-${randomBytes(3).toString("hex")}`,
    created: new Date().toISOString(),
    model: { id: embedder.id, dimensions: embedder.dimensions },
    corpora,
  });

  return {
    vectors,
    resumed: pending ? countNew(pending, base) : 0,
    get changed() {
      return changed;
    },
    state: (corpusId) => corpora[corpusId],
    tables: async (corpus) => {
      const known = open.get(corpus.id);
      if (known) return known;
      const { dimensions } = embedder;
      const at = (kind: TableKind) => positioned(tables, corpora[corpus.id], corpus.id, kind, dimensions);
      const opened: CorpusTables = {
        chunks: await at("chunks"),
        symbols: await at("symbols"),
        documents: await at("documents"),
        notes: await at("notes"),
        mentions: await at("mentions"),
        questions: await at("questions"),
      };
      open.set(corpus.id, opened);
      return opened;
    },
    accept: async (corpusId, state) => {
      corpora[corpusId] = state;
      changed = true;
      await writePending(paths, base?.id, snapshot());
    },
    discard: async (corpusId) => {
      const state = corpora[corpusId];
      const opened = open.get(corpusId);
      open.delete(corpusId);
      if (!opened || !state) return;
      for (const kind of TABLE_KINDS) await opened[kind].restore(state.tables[kind].version);
    },
    publish: async (keep) => {
      const published = snapshot();
      await publishSnapshot(paths, published);
      await clearPending(paths);
      await retain(paths, tables, keep);
      await vectors.optimise();
      return published;
    },
    close: () => tables.close(),
  };
}

export const tableName = (corpusId: string, kind: TableKind): string => `${corpusId}.${kind}`;

/**
 * A table as its manifest describes it. What a killed or held-back run wrote after that is undone; a table
 * that no manifest names is such a leftover as a whole.
 */
async function positioned(
  tables: Tables,
  state: CorpusState | undefined,
  corpusId: string,
  kind: TableKind,
  dimensions: number,
): Promise<Table> {
  const name = tableName(corpusId, kind);
  if (state === undefined) {
    if (await tables.has(name)) await tables.drop(name);
    return tables.create(name, kind, dimensions);
  }
  const table = await tables.open(name);
  const { version } = state.tables[kind];
  if ((await table.version()) !== version) await table.restore(version);
  return table;
}

/** Deletes old snapshots and the table versions that only they needed. */
async function retain(paths: StorePaths, tables: Tables, keep: number): Promise<void> {
  const ids = await listSnapshots(paths);
  const kept = ids.slice(-Math.max(1, keep));
  for (const id of ids.slice(0, ids.length - kept.length)) await deleteSnapshot(paths, id);
  const oldest = new Map<string, number>();
  const named = new Set<string>();
  for (const id of kept) {
    // A damaged manifest keeps nothing alive: no reader can open it.
    const snapshot = await readSnapshot(paths, id).catch(() => undefined);
    for (const corpus of Object.values(snapshot?.corpora ?? {})) {
      for (const { releases } of Object.values(corpus.sources))
        for (const { names } of releases) if (names !== undefined) named.add(names.digest);
      for (const { name, version } of Object.values(corpus.tables)) {
        oldest.set(name, Math.min(version, oldest.get(name) ?? version));
      }
    }
  }
  await keepReleaseNames(paths, named);
  for (const [name, version] of oldest) await (await tables.open(name)).cleanUp(version);
}

function countNew(pending: Snapshot, base: Snapshot | undefined): number {
  const releases = (snapshot: Snapshot | undefined) =>
    Object.entries(snapshot?.corpora ?? {}).flatMap(([corpus, state]) =>
      Object.entries(state.sources).flatMap(([source, { releases }]) =>
        releases.map((release) => `${corpus} ${source} ${release.key} ${release.digest}`),
      ),
    );
  const before = new Set(releases(base));
  return releases(pending).filter((release) => !before.has(release)).length;
}
