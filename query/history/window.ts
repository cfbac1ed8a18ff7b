import { corpusReleases } from "../release.js";
import type { RecentChanges } from "../result.js";
import type { CorpusState } from "../store/snapshot.js";
import type { Change } from "./change.js";

/** A span of days, both ends included, `YYYY-MM-DD`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The days from `months` months before `asOf` to `asOf`. A day that the earlier month lacks is its last one. */
export function windowOf(asOf: Date, months: number): Window {
  const from = new Date(asOf);
  from.setUTCMonth(from.getUTCMonth() - months);
  if (from.getUTCDate() !== asOf.getUTCDate()) from.setUTCDate(0);
  return { from: day(from), to: day(asOf) };
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** The changes of releases that came out within the window, newest first, and the releases that no date places. */
export function recentChanges(
  corpus: CorpusState,
  history: readonly Change[],
  window: Window,
): RecentChanges {
  const releases = corpusReleases(corpus);
  const changes = releases
    .filter(({ date }) => date !== undefined && date >= window.from && date <= window.to)
    .flatMap(({ version }) => history.filter((change) => change.version === version));
  const undated = releases.filter(({ date }) => date === undefined).map(({ version }) => version);
  return { ...window, changes, undated };
}
