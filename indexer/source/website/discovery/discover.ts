import type { Finder, Found, ListedSymbol, SiteView } from "./finder.js";
import { llmsTxt } from "./llms-txt.js";
import { objectsInv } from "./objects-inv.js";
import { docusaurusSearch, mkdocsSearch } from "./search-index.js";
import { sitemap } from "./sitemap.js";

/** The surest first. Links are followed in any case: no listing is trusted to be whole. */
const FINDERS: readonly Finder[] = [objectsInv, sitemap, llmsTxt, mkdocsSearch, docusaurusSearch];

export interface Discovery {
  readonly pages: readonly URL[];
  readonly symbols: readonly ListedSymbol[];
  readonly stated: readonly string[];
  /** Addresses that each finder gave, by its name; those that gave none are left out. */
  readonly found: Readonly<Record<string, number>>;
}

/** Asks the finders in turn until one names every page. */
export async function discover(site: SiteView): Promise<Discovery> {
  const answers: { readonly name: string; readonly found: Found }[] = [];
  for (const { name, find } of FINDERS) {
    const found = await find(site);
    answers.push({ name, found });
    if (found.complete) break;
  }
  return {
    pages: answers.flatMap(({ found }) => found.pages),
    symbols: answers.flatMap(({ found }) => found.symbols ?? []),
    stated: answers.flatMap(({ found }) => found.stated ?? []),
    found: Object.fromEntries(
      answers
        .filter(({ found }) => found.pages.length > 0)
        .map(({ name, found }) => [name, new Set(found.pages.map(({ href }) => href)).size]),
    ),
  };
}
