import { type Corpus, type SourceDefinition, sourceId } from "../corpora/corpus.js";
import { KbError } from "../corpora/errors.js";
import {
  compareVersions,
  isPrerelease,
  isVersion,
  newestOfEachMinor,
  parseVersionRequest,
  resolveVersion,
  versionKey,
} from "../corpora/version.js";
import type { IndexedRelease } from "../query/store/snapshot.js";
import type { SourceRelease } from "./source/source.js";

/** Which releases of a corpus are wanted. */
export type ReleaseChoice =
  /** The newest patch of each of the newest `count` minors. */
  | { readonly type: "newest"; readonly count: number }
  | { readonly type: "all" }
  /** Each request is resolved against what the source has. */
  | { readonly type: "requests"; readonly requests: readonly string[] };

export interface PlannedRelease {
  readonly key: string;
  readonly release: SourceRelease;
}

export interface SourcePlan {
  readonly wanted: readonly PlannedRelease[];
  /** Wanted, and indexed already from the same content by the same recipe. */
  readonly unchanged: number;
  /** Versions that the corpus's scheme cannot read; left out. */
  readonly unreadable: readonly string[];
  /** Requests that no release here satisfies. */
  readonly unmet: readonly string[];
  /** Versions that are another spelling of one offered before them; left out. */
  readonly repeated: readonly string[];
}

/**
 * Chooses what to read of one source: oldest first, and nothing that is indexed already.
 *
 * A request that nothing satisfies is `unmet`: another source of the corpus may have it.
 */
export function planSource(
  corpus: Corpus,
  offered: readonly SourceRelease[],
  indexed: readonly IndexedRelease[],
  choice: ReleaseChoice,
  recipe: string,
): SourcePlan {
  const scheme = corpus.versions;
  const { releases: readable, repeated } = firstOfEachVersion(scheme, offered);
  const chosen = choose(scheme, readable, choice);
  const known = new Map(indexed.map((release) => [release.key, release]));
  const planned = chosen.map((release) => ({ key: versionKey(scheme, release.version), release }));
  const wanted = planned.filter((release) => !isIndexed(release, known.get(release.key), recipe));
  wanted.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    wanted,
    unchanged: planned.length - wanted.length,
    unreadable: offered
      .filter((release) => !isVersion(scheme, release.version))
      .map((release) => release.version),
    unmet:
      choice.type === "requests"
        ? choice.requests.filter((request) => find(scheme, readable, request) === undefined)
        : [],
    repeated,
  };
}

/** What the scheme can read, one release a version: `1.0` and `1.0.0` are one. */
function firstOfEachVersion(
  scheme: Corpus["versions"],
  offered: readonly SourceRelease[],
): { readonly releases: readonly SourceRelease[]; readonly repeated: readonly string[] } {
  const releases = new Map<string, SourceRelease>();
  const repeated: string[] = [];
  for (const release of offered.filter(({ version }) => isVersion(scheme, version))) {
    const key = versionKey(scheme, release.version);
    if (releases.has(key)) repeated.push(release.version);
    else releases.set(key, { ...release, prerelease: isPrerelease(scheme, release.version) });
  }
  return { releases: [...releases.values()], repeated };
}

/** Whether a release is there already, from the same content by the same recipe. */
export const isIndexed = (
  { release }: PlannedRelease,
  indexed: IndexedRelease | undefined,
  recipe: string,
): boolean => indexed?.digest === release.digest && indexed.recipe === recipe;

/** A withdrawn release is taken only where it is asked for exactly, as PEP 592 has it. */
function find(
  scheme: Corpus["versions"],
  releases: readonly SourceRelease[],
  text: string,
): SourceRelease | undefined {
  const request = parseVersionRequest(text);
  const found = resolveVersion(
    scheme,
    request,
    releases.filter(({ yanked }) => !yanked),
  );
  return found ?? (isExact(scheme, releases, text) ? resolveVersion(scheme, request, releases) : undefined);
}

/** Whether a request is one of these versions itself, `==` or not. */
function isExact(scheme: Corpus["versions"], releases: readonly SourceRelease[], text: string): boolean {
  const version = text.trim().replace(/^===?\s*/, "");
  return (
    isVersion(scheme, version) &&
    releases.some((release) => compareVersions(scheme, release.version, version) === 0)
  );
}

function choose(
  scheme: Corpus["versions"],
  releases: readonly SourceRelease[],
  choice: ReleaseChoice,
): readonly SourceRelease[] {
  const offered = releases.filter(({ yanked }) => !yanked);
  if (choice.type === "all") return offered;
  if (choice.type === "newest") return newestOfEachMinor(scheme, offered, choice.count);
  const found = choice.requests.flatMap((request) => find(scheme, releases, request) ?? []);
  return [...new Map(found.map((release) => [release.version, release])).values()];
}

/**
 * The sources of each corpus that a run is asked for, by kind or id. A corpus without any of them is left out.
 *
 * @throws KbError USAGE naming the sources there are, when no corpus has one of them
 */
export function chooseSources(
  corpora: readonly Corpus[],
  names: readonly string[] | undefined,
): readonly { readonly corpus: Corpus; readonly sources: readonly SourceDefinition[] }[] {
  const wanted = (source: SourceDefinition) =>
    names === undefined || names.includes(source.kind) || names.includes(sourceId(source));
  const chosen = corpora
    .map((corpus) => ({ corpus, sources: corpus.sources.filter(wanted) }))
    .filter(({ sources }) => sources.length > 0);
  if (chosen.length > 0 || corpora.length === 0) return chosen;
  const ids = [...new Set(corpora.flatMap(({ sources }) => sources.map(sourceId)))];
  throw new KbError("USAGE", `No corpus of this run has a source "${names?.join(", ")}"`, {
    facts: { corpora: corpora.map(({ id }) => id), asked: names, sources: ids },
    hint: `There are: ${ids.join(", ")}.`,
  });
}
