import type { SourcePriority } from "../corpora/corpus.js";
import type { Ranks } from "./channels.js";
import type { MissingApi } from "./confidence/missing-api.js";
import type { Signals } from "./confidence/signals.js";
import type { ApiHistory } from "./history/api-history.js";
import type { Change } from "./history/change.js";
import type { OtherVersion } from "./other-versions.js";
import type { VersionOrigin } from "./release.js";
import type { NamedSymbol } from "./symbols.js";
import type { UnindexedLibrary } from "./unindexed-libraries.js";

export const CONFIDENCE_LEVELS = ["HIGH", "MEDIUM", "LOW"] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/** A chunk that was retrieved, with its citation and the reasons for its place. */
export interface Hit {
  readonly rank: number;
  readonly url: string;
  /** Path inside the release. */
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly kind: string;
  /** Qualified names that the hit documents. */
  readonly symbols: readonly string[];
  readonly library: string;
  readonly version: string;
  /** First indexed release of its source with this text. */
  readonly since: string;
  /** That release is the oldest one indexed: the text is there since it *or before*. */
  readonly sinceOldest: boolean;
  /** First indexed release without it; null while it is still there. */
  readonly until: string | null;
  readonly score: number;
  /** Rank from 1 in each channel that found it, and of its page among those that the written `questions` are most like. */
  readonly channels: Ranks;
  /** Signature of the first of `symbols` in this release, one overload a line; null where none is known. */
  readonly signature: string | null;
  /** Since when the first of `symbols` is there, deprecated, and changed; null where it has none. */
  readonly api: ApiHistory | null;
  /** Quoted from the documentation. */
  readonly text: string;
  /** The chunks that the text is made of, in page order, with a blank line between two. */
  readonly chunks: readonly ChunkSpan[];
  readonly source: {
    readonly id: string;
    readonly kind: string;
    readonly priority: SourcePriority;
    readonly reference: string;
  };
  /** When the release was read, ISO 8601. */
  readonly fetched: string;
  /** Content hash of the chunk that was found. */
  readonly hash: string;
}

/** Where a stored chunk stands in a hit's text. */
export interface ChunkSpan {
  /** Content hash of the chunk. */
  readonly hash: string;
  /** UTF-16 code units, as JavaScript counts; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
}

export interface RecentChanges {
  /** First and last day of the window, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  /** Releases whose date no source tells: their changes cannot be placed in time. */
  readonly undated: readonly string[];
}

/** What `kb query --json` prints and `kb.query()` returns. */
export interface QueryResult {
  readonly question: string;
  readonly library: string;
  readonly libraryName: string;
  /**
   * How the library was found: asked for, named in the question, in the project, the only one with an `api` that the
   * question spells so, or the best match of all.
   */
  readonly libraryFrom: "asked" | "question" | "project" | "api" | "search";
  /** Ids of all indexed libraries. */
  readonly libraries: readonly string[];
  /** What the question is about instead, where it names only libraries that are not indexed: nothing is verified then. */
  readonly notIndexed: readonly UnindexedLibrary[];
  readonly version: string;
  readonly versionFrom: VersionOrigin;
  readonly versionDate: string | undefined;
  /** Other versions that the question names: nothing is answered from them, but where releases are compared. */
  readonly otherVersions: readonly OtherVersion[];
  /** HIGH above a probability of 0.9, MEDIUM from 0.7, LOW below. */
  readonly confidence: ConfidenceLevel;
  /** Calibrated chance, from 0 to 1, that one of the first five hits documents what is asked for. */
  readonly probability: number;
  /** What it was computed from; null where nothing was found. */
  readonly signals: Signals | null;
  /** Why, in words; the first is the decisive one. */
  readonly reasons: readonly string[];
  /** False when the documentation does not answer: then the hits are only the nearest there is. */
  readonly verified: boolean;
  /** Symbols of the release that the question names. */
  readonly named: readonly NamedSymbol[];
  /** Names in the question that the release does not have. */
  readonly unknownNames: readonly string[];
  /** Those of them that are written as APIs of this library, or were some: what is there instead. */
  readonly missing: readonly MissingApi[];
  readonly hits: readonly Hit[];
  readonly recent: RecentChanges;
  /** Other indexed versions of the library, newest first. */
  readonly indexed: readonly string[];
  readonly snapshot: string;
  readonly seconds: number;
}
