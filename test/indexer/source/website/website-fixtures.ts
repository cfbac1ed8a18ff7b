import path from "node:path";
import type { TestContext } from "node:test";
import type { PageFetcherOptions } from "../../../../indexer/source/website/fetch-options.js";
import type { FetchedPage, FetchOutcome, PageFetcher } from "../../../../indexer/source/website/fetched.js";
import { createPageFetcher } from "../../../../indexer/source/website/fetcher.js";
import { temporaryFolder } from "../../../fixture.js";

export interface TestFetcher extends PageFetcher {
  readonly cacheDir: string;
  readonly notices: readonly string[];
}

/** A fetcher that may reach loopback, waits for nothing it need not wait for, and has a cache of its own. */
export async function makeFetcher(
  t: TestContext,
  options: Partial<PageFetcherOptions> = {},
): Promise<TestFetcher> {
  const cacheDir = options.cacheDir ?? path.join(await temporaryFolder(t), "cache");
  const notices: string[] = [];
  const fetcher = createPageFetcher({
    cacheDir,
    env: {},
    signal: new AbortController().signal,
    allowed: ["127.0.0.1"],
    requestsPerSecond: Number.POSITIVE_INFINITY,
    firstDelayMs: 1,
    random: () => 0,
    onNotice: (message) => notices.push(message),
    ...options,
  });
  t.after(() => fetcher.close());
  return { ...fetcher, cacheDir, notices };
}

/** The outcome without the addresses, which hold a port that changes. */
export function shown(outcome: FetchOutcome): string {
  switch (outcome.type) {
    case "page":
      return `page ${outcome.page.url.pathname}`;
    case "absent":
      return `absent ${outcome.status}`;
    case "refused":
      return `refused ${outcome.refusal}`;
    case "failed":
      return `failed ${outcome.status ?? "without answer"}`;
  }
}

export function pageOf(outcome: FetchOutcome): FetchedPage {
  if (outcome.type === "page") return outcome.page;
  throw new Error(`no page: ${JSON.stringify(outcome)}`);
}

export function reasonOf(outcome: FetchOutcome): string {
  return "reason" in outcome ? outcome.reason : "";
}

export function textOf(page: FetchedPage): string {
  return Buffer.from(page.bytes).toString();
}
