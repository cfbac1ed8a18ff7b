import { addresses, type Finder, readListing } from "./finder.js";

/** Names under which search indexes keep the address of a page. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(["location", "url", "u", "route", "permalink"]);
const DEEPEST = 12;

/** MkDocs: `{ "docs": [{ "location": "guide/#setup", … }] }`, relative to the release's base. */
export const mkdocsSearch: Finder = {
  name: "MkDocs search index",
  find: (site) => pagesOf(["search/search_index.json", "mkdocs/search_index.json"], site),
};

/** Docusaurus: what the local search plugins write (`docusaurus-lunr-search`, `docusaurus-search-local`). */
export const docusaurusSearch: Finder = {
  name: "Docusaurus search index",
  find: (site) => pagesOf(["search-index.json", "search-doc.json"], site),
};

async function pagesOf(names: readonly string[], site: Parameters<Finder["find"]>[0]) {
  const pages: URL[] = [];
  for (const name of names) {
    const listing = await readListing(site, new URL(name, site.base));
    if (listing !== undefined) pages.push(...addresses(addressesIn(listing.text), site.base));
  }
  return { pages };
}

/** Every address in a search index, whatever its shape. */
export function addressesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (value === null || typeof value !== "object" || depth > DEEPEST) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== "string") visit(inner, depth + 1);
      else if (ADDRESS_KEYS.has(key)) found.add(inner.replace(/#.*$/, ""));
    }
  };
  try {
    visit(JSON.parse(text), 0);
  } catch {
    // No JSON: a page of another kind stands at this address.
  }
  return found;
}
