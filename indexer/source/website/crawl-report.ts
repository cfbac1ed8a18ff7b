import type { FetchCounts } from "./fetched.js";
import type { Rubbish } from "./rubbish.js";

/** What reading one release of a website came to. */
export interface CrawlReport {
  /** Base address that was read. */
  readonly base: string;
  /** Pages to index. */
  readonly pages: number;
  readonly requests: number;
  /** Answers by status code. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Bytes over the network, before decoding. */
  readonly bytes: number;
  /** Pages that the cache spared: the server said that they are unchanged. */
  readonly savedByCache: number;
  readonly retries: number;
  readonly redirects: number;
  /** Pages not read, by the rule that forbade it. */
  readonly refused: Readonly<Record<string, number>>;
  /** Addresses that led nowhere: 404, 410 and the like. */
  readonly absent: number;
  /** Pages whose server failed; those that an earlier run had read are kept as they were (`stale`). */
  readonly failed: number;
  readonly stale: number;
  /** Pages that only send their reader elsewhere (`meta refresh`, script): followed. */
  readonly stubs: number;
  /** Stubs that lead in circles, too far, or out of the release. */
  readonly lostStubs: number;
  /** Pages with the same words as another: one of them is kept. */
  readonly duplicates: number;
  /** Pages that say nothing, by kind. */
  readonly rubbish: Readonly<Partial<Record<Rubbish, number>>>;
  /** Addresses left unread because the release has more pages than its definition allows. */
  readonly beyondLimit: number;
  /** Addresses that each listing of the site gave. */
  readonly listed: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly coverage?: Coverage;
}

/** How much of what the site's own inventory lists has text in the index. */
export interface Coverage {
  readonly symbols: number;
  readonly withBody: number;
  /** Those without, at most twenty; `symbols - withBody` tells how many there are. */
  readonly missing: readonly string[];
}

/** Of a fetcher that has asked for nothing yet. */
export const NO_COUNTS: FetchCounts = {
  ...{ requests: 0, retries: 0, redirects: 0, bytes: 0, notModified: 0, failed: 0 },
  ...{ byStatus: {}, refused: {} },
};

/** What a crawl added to a fetcher's counts. */
export function countsBetween(before: FetchCounts, after: FetchCounts) {
  return {
    requests: after.requests - before.requests,
    byStatus: difference(before.byStatus, after.byStatus),
    bytes: after.bytes - before.bytes,
    savedByCache: after.notModified - before.notModified,
    retries: after.retries - before.retries,
    redirects: after.redirects - before.redirects,
    refused: difference(before.refused, after.refused),
  };
}

type Counts = Readonly<Record<string, number | undefined>>;

const difference = (before: Counts, after: Counts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(after)
      .map(([name, count = 0]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
