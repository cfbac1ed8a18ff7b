import { type Memo, openMemo } from "../../memo.js";
import type { FetchCounts, FetchedPage, FetchOutcome, PageFetcher } from "./fetched.js";
import { LOOK_VERSION, lookAt, type PageLook } from "./page-look.js";
import { pageText } from "./page-text.js";

/** Reads a site's pages, each at most once a run, and looks at each content at most once ever. */
export interface SiteReader {
  get(url: URL, options?: { readonly from?: URL; readonly maxBytes?: number }): Promise<FetchOutcome>;
  /** What an earlier request brought, without another. */
  kept(url: URL): Promise<FetchedPage | undefined>;
  look(page: FetchedPage): Promise<PageLook>;
  counts(): FetchCounts;
  close(): Promise<void>;
}

export function createSiteReader(fetcher: PageFetcher, cacheDir: string): SiteReader {
  const looks: Memo<PageLook> = openMemo(cacheDir, "page-looks", LOOK_VERSION);
  /** What came of an address; a page's bytes stay in the cache. */
  const asked = new Map<string, FetchOutcome | "page">();

  return {
    async get(url, options = {}) {
      const before = asked.get(url.href);
      if (before !== undefined && before !== "page") return before;
      const page = before === "page" ? await fetcher.cached(url) : undefined;
      if (page !== undefined) return { type: "page", page };
      const outcome = await fetcher.get(url, options);
      asked.set(url.href, outcome.type === "page" ? "page" : outcome);
      return outcome;
    },
    kept: (url) => fetcher.cached(url),
    async look(page) {
      const key = `${page.hash} ${page.url.href}`;
      const known = await looks.get(key);
      if (known !== undefined) return known;
      const look = lookAt(pageText(page), page.url);
      await looks.set(key, look);
      return look;
    },
    counts: () => fetcher.counts(),
    close: () => fetcher.close(),
  };
}
