import { join } from "node:path";
import type { Corpus, SourceDefinition } from "../corpora/corpus.js";
import { describeError, type ErrorCode, KbError } from "../corpora/errors.js";
import { versionKey } from "../corpora/version.js";
import { type Embedder, type EmbedderOptions, openEmbedder } from "../query/embedder.js";
import { type StorePaths, storePaths } from "../query/store/paths.js";
import { TABLE_KINDS } from "../query/store/rows.js";
import {
  type CorpusState,
  type IndexedRelease,
  type SourceState,
  writeDurably,
} from "../query/store/snapshot.js";
import { CHUNKER_VERSION, shortHash } from "./chunk.js";
import type { IndexEvent, IndexReport, ReleaseReport } from "./event.js";
import { holdBack } from "./gates.js";
import { openKnownDocuments } from "./known-documents.js";
import { type Listing, listSources } from "./listing.js";
import { acquireLock } from "./lock.js";
import { type KnownDocuments, PARSER_VERSION } from "./parse/parse.js";
import {
  chooseSources,
  isIndexed,
  type PlannedRelease,
  planSource,
  type ReleaseChoice,
  type SourcePlan,
} from "./plan.js";
import { indexRelease } from "./release.js";
import type { PageProblem, Refreshed, Source, SourceContext } from "./source/source.js";
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
  readonly embedder?: EmbedderOptions;
  /** Folder against which relative paths of corpus definitions are resolved. Default: the working directory. */
  readonly baseDir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Share of chunks that may vanish when a release is read again before its corpus is held back. Default 0.3. */
  readonly maxShrink?: number;
  /** Snapshots to keep, the new one included. Minimum 1. Default 5. */
  readonly keepSnapshots?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: IndexEvent) => void;
}

type Settings = Required<Omit<IndexOptions, "embedder" | "sources">> &
  Pick<IndexOptions, "embedder" | "sources">;

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

/** What a release was read by: parser, chunker, and the definition's choice of pages. Another recipe reads it again. */
const recipeOf = ({ include, exclude }: SourceDefinition): string =>
  `parser-${PARSER_VERSION} chunker-${CHUNKER_VERSION} pages-${shortHash(JSON.stringify([include, exclude])).slice(0, 8)}`;

/**
 * Reads what is new of the corpora and publishes it as one snapshot.
 *
 * Sources that cannot be reached and corpora that fail a gate are reported and left as they were; the rest
 * goes out. A run that is killed leaves the published snapshot serving, and the next one resumes.
 *
 * @throws KbError INDEX_LOCKED, MODEL_UNUSABLE, STORE_WRITE_FAILED, STORE_CORRUPT; AbortError on `signal`
 */
export async function buildIndex(options: IndexOptions): Promise<IndexReport> {
  const lost = new AbortController();
  const defaults = withDefaults(options);
  const settings = { ...defaults, signal: AbortSignal.any([defaults.signal, lost.signal]) };
  const release = await acquireLock(settings.data, (error) => lost.abort(error));
  try {
    const embedder = await openEmbedder({ downloadTo: join(settings.data, "models"), ...settings.embedder });
    try {
      return await run(settings, storePaths(settings.data, embedder.id), embedder);
    } finally {
      await embedder.close();
    }
  } finally {
    await release();
  }
}

/** Errors that concern every source. */
const ENDS_A_RUN: ReadonlySet<ErrorCode> = new Set(["STORE_WRITE_FAILED", "STORE_CORRUPT", "MODEL_UNUSABLE"]);

/** What a run collects on its way to the report. */
interface Run {
  readonly settings: Settings;
  readonly paths: StorePaths;
  readonly embedder: Embedder;
  readonly copy: WorkingCopy;
  readonly known: KnownDocuments;
  readonly releases: ReleaseReport[];
  readonly failures: IndexReport["failures"][number][];
  readonly heldBack: { corpus: string; reason: string }[];
  /** Pages that the source of a corpus left out of the release being read. */
  readonly skipped: Map<string, PageProblem[]>;
  unchanged: number;
}

