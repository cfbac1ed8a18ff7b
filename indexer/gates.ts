import type { IndexedRelease } from "../query/store/snapshot.js";

/** Why a corpus must not be published; undefined when it may. */
export type Gate = (facts: GateFacts) => string | undefined;

export interface GateFacts {
  /** The release as it was read now. */
  readonly release: IndexedRelease;
  /** The same release as it was read before, if it was. */
  readonly before: IndexedRelease | undefined;
  /** The neighbouring release of the same source, older if there is one. */
  readonly neighbour: IndexedRelease | undefined;
  /** Share of chunks that may vanish when a release is read again. */
  readonly maxShrink: number;
}

/** A release that is read again does not lose much of itself. */
const keepsItsSize: Gate = ({ release, before, maxShrink }) => {
  if (!before || release.counts.chunks >= before.counts.chunks * (1 - maxShrink)) return undefined;
  return `${release.version} shrank from ${before.counts.chunks} to ${release.counts.chunks} chunks since it was last read`;
};

/** A new release is not a tenth of its neighbour: projects grow and move, they do not vanish. */
const resemblesNeighbour: Gate = ({ release, neighbour }) => {
  if (!neighbour || release.counts.chunks >= neighbour.counts.chunks * 0.1) return undefined;
  return `${release.version} has ${release.counts.chunks} chunks where ${neighbour.version} has ${neighbour.counts.chunks}`;
};

/** Most of the pages could be parsed. */
const pagesWereReadable: Gate = ({ release }) => {
  const { pages, problems } = release.counts;
  if (pages === 0 || problems <= pages / 2) return undefined;
  return `${problems} of ${pages} pages of ${release.version} could not be read`;
};

export const releaseGates: readonly Gate[] = [keepsItsSize, resemblesNeighbour, pagesWereReadable];

/** The first reason against a release. */
export function holdBack(facts: GateFacts): string | undefined {
  for (const gate of releaseGates) {
    const reason = gate(facts);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
