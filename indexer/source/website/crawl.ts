import { createHash } from "node:crypto";
import PQueue from "p-queue";
import { KbError } from "../../../corpora/errors.js";
import { isTooMuchUnread } from "../unread.js";
import { type CrawlReport, countsBetween } from "./crawl-report.js";
import { discover } from "./discovery/discover.js";
import type { FetchCounts } from "./fetched.js";
import { createFrontier } from "./frontier.js";
import type { OpenBase } from "./open-base.js";
import { pageChoice } from "./page-choice.js";
import { pageAddress, pageKey } from "./page-identity.js";
import { settlePages } from "./settle.js";
import type { SiteReader } from "./site-reader.js";
import { createVisitor, type VisitedPage } from "./visit.js";

export interface CrawlOptions {
  readonly start: readonly string[];
  readonly inventories: readonly string[];
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  /** Pages of the release at most. */
  readonly maxPages: number;
  /** Pages looked at together; how many requests a host sees at once is the fetcher's to decide. */
  readonly concurrency: number;
  /** What had been requested when the work on this release began: the report tells what came since. */
  readonly before: FetchCounts;
  readonly onPage: (pages: number) => void;
  readonly onSkipped: (path: string, reason: string) => void;
}

/** One release of a site, read into the page cache: what is kept here is where its pages are, not what they say. */
export interface Crawl {
  readonly base: URL;
  /** By path. */
  readonly pages: readonly VisitedPage[];
  /** Identity of the content: the same pages with the same bytes. */
  readonly digest: string;
  readonly report: CrawlReport;
  /** What the site says it documents; `path` is undefined where the page could not be had. */
  readonly symbols: readonly InventorySymbol[];
}

export interface InventorySymbol {
  readonly name: string;
  readonly path: string | undefined;
  readonly anchor: string;
}

/**
 * Reads a release breadth-first from its listings and first pages, staying below its base.
 *
 * @throws KbError SOURCE_UNREACHABLE when so much could not be read that the rest must not stand for the release
 */
export async function crawl(opened: OpenBase, reader: SiteReader, options: CrawlOptions): Promise<Crawl> {
  const { base } = opened;
  const started = performance.now();
  const choice = pageChoice(base, options.include, options.exclude);
  const frontier = createFrontier(options.maxPages);
  const inventories = options.inventories.map((path) => new URL(path, base));
  const discovery = await discover({ base, look: opened.look, inventories, reader });
  const listed = [...options.start.map((path) => new URL(path, base)), ...discovery.pages];
  for (const url of listed) if (choice.pathOf(url) !== undefined) frontier.add(pageAddress(url));

  const visitor = createVisitor(reader, choice, frontier, options);
  const queue = new PQueue({ concurrency: options.concurrency });
  try {
    for (let level = frontier.next(); level.length > 0; level = frontier.next()) {
      await queue.addAll(level.map((url) => () => visitor.visit(url)));
    }
  } finally {
    queue.clear();
    await queue.onIdle();
  }

  const { seen, counts, moved } = visitor;
  checkUnread(base, counts.unread, counts.unread + seen.length);
  const settled = settlePages(seen, new Set(listed.map(pageKey)));
  const pathOf = (page: URL): string | undefined => settled.pathOf(moved(pageKey(page)));
  return {
    base,
    pages: settled.pages,
    digest: digestOf(settled.pages),
    // What the definition leaves out is not missing.
    symbols: discovery.symbols
      .filter(({ page }) => choice.pathOf(page) !== undefined)
      .map(({ name, page, anchor }) => ({ name, anchor, path: pathOf(page) })),
    report: {
      base: base.href,
      pages: settled.pages.length,
      ...countsBetween(options.before, reader.counts()),
      ...{ absent: counts.absent, failed: counts.failed, stale: counts.stale },
      ...{ stubs: counts.stubs + opened.stubs, lostStubs: counts.lostStubs },
      ...{ duplicates: settled.duplicates, rubbish: settled.rubbish },
      beyondLimit: frontier.beyondLimit,
      listed: discovery.found,
      seconds: (performance.now() - started) / 1000,
    },
  };
}

function checkUnread(base: URL, unread: number, wanted: number): void {
  if (!isTooMuchUnread(unread, wanted)) return;
  throw new KbError("SOURCE_UNREACHABLE", `${unread} of ${wanted} pages of ${base.href} could not be read.`, {
    facts: { base: base.href, unread, wanted },
    hint: "What was read is kept in the page cache: the next run goes on from there.",
  });
}

function digestOf(pages: readonly VisitedPage[]): string {
  const hash = createHash("sha256");
  for (const { path, content } of pages) hash.update(`${path}\0${content}\n`);
  return `sha256:${hash.digest("hex")}`;
}
