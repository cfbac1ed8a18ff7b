import { setMaxListeners } from "node:events";
import { join } from "node:path";
import type { WebsiteDefinition } from "../../corpora/corpus.js";
import { KbError } from "../../corpora/errors.js";
import { readAhead } from "./read-ahead.js";
import type { Refreshed, Source, SourceContext, SourceRelease } from "./source.js";
import { type Crawl, crawl } from "./website/crawl.js";
import { NO_COUNTS } from "./website/crawl-report.js";
import type { PageFetcherOptions } from "./website/fetch-options.js";
import type { FetchedPage, FetchOutcome, PageFetcher } from "./website/fetched.js";
import { createPageFetcher } from "./website/fetcher.js";
import { type OpenOptions, openBase } from "./website/open-base.js";
import { siteAddress } from "./website/site-address.js";
import { createSiteReader, type SiteReader } from "./website/site-reader.js";
import { listSiteReleases, preciseVersion } from "./website/versions/list-releases.js";

/** Pages that are looked at while others are waited for. */
const LOOKED_AT_TOGETHER = 16;

/**
 * A documentation website, read page by page into a cache. Nothing is fetched before it is asked for something.
 *
 * @param openFetcher makes what reads the pages
 */
export function createWebsiteSource(
  definition: WebsiteDefinition,
  context: SourceContext,
  openFetcher: (options: PageFetcherOptions) => PageFetcher = createPageFetcher,
): Source {
  const address = siteAddress(definition.url, definition.current);
  const hosts = new Set([new URL(address.current).host, address.root?.host, ...definition.hosts]);
  const options: OpenOptions = {
    ...{ start: definition.start, inventories: definition.inventories, version: definition.version },
    scheme: context.versions,
    mayRead: (url) => hosts.has(url.host),
  };
  const crawls = new Map<string, Crawl>();
  let opened: SiteReader | undefined;
  const reader = (): SiteReader => {
    // Every request under way listens to it. Zero would mean no limit, but then Node 20 cannot tell the limit any
    // more, and undici, which asks for it, fails.
    setMaxListeners(Number.MAX_SAFE_INTEGER, context.signal);
    opened ??= createSiteReader(openFetcher(fetcherOptions(definition, context)), context.cacheDir);
    return opened;
  };
  /** Requests that a report has told of; those for the list of releases are in the first one. */
  let counted = NO_COUNTS;

  const read = async (release: SourceRelease): Promise<{ release: SourceRelease; crawl: Crawl }> => {
    const asked = new URL(`${release.reference}/`);
    const base = await openBase(asked, reader(), options);
    if (!("base" in base)) throw unreachable(asked, context, base);
    const done = await crawl(base, reader(), {
      ...{ start: definition.start, inventories: definition.inventories },
      ...{ include: definition.include, exclude: definition.exclude },
      ...{ maxPages: definition.limits.maxPages, before: counted },
      concurrency: Math.max(LOOKED_AT_TOGETHER, definition.limits.concurrency ?? 0),
      onPage: (pages) => context.emit({ type: "pages-fetched", pages }),
      onSkipped: (path, reason) => context.emit({ type: "page-skipped", path, reason }),
    });
    counted = reader().counts();
    const reference = referenceOf(done.base);
    crawls.set(reference, done);
    // The definition's own list is the user's word; anything else gives way to what the site says.
    const version =
      definition.releases === undefined ? preciseVersion(base.stated, release.version) : release.version;
    return { release: { ...release, version, reference, digest: done.digest }, crawl: done };
  };

  return {
    async releases() {
      if (definition.releases !== undefined) {
        return definition.releases.map(({ version, date, url }) =>
          sourceRelease(version, url === undefined ? address.fill(version) : new URL(url), date),
        );
      }
      const list = definition.versions === undefined ? undefined : new URL(definition.versions);
      const listed = await listSiteReleases(address, list, reader(), options);
      if ("outcome" in listed) throw unreachable(address.current, context, listed.outcome);
      return listed.map(({ version, base }) => sourceRelease(version, base, undefined));
    },

    async refresh(release): Promise<Refreshed> {
      const { release: known, crawl: done } = await read(release);
      return { release: known, crawl: done.report, symbols: done.symbols };
    },

    async *pages(release) {
      const { pages } = crawls.get(release.reference) ?? (await read(release)).crawl;
      for await (const [visited, page] of readAhead(pages, ({ url }) => pageAgain(reader(), url))) {
        const { path, url, content } = visited;
        if (page?.hash === content) {
          const { bytes, charset } = page;
          yield { path, mediaType: "text/html", bytes, ...(charset && { charset }), url, hash: content };
        } else context.emit({ type: "page-skipped", path, reason: "it changed while the site was read" });
      }
    },

    close: async () => opened?.close(),
  };
}

/** A page of this run from the cache; anew if somebody emptied that meanwhile. */
async function pageAgain(reader: SiteReader, url: URL): Promise<FetchedPage | undefined> {
  const kept = await reader.kept(url);
  if (kept !== undefined) return kept;
  const outcome = await reader.get(url);
  return outcome.type === "page" ? outcome.page : undefined;
}

function fetcherOptions({ allow, limits }: WebsiteDefinition, context: SourceContext): PageFetcherOptions {
  const { concurrency, requestsPerSecond, maxBytes } = limits;
  return {
    cacheDir: join(context.cacheDir, "website"),
    env: context.env,
    signal: context.signal,
    allowed: allow,
    ...(concurrency !== undefined && { concurrency }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(maxBytes !== undefined && { budget: { bytes: maxBytes } }),
    onNotice: (message) => context.emit({ type: "notice", message }),
  };
}

/** Until the release is read nothing is known of its contents. */
const UNREAD = "unread";

function sourceRelease(version: string, base: URL, date: string | undefined): SourceRelease {
  return {
    ...{ version, date, dateOrigin: date === undefined ? "none" : "definition", prerelease: false },
    ...{ reference: referenceOf(base), digest: UNREAD, urlValues: {}, yanked: false },
  };
}

/** Citations join it to a path with a slash. */
const referenceOf = (base: URL): string => base.href.replace(/\/$/, "");

type NoPage = Exclude<FetchOutcome, { type: "page" }>;

/** Why the first page of a site is not there; without an outcome it is, but says no version. */
function unreachable(url: URL, context: SourceContext, outcome: NoPage | undefined): KbError {
  const [reason, hint] = explain(outcome);
  return new KbError("SOURCE_UNREACHABLE", `${url.href} cannot be read as documentation: ${reason}.`, {
    facts: { corpus: context.corpusId, url: url.href },
    hint,
  });
}

function explain(outcome: NoPage | undefined): readonly [reason: string, hint: string] {
  if (outcome === undefined) {
    return [
      "it does not say which release it shows",
      "Name a page that does under “version”, or the releases under “releases” of the source.",
    ];
  }
  if (outcome.type === "absent") {
    return [`the server answers ${outcome.status}`, "Check “url”, “current” and “start” of the source."];
  }
  const reason = outcome.reason.replace(/\.$/, "");
  return outcome.type === "refused" && outcome.refusal === "address"
    ? [reason, "A site on this machine or an intranet must be named under “allow” of the source."]
    : [
        reason,
        "Check the network and the address; a site that moved to another host names it under “hosts”.",
      ];
}
