import { join } from "node:path";
import type { Corpus } from "../corpora/corpus.js";
import {
  bundledQuestions,
  openWrittenQuestions,
  readWrittenQuestions,
  type WrittenQuestions,
} from "../corpora/written-questions.js";
import { type Embedder, type EmbedderOptions, isEmbedder, openEmbedder } from "../query/embedder.js";
import { type StorePaths, storePaths } from "../query/store/paths.js";
import { TABLE_KINDS } from "../query/store/rows.js";
import { type CorpusState, type SourceState, writeDurably } from "../query/store/snapshot.js";
import type { IndexEvent, IndexReport, ReleaseReport } from "./event.js";
import { indexSource, reportUnmet } from "./index-source.js";
import { openKnownDocuments } from "./known-documents.js";
import { type Listing, listSources } from "./listing.js";
import { acquireLock } from "./lock.js";
import { withNotedDates } from "./noted-dates.js";
import type { KnownDocuments } from "./parse/parse.js";
import { chooseSources, type ReleaseChoice, type SourcePlan } from "./plan.js";
import type { PageProblem, SourceContext } from "./source/source.js";
import { type CorpusTables, openWorkingCopy, type WorkingCopy } from "./working-copy.js";

export type { IndexEvent, IndexReport, ReleaseReport } from "./event.js";
export type { ReleaseChoice } from "./plan.js";

export interface IndexOptions {
  /** Data folder. Created when it is not there. */
  readonly data: string;
  readonly corpora: readonly Corpus[];
  /** Default: the newest patch of each of the two newest minors. */
  readonly choice?: ReleaseChoice;
  /** Read only these sources (by kind or id). Default: all of each corpus. */
  readonly sources?: readonly string[];
  /** A model, or an embedder of your own, which is left open. An index is read with the one that wrote it. */
  readonly embedder?: EmbedderOptions | Embedder;
  /** Folder against which relative paths of corpus definitions are resolved. Default: the working directory. */
  readonly baseDir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder of questions written for APIs and sections (`readWrittenQuestions`). Default: those that come with `kb`. */
  readonly questions?: string;
  /** Share of chunks that may vanish when a release is read again before its corpus is held back. Default 0.3. */
  readonly maxShrink?: number;
  /** Snapshots to keep, the new one included. Minimum 1. Default 5. */
  readonly keepSnapshots?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: IndexEvent) => void;
}

export type Settings = Required<Omit<IndexOptions, "embedder" | "sources" | "questions">> &
  Pick<IndexOptions, "embedder" | "sources" | "questions">;

const withDefaults = (options: IndexOptions): Settings => ({
  choice: { type: "newest", count: 2 },
  baseDir: process.cwd(),
  env: process.env,
  maxShrink: 0.3,
  keepSnapshots: 5,
  signal: new AbortController().signal,
  onEvent: () => undefined,
  ...options,
});

/**
 * Reads what is new of the corpora and publishes it as one snapshot.
 *
 * Sources that cannot be reached and corpora that fail a gate are reported and left as they were; the rest
 * goes out. A run that is killed leaves the published snapshot serving, and the next one resumes.
 *
 * @throws KbError CONFIG_INVALID, INDEX_LOCKED, MODEL_UNUSABLE, STORE_WRITE_FAILED, STORE_CORRUPT; AbortError on `signal`
 */
export async function buildIndex(options: IndexOptions): Promise<IndexReport> {
  const lost = new AbortController();
  const defaults = withDefaults(options);
  const settings = { ...defaults, signal: AbortSignal.any([defaults.signal, lost.signal]) };
  const release = await acquireLock(settings.data, (error) => lost.abort(error));
  try {
    const given = settings.embedder;
    const embedder = isEmbedder(given)
      ? given
      : await openEmbedder({ downloadTo: join(settings.data, "models"), ...given });
    try {
      return await run(settings, storePaths(settings.data, embedder.id), embedder);
    } finally {
      if (embedder !== given) await embedder.close();
    }
  } finally {
    await release();
  }
}

/** What a run collects on its way to the report. */
export interface Run {
  readonly settings: Settings;
  readonly paths: StorePaths;
  readonly embedder: Embedder;
  readonly copy: WorkingCopy;
  readonly known: KnownDocuments;
  readonly written: WrittenQuestions;
  readonly releases: ReleaseReport[];
  readonly failures: IndexReport["failures"][number][];
  readonly heldBack: { corpus: string; reason: string }[];
  /** Pages that the source of a corpus left out of the release being read. */
  readonly skipped: Map<string, PageProblem[]>;
  unchanged: number;
}

