import type { Corpus, SourceDefinition, UrlTemplates } from "../corpora/corpus.js";
import { describeError, type ErrorCode, KbError } from "../corpora/errors.js";
import { versionKey } from "../corpora/version.js";
import type { WrittenQuestions } from "../corpora/written-questions.js";
import type { IndexedRelease, SourceState } from "../query/store/snapshot.js";
import { CHUNKER_VERSION, shortHash } from "./chunk.js";
import type { ReleaseReport } from "./event.js";
import { holdBack } from "./gates.js";
import type { Run } from "./index.js";
import type { Listing } from "./listing.js";
import { PARSER_VERSION } from "./parse/parse.js";
import { isIndexed, type PlannedRelease, planSource, type SourcePlan } from "./plan.js";
import { indexRelease } from "./release.js";
import type { PageProblem, Refreshed, Source } from "./source/source.js";

/** Errors that concern every source. */
const ENDS_A_RUN: ReadonlySet<ErrorCode> = new Set(["STORE_WRITE_FAILED", "STORE_CORRUPT", "MODEL_UNUSABLE"]);

/** What a release was read by: parser, chunker, written questions, and the definition's choice of pages. Another recipe reads it again. */
const recipeOf = ({ include, exclude }: SourceDefinition, written: WrittenQuestions): string =>
  `parser-${PARSER_VERSION} chunker-${CHUNKER_VERSION} questions-${written.digest} pages-${shortHash(JSON.stringify([include, exclude])).slice(0, 8)}`;

/** A version that was asked for and that no source has is said to be missing, not passed over. */
export function reportUnmet(
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
export async function indexSource(
  state: Run,
  corpus: Corpus,
  { definition, id, source, offered }: Listing,
  sources: Record<string, SourceState>,
  { read, plans }: { read: ReleaseReport[]; plans: SourcePlan[] },
): Promise<string | undefined> {
  const { copy, settings } = state;
  const recipe = recipeOf(definition, state.written);
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
  const plan = planSource(corpus, listed.releases, known, settings.choice, recipe);
  plans.push(plan);
  state.unchanged += plan.unchanged;
  for (const version of plan.repeated) {
    const message = `${id}: ${version} is left out, another spelling of the same version is there`;
    emit({ type: "notice", corpus: corpus.id, message });
  }
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
      const there = indexed.find(({ key }) => key === planned.key);
      if (isIndexed(planned, there, recipe)) {
        state.unchanged += 1;
        continue;
      }
      const { indexed: release, report } = await indexRelease({
        ...{ corpus, definition, source, planned, refreshed, emit, known: state.known },
        keys: indexed.map(({ key }) => key),
        paths: state.paths,
        tables: await copy.tables(corpus),
        vectors: copy.vectors,
        embedder: state.embedder,
        recipe,
        written: state.written,
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
    const { page, object } = definition.urls ?? defaultUrls(definition);
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

/** Where a package's files can be looked at, for definitions that name no place: its archive is no address to open. */
const defaultUrls = (definition: SourceDefinition): UrlTemplates =>
  definition.kind === "npm" ? { page: "https://unpkg.com/{package}@{version}/{path}" } : {};
