import { pageKey } from "./page-identity.js";
import type { Rubbish } from "./rubbish.js";
import type { VisitedPage } from "./visit.js";

/** The pages of a crawl that are worth indexing, each text once. */
export interface SettledPages {
  /** By path. */
  readonly pages: readonly VisitedPage[];
  readonly duplicates: number;
  readonly rubbish: Readonly<Partial<Record<Rubbish, number>>>;
  /** Path of the page with that key, or of its twin that was kept. */
  pathOf(key: string): string | undefined;
}

/**
 * Leaves out pages that say nothing, and of pages with the same words all but one: the one that the site lists,
 * else the one with the shortest path. The outcome does not depend on the order of `seen`.
 */
export function settlePages(seen: readonly VisitedPage[], listed: ReadonlySet<string>): SettledPages {
  const rubbish: Partial<Record<Rubbish, number>> = {};
  const twins = new Map<string, VisitedPage[]>();
  for (const page of seen) {
    if (page.rubbish !== undefined) rubbish[page.rubbish] = (rubbish[page.rubbish] ?? 0) + 1;
    else twins.set(page.words, [...(twins.get(page.words) ?? []), page]);
  }
  const rank = (page: VisitedPage): readonly [number, number, string] => [
    listed.has(pageKey(page.url)) ? 0 : 1,
    page.path.length,
    page.path,
  ];
  const pages: VisitedPage[] = [];
  const paths = new Map<string, string>();
  for (const group of twins.values()) {
    const [kept] = group.sort((a, b) => compare(rank(a), rank(b)));
    if (kept === undefined) continue;
    pages.push(kept);
    for (const page of group) paths.set(pageKey(page.url), kept.path);
  }
  return {
    pages: pages.sort((a, b) => (a.path < b.path ? -1 : 1)),
    duplicates: [...twins.values()].reduce((sum, group) => sum + group.length - 1, 0),
    rubbish,
    pathOf: (key) => paths.get(key),
  };
}

function compare(a: readonly [number, number, string], b: readonly [number, number, string]): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
}
