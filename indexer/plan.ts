import { type Corpus, type SourceDefinition, sourceId } from "../corpora/corpus.js";
import { KbError } from "../corpora/errors.js";
import {
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
}

/**
 * Chooses what to read of one source: oldest first, and nothing that is indexed already.
 *
 * @throws KbError VERSION_NOT_INDEXED never; a request that nothing satisfies gives an empty plan
 */
export function planSource(
  corpus: Corpus,
  offered: readonly SourceRelease[],
  indexed: readonly IndexedRelease[],
  choice: ReleaseChoice,
  recipe: string,
): SourcePlan {
  const scheme = corpus.versions;
  const readable = offered
    .filter((release) => isVersion(scheme, release.version) && !release.yanked)
    .map((release) => ({ ...release, prerelease: isPrerelease(scheme, release.version) }));
  const chosen = choose(scheme, readable, choice);
  const known = new Map(indexed.map((release) => [release.key, release]));
  const planned = chosen.map((release) => ({ key: versionKey(scheme, release.version), release }));
  const wanted = planned.filter(({ key, release }) => {
    const there = known.get(key);
    return there === undefined || there.digest !== release.digest || there.recipe !== recipe;
  });
  wanted.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    wanted,
    unchanged: planned.length - wanted.length,
    unreadable: offered
      .filter((release) => !isVersion(scheme, release.version))
      .map((release) => release.version),
  };
}

function choose(
  scheme: Corpus["versions"],
  releases: readonly SourceRelease[],
  choice: ReleaseChoice,
): readonly SourceRelease[] {
  if (choice.type === "all") return releases;
  if (choice.type === "newest") return newestOfEachMinor(scheme, releases, choice.count);
  const found = choice.requests.flatMap((request) => {
    const release = resolveVersion(scheme, parseVersionRequest(request), releases);
    return release ? [release] : [];
  });
  return [...new Map(found.map((release) => [release.version, release])).values()];
}

/** The sources of a corpus that a run is asked for. @throws KbError USAGE naming the sources there are */
export function chooseSources(
  corpus: Corpus,
  names: readonly string[] | undefined,
): readonly SourceDefinition[] {
  if (names === undefined || names.length === 0) return corpus.sources;
  const found = corpus.sources.filter(
    (source) => names.includes(source.kind) || names.includes(sourceId(source)),
  );
  if (found.length > 0) return found;
  const ids = corpus.sources.map(sourceId);
  throw new KbError("USAGE", `${corpus.id} has no source "${names.join(", ")}"`, {
    facts: { corpus: corpus.id, asked: names, sources: ids },
    hint: `It has ${ids.join(", ")}.`,
  });
}
