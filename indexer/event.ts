import type { CrawlReport } from "./source/website/crawl-report.js";

/** What the indexer says while it works. The edge prints it; nothing below does. */
export type IndexEvent =
  | { readonly type: "notice"; readonly corpus: string; readonly message: string }
  | {
      readonly type: "source-failed";
      readonly corpus: string;
      readonly source: string;
      /** Undefined when the source as a whole failed. */
      readonly version?: string;
      readonly reason: string;
      readonly hint: string | undefined;
    }
  | { readonly type: "planned"; readonly releases: number; readonly unchanged: number }
  | {
      readonly type: "release-started";
      readonly corpus: string;
      readonly source: string;
      readonly version: string;
    }
  | { readonly type: "pages-fetched"; readonly corpus: string; readonly pages: number }
  /** A website was read into the cache; whether there is anything to index is decided now. */
  | {
      readonly type: "crawled";
      readonly corpus: string;
      readonly source: string;
      readonly version: string;
      readonly crawl: CrawlReport;
    }
  | { readonly type: "pages-read"; readonly corpus: string; readonly version: string; readonly pages: number }
  | {
      readonly type: "embedding";
      readonly corpus: string;
      readonly version: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "release-finished"; readonly release: ReleaseReport }
  | { readonly type: "held-back"; readonly corpus: string; readonly reason: string }
  | { readonly type: "indexing-tables"; readonly corpus: string }
  | { readonly type: "resumed"; readonly releases: number }
  | { readonly type: "published"; readonly snapshot: string };

/** One release of one source, read and written. */
export interface ReleaseReport {
  readonly corpus: string;
  readonly source: string;
  readonly version: string;
  readonly date: string | undefined;
  readonly pages: number;
  /** Pages that had to be parsed: the others were known from an earlier run. */
  readonly pagesParsed: number;
  readonly documents: number;
  readonly chunks: number;
  readonly symbols: number;
  /** Entries of release notes. */
  readonly notes: number;
  /** Chunks that no earlier release held. */
  readonly chunksNew: number;
  /** Texts that had to be embedded: the new ones that no vector was known for. */
  readonly textsEmbedded: number;
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  /** Characters that no reader sees, removed from the pages that were parsed, and the pages they were in. */
  readonly invisible: { readonly characters: number; readonly pages: number };
  readonly seconds: number;
  /** What reading a website came to; undefined for every other source. */
  readonly crawl?: CrawlReport;
}

/** What a run did. Written as JSON beside the store and returned to the caller. */
export interface IndexReport {
  /** `published`: a new snapshot; `unchanged`: nothing to do; the release counts tell the rest. */
  readonly outcome: "published" | "unchanged";
  /** Held back or failed: somebody should look, although everything else went out. */
  readonly needsPerson: boolean;
  readonly snapshot: string | undefined;
  readonly started: string;
  readonly seconds: number;
  readonly model: string;
  readonly releases: readonly ReleaseReport[];
  /** Releases that were there already. */
  readonly unchanged: number;
  readonly failures: readonly {
    readonly corpus: string;
    readonly source: string;
    readonly version?: string;
    readonly reason: string;
    readonly hint?: string;
  }[];
  readonly heldBack: readonly { readonly corpus: string; readonly reason: string }[];
  readonly textsEmbedded: number;
  /** The file that keeps this report, in the data folder. */
  readonly file: string;
}
