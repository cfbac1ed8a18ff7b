import { type CorpusRelease, corpusReleases } from "../release.js";
import type { CorpusState, IndexedRelease, SourceState } from "../store/snapshot.js";

/** Two neighbouring releases as one source read them. */
export interface ReleasePair {
  /** Id of the source within the corpus. */
  readonly source: string;
  readonly state: SourceState;
  readonly previous: IndexedRelease;
  readonly here: IndexedRelease;
  /** The later one over all sources: it has the date that any of them knows. */
  readonly release: CorpusRelease;
}

/**
 * For each release wanted and each source that read it, the pair with the release that this source read before.
 * The oldest release of a source has no past, so it is in no pair: nothing is said about it.
 */
export function pairsOf(corpus: CorpusState, releases: readonly CorpusRelease[]): readonly ReleasePair[] {
  return releases.flatMap((release) =>
    Object.entries(release.sources).flatMap(([source, here]) => {
      const state = corpus.sources[source];
      const previous = state?.releases.filter(({ key }) => key < here.key).at(-1);
      return state && previous ? [{ source, state, previous, here, release }] : [];
    }),
  );
}

/** Every pair of neighbours, oldest first. */
export const allPairs = (corpus: CorpusState): readonly ReleasePair[] =>
  pairsOf(corpus, [...corpusReleases(corpus)].reverse());

/** For each source that read both releases, those two, however many lie between. */
export function pairsBetween(
  from: CorpusRelease,
  to: CorpusRelease,
  corpus: CorpusState,
): readonly ReleasePair[] {
  return Object.entries(to.sources).flatMap(([source, here]) => {
    const state = corpus.sources[source];
    const previous = from.sources[source];
    return state && previous ? [{ source, state, previous, here, release: to }] : [];
  });
}

/** Releases after `from` up to and including `to`, oldest first. */
export const releasesAfter = (
  corpus: CorpusState,
  from: CorpusRelease,
  to: CorpusRelease,
): readonly CorpusRelease[] =>
  corpusReleases(corpus)
    .filter(({ key }) => key > from.key && key <= to.key)
    .reverse();
