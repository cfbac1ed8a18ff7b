import { shownUrl } from "../credentials.js";
import { contentOf, readConditionally } from "./conditional-read.js";
import { completeOptions, type PageFetcherOptions } from "./fetch-options.js";
import type { FetchOutcome, PageFetcher } from "./fetched.js";
import { openPageCache } from "./page-cache.js";
import { createPageReader, FailedError } from "./page-reader.js";
import { bareUrl, follow } from "./redirect.js";
import { RefusedError } from "./refused.js";
import { createRobots } from "./robots.js";
import { createTally } from "./tally.js";

/**
 * Reads pages of websites: politely (robots.txt, rates, back-off), conditionally (page cache) and safely
 * (addresses, sizes, times, redirects).
 *
 * @throws KbError CONFIG_INVALID for an entry of `allowed` that is no host name, address or range
 */
export function createPageFetcher(options: PageFetcherOptions): PageFetcher {
  const settings = completeOptions(options);
  const tally = createTally(settings.budget);
  const cache = openPageCache(settings.cacheDir);
  const reader = createPageReader(settings, tally);
  const robots = settings.respectRobots ? createRobots(settings, reader, tally) : undefined;

  const visit = async (asked: URL, maxBytes: number): Promise<FetchOutcome> => {
    const { url, answer } = await follow(asked, settings.maxRedirects, tally.redirect, async (at) => {
      await robots?.check(at);
      return readConditionally(at, { maxBytes, reader, cache, onNotModified: tally.notModified });
    });
    if (answer.page === undefined) return { type: "absent", url: asked, status: answer.status };
    if (url.href !== asked.href) {
      await cache.note(asked.href, { type: "redirect", to: url.href, fetched: answer.page.fetched });
    }
    return { type: "page", page: { asked, url, ...answer.page } };
  };

  return {
    async get(url, { maxBytes = settings.maxBytes, from } = {}) {
      const asked = bareUrl(url);
      const outcome = await visit(asked, maxBytes).catch((error: unknown): FetchOutcome => {
        settings.signal.throwIfAborted();
        const reason = error instanceof Error ? error.message : "";
        const whence = from === undefined ? reason : `${reason}; linked from ${shownUrl(from)}`;
        if (error instanceof RefusedError) {
          return { type: "refused", url: asked, refusal: error.refusal, reason: whence };
        }
        if (!(error instanceof FailedError)) throw error;
        return { type: "failed", url: asked, status: error.status, reason: whence };
      });
      tally.outcome(outcome);
      return outcome;
    },
    async cached(url) {
      const asked = bareUrl(url);
      let place = asked;
      for (let hops = 0; hops <= settings.maxRedirects; hops += 1) {
        const known = await cache.find(place.href);
        if (known === undefined) return undefined;
        if (known.type === "redirect") place = new URL(known.to);
        else {
          const bytes = await cache.bytes(known);
          return bytes && { asked, url: place, ...contentOf(known, bytes, true) };
        }
      }
      return undefined;
    },
    counts: tally.counts,
    async close() {
      await reader.close();
      await cache.tidy();
    },
  };
}
