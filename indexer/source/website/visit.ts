import type { FetchedPage, FetchOutcome } from "./fetched.js";
import type { Frontier } from "./frontier.js";
import { MAX_HOPS } from "./open-base.js";
import type { PageChoice } from "./page-choice.js";
import { pageAddress, pageKey } from "./page-identity.js";
import { type Rubbish, rubbishOf } from "./rubbish.js";
import type { SiteReader } from "./site-reader.js";
import { stubTarget } from "./stub.js";

/** A page that was read: where it is and what tells it apart. Its bytes are in the page cache. */
export interface VisitedPage {
  readonly path: string;
  /** The address under which the cache has it. */
  readonly url: URL;
  /** SHA-256 of the bytes. */
  readonly content: string;
  /** SHA-256 of the words. */
  readonly words: string;
  readonly rubbish: Rubbish | undefined;
}

interface VisitCounts {
  absent: number;
  failed: number;
  stale: number;
  stubs: number;
  lostStubs: number;
  /** Pages that the site has and that could not be read. */
  unread: number;
}

/** Reads pages one at a time and passes the addresses they lead to on to the frontier. */
export interface Visitor {
  visit(url: URL): Promise<void>;
  readonly seen: readonly VisitedPage[];
  readonly counts: Readonly<VisitCounts>;
  /** Key of the page to which the page with that key has moved; the same key for one that has not. */
  moved(key: string): string;
}

export function createVisitor(
  reader: SiteReader,
  choice: PageChoice,
  frontier: Frontier,
  {
    onPage,
    onSkipped,
  }: { onPage: (pages: number) => void; onSkipped: (path: string, reason: string) => void },
): Visitor {
  const seen: VisitedPage[] = [];
  const counts: VisitCounts = { absent: 0, failed: 0, stale: 0, stubs: 0, lostStubs: 0, unread: 0 };
  const moves = new Map<string, string>();

  const read = async (url: URL): Promise<FetchedPage | undefined> => {
    const outcome = await reader.get(url);
    if (outcome.type === "page") return outcome.page;
    if (outcome.type === "absent") counts.absent += 1;
    if (outcome.type === "failed") counts.failed += 1;
    if (outcome.type === "absent" || !isTrouble(outcome)) return undefined;
    const stale = await reader.kept(url);
    if (stale !== undefined) counts.stale += 1;
    else {
      counts.unread += 1;
      onSkipped(choice.pathOf(url) ?? url.href, outcome.reason);
    }
    return stale;
  };

  /** @param chain keys of the stubs that led here */
  const visit = async (url: URL, chain: readonly string[]): Promise<void> => {
    const page = await read(url);
    if (page === undefined) return;
    const [key, asked] = [pageKey(page.url), pageKey(url)];
    const path = choice.pathOf(page.url);
    // Redirected out of the release, or to a page that is read in its own turn.
    if (path === undefined) return;
    if (key !== asked) {
      moves.set(asked, key);
      if (!frontier.claim(page.url)) return;
    }
    if (!/^(text\/html|application\/xhtml\+xml)$/.test(page.mediaType)) return;
    const look = await reader.look(page);
    const target = stubTarget(look);
    if (target !== undefined) return follow(key, target, [...chain, key]);
    for (const link of look.links) {
      const address = choice.addressOf(link);
      if (address !== undefined) frontier.add(address);
    }
    const { hash: content } = page;
    seen.push({ path, url, content, words: look.text.hash, rubbish: rubbishOf(look) });
    onPage(seen.length);
  };

  const follow = async (from: string, target: URL, chain: readonly string[]): Promise<void> => {
    counts.stubs += 1;
    const address = pageAddress(target);
    const key = pageKey(address);
    if (chain.length > MAX_HOPS || chain.includes(key) || choice.pathOf(address) === undefined) {
      counts.lostStubs += 1;
      return;
    }
    moves.set(from, key);
    if (frontier.claim(address)) await visit(address, chain);
  };

  return {
    visit: (url) => visit(url, []),
    seen,
    counts,
    moved(key) {
      let end = key;
      for (let hop = 0; hop <= MAX_HOPS; hop += 1) end = moves.get(end) ?? end;
      return end;
    },
  };
}

/** The page may well be there: the server failed, or we ran out of time, bytes or patience. */
const isTrouble = (outcome: Extract<FetchOutcome, { type: "refused" | "failed" }>): boolean =>
  outcome.type === "failed" || !["robots", "address", "scheme", "redirect"].includes(outcome.refusal);