async function run(settings: Settings, paths: StorePaths, embedder: Embedder): Promise<IndexReport> {
  const started = new Date();
  const given = settings.questions;
  const written = await (given === undefined
    ? openWrittenQuestions(bundledQuestions())
    : readWrittenQuestions(given));
  const copy = await openWorkingCopy(paths, embedder);
  const state: Run = {
    settings,
    paths,
    embedder,
    copy,
    known: openKnownDocuments(paths.cache),
    written,
    releases: [],
    failures: [],
    heldBack: [],
    skipped: new Map(),
    unchanged: 0,
  };
  try {
    if (copy.resumed > 0) settings.onEvent({ type: "resumed", releases: copy.resumed });
    const corpora = chooseSources(settings.corpora, settings.sources);
    const listings = listSources(corpora, (corpus) => contextOf(state, corpus));
    try {
      for (const [corpus, sources] of listings) await indexCorpus(state, corpus, sources);
    } finally {
      for (const { source } of [...listings.values()].flat()) await source?.close?.();
    }
    settings.signal.throwIfAborted();
    const snapshot = copy.changed ? (await copy.publish(settings.keepSnapshots)).id : undefined;
    if (snapshot !== undefined) settings.onEvent({ type: "published", snapshot });
    const report: IndexReport = {
      outcome: snapshot === undefined ? "unchanged" : "published",
      needsPerson: state.heldBack.length > 0 || state.failures.length > 0,
      snapshot,
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      model: embedder.id,
      releases: state.releases,
      unchanged: state.unchanged,
      failures: state.failures,
      heldBack: state.heldBack,
      textsEmbedded: state.releases.reduce((sum, { textsEmbedded }) => sum + textsEmbedded, 0),
      file: join(paths.reports, `${started.toISOString().replace(/[:.]/g, "-")}.json`),
    };
    await writeDurably(report.file, `${JSON.stringify(report, null, 1)}\n`);
    return report;
  } finally {
    copy.close();
  }
}

const contextOf = ({ settings, paths, skipped }: Run, corpus: Corpus): SourceContext => ({
  corpusId: corpus.id,
  versions: corpus.versions,
  baseDir: settings.baseDir,
  cacheDir: paths.cache,
  env: settings.env,
  signal: settings.signal,
  emit: (event) => {
    if (event.type === "pages-fetched") return settings.onEvent({ ...event, corpus: corpus.id });
    const message = event.type === "notice" ? event.message : `${event.path}: ${event.reason}`;
    if (event.type === "page-skipped")
      skipped.get(corpus.id)?.push({ path: event.path, reason: event.reason });
    settings.onEvent({ type: "notice", corpus: corpus.id, message });
  },
});

/** All wanted releases of one corpus, accepted together or not at all. */
async function indexCorpus(state: Run, corpus: Corpus, listings: readonly Listing[]): Promise<void> {
  const { copy, settings } = state;
  const before = copy.state(corpus.id);
  const sources: Record<string, SourceState> = { ...before?.sources };
  const read: ReleaseReport[] = [];
  const plans: SourcePlan[] = [];
  let reason: string | undefined;
  try {
    for (const listing of listings) {
      reason = await indexSource(state, corpus, listing, sources, { read, plans });
      if (reason !== undefined) break;
    }
    if (reason === undefined && read.length > 0) {
      settings.onEvent({ type: "indexing-tables", corpus: corpus.id });
      const tables = await copy.tables(corpus);
      const next = await corpusState(corpus, tables, sources);
      if (typeof next === "string") reason = next;
      else await copy.accept(corpus.id, next);
    } else if (reason === undefined && before !== undefined) {
      // Names and URL templates of the definition take effect without reading anything again.
      const next = { ...before, ...nameplate(corpus), sources };
      if (JSON.stringify(next) !== JSON.stringify(before)) await copy.accept(corpus.id, next);
    }
  } catch (error) {
    await copy.discard(corpus.id);
    throw error;
  }
  state.releases.push(...read);
  reportUnmet(state, corpus, listings, plans);
  if (reason !== undefined) {
    await copy.discard(corpus.id);
    state.heldBack.push({ corpus: corpus.id, reason });
    settings.onEvent({ type: "held-back", corpus: corpus.id, reason });
  }
}

/** Builds the search indexes and describes the tables. @returns a reason to hold back when an index misses rows */
async function corpusState(
  corpus: Corpus,
  tables: CorpusTables,
  sources: Record<string, SourceState>,
): Promise<CorpusState | string> {
  const described: Partial<CorpusState["tables"]> = {};
  for (const kind of TABLE_KINDS) {
    const { rows, indexed } = await tables[kind].index(kind);
    if (indexed < rows) return `the search index of ${kind} holds ${indexed} of ${rows} rows`;
    described[kind] = { name: tables[kind].name, version: await tables[kind].version(), rows };
  }
  return {
    ...nameplate(corpus),
    tables: described as CorpusState["tables"],
    sources: await withNotedDates(sources, tables.notes),
  };
}

/** What a snapshot keeps of a corpus's definition, so that readers need none. */
const nameplate = ({ name, aliases, packages, homepage, versions }: Corpus) => ({
  ...{ name, aliases, packages, homepage, versions },
});