async function run(settings: Settings, paths: StorePaths, embedder: Embedder): Promise<IndexReport> {
  const started = new Date();
  const copy = await openWorkingCopy(paths, embedder);
  const state: Run = {
    settings,
    paths,
    embedder,
    copy,
    known: openKnownDocuments(paths.cache),
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
    };
    await writeDurably(
      join(paths.reports, `${report.started.replace(/[:.]/g, "-")}.json`),
      `${JSON.stringify(report, null, 1)}\n`,
    );
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

/** A version that was asked for and that no source has is said to be missing, not passed over. */
function reportUnmet(
  { failures, settings }: Run,
  { id: corpus }: Corpus,
  listings: readonly Listing[],
  plans: readonly SourcePlan[],
): void {
  const [first, ...others] = plans;
  const source = listings.map(({ id }) => id).join(", ");
  for (const version of first?.unmet ?? []) {
    if (!others.every(({ unmet }) => unmet.includes(version))) continue;
    const reason = `no release satisfies "${version}"`;
    const hint = `“kb index ${corpus}” without --version reads the newest releases.`;
    failures.push({ corpus, source, version, reason, hint });
    settings.onEvent({ type: "source-failed", corpus, source, version, reason, hint });
  }
}

/** Reads what is wanted of one source into the working tables. @returns a reason to hold the corpus back */
async function indexSource(
  state: Run,
  corpus: Corpus,
  { definition, id, source, offered }: Listing,
  sources: Record<string, SourceState>,
  { read, plans }: { read: ReleaseReport[]; plans: SourcePlan[] },
): Promise<string | undefined> {
  const { copy, settings } = state;
  const emit = settings.onEvent;
  const known = sources[id]?.releases ?? [];
  const fail = (error: unknown, version?: string) => {
    settings.signal.throwIfAborted();
    if (error instanceof KbError && ENDS_A_RUN.has(error.code)) throw error;
    const hint = error instanceof KbError ? error.hint : undefined;
    const failure = {
      corpus: corpus.id,
      source: id,
      ...(version && { version }),
      reason: describeError(error),
      ...(hint && { hint }),
    };
    state.failures.push(failure);
    emit({ type: "source-failed", ...failure, hint });
  };

  const listed = await offered;
  if (source === undefined || "error" in listed) {
    fail("error" in listed ? listed.error : undefined);
    return undefined;
  }
  const plan = planSource(corpus, listed.releases, known, settings.choice, recipeOf(definition));
  plans.push(plan);
  state.unchanged += plan.unchanged;
  if (plan.unreadable.length > 0 && plan.unreadable.length === listed.releases.length) {
    const some = plan.unreadable.slice(0, 3).join(", ");
    fail(
      new KbError(
        "VERSION_INVALID",
        `none of its ${plan.unreadable.length} versions is ${corpus.versions} (${some})`,
      ),
    );
  }
  emit({ type: "planned", releases: plan.wanted.length, unchanged: plan.unchanged });

  let indexed: readonly IndexedRelease[] = known;
  for (const listedRelease of plan.wanted) {
    const skipped: PageProblem[] = [];
    state.skipped.set(corpus.id, skipped);
    try {
      const { planned, refreshed } = await refresh(state, corpus, { id, source }, listedRelease);
      if (
        isIndexed(
          planned,
          indexed.find(({ key }) => key === planned.key),
          recipeOf(definition),
        )
      ) {
        state.unchanged += 1;
        continue;
      }
      const { indexed: release, report } = await indexRelease({
        ...{ corpus, definition, source, planned, refreshed, emit, known: state.known },
        keys: indexed.map(({ key }) => key),
        tables: await copy.tables(corpus),
        vectors: copy.vectors,
        embedder: state.embedder,
        recipe: recipeOf(definition),
        signal: settings.signal,
      });
      const facts = neighbours(indexed, release);
      const reason = holdBack({
        ...{ release, ...facts, maxShrink: settings.maxShrink, coverage: report.crawl?.coverage },
        minimumCoverage: definition.kind === "website" ? definition.minimumCoverage : undefined,
      });
      if (reason !== undefined) return reason;
      indexed = [...indexed.filter(({ key }) => key !== release.key), release].sort((a, b) =>
        a.key < b.key ? -1 : 1,
      );
      const finished = { ...report, problems: [...skipped, ...report.problems] };
      read.push(finished);
      emit({ type: "release-finished", release: finished });
    } catch (error) {
      fail(error, listedRelease.release.version);
    }
  }
  if (indexed.length > 0) {
    const { page, object } = definition.urls ?? {};
    sources[id] = {
      kind: definition.kind,
      priority: definition.priority ?? corpus.priority,
      urls: { ...(page && { page }), ...(object && { object }) },
      releases: [...indexed],
    };
  }
  return undefined;
}

/** A release with its real digest and version, for sources that learn both by reading it. */
async function refresh(
  { settings }: Run,
  corpus: Corpus,
  { id, source }: { readonly id: string; readonly source: Source },
  planned: PlannedRelease,
): Promise<{ readonly planned: PlannedRelease; readonly refreshed?: Refreshed }> {
  if (source.refresh === undefined) return { planned };
  const refreshed = await source.refresh(planned.release);
  const { release, crawl } = refreshed;
  settings.onEvent({ type: "crawled", corpus: corpus.id, source: id, version: release.version, crawl });
  return { planned: { key: versionKey(corpus.versions, release.version), release }, refreshed };
}

function neighbours(indexed: readonly IndexedRelease[], release: IndexedRelease) {
  const older = indexed.filter(({ key }) => key < release.key).at(-1);
  const newer = indexed.find(({ key }) => key > release.key);
  return { before: indexed.find(({ key }) => key === release.key), neighbour: older ?? newer };
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
  return { ...nameplate(corpus), tables: described as CorpusState["tables"], sources };
}

/** What a snapshot keeps of a corpus's definition, so that readers need none. */
const nameplate = ({ name, aliases, packages, homepage, versions }: Corpus) => ({
  ...{ name, aliases, packages, homepage, versions },
});
