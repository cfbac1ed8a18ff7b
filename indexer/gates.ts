import type { IndexedRelease } from "../query/store/snapshot.js";
import { LISTED_MISSING } from "./coverage.js";
import type { Coverage } from "./source/website/crawl-report.js";

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
  /** How much of the source's own inventory has text; undefined where there is no inventory. */
  readonly coverage?: Coverage | undefined;
  /** Share of the inventory that must have text. */
  readonly minimumCoverage?: number | undefined;
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

/** What the source says it documents is there with a text, not by name alone. */
const symbolsHaveText: Gate = ({ release, coverage, minimumCoverage = 0 }) => {
  if (!coverage || coverage.withBody >= coverage.symbols * minimumCoverage) return undefined;
  const { symbols, withBody, missing } = coverage;
  const more = symbols - withBody > LISTED_MISSING ? ", …" : "";
  return `${symbols - withBody} of ${symbols} symbols of ${release.version} have no text (${missing.join(", ")}${more}); if their authors wrote none, lower the source's minimumCoverage`;
};

export const releaseGates: readonly Gate[] = [
  keepsItsSize,
  resemblesNeighbour,
  pagesWereReadable,
  symbolsHaveText,
];

/** The first reason against a release. */
export function holdBack(facts: GateFacts): string | undefined {
  for (const gate of releaseGates) {
    const reason = gate(facts);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
