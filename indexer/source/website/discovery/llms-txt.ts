import { addresses, type Finder, readListing } from "./finder.js";

/** `[name](address)` and bare addresses. */
const LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?<!\()(https?:\/\/[^\s<>()"'`]+)/g;

/**
 * `llms.txt` and `llms-full.txt` (llmstxt.org). They often link to a page's Markdown twin (`page.html.md`): the
 * page itself is read, because only it has the anchors that a citation needs.
 */
export const llmsTxt: Finder = {
  name: "llms.txt",
  async find(site) {
    const pages: URL[] = [];
    for (const name of ["llms.txt", "llms-full.txt"]) {
      const listing = await readListing(site, new URL(name, site.base));
      if (listing === undefined) continue;
      pages.push(...addresses(linksIn(listing.text).map(pageOfTwin), listing.url));
    }
    return { pages };
  },
};

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(LINK)].map(([, linked, bare]) => linked ?? bare ?? "");

/** `guide/index.md` -> `guide/`, `page.html.md` -> `page.html`, `page.md` -> `page`. */
export const pageOfTwin = (address: string): string =>
  address.replace(/\/index\.mdx?$/, "/").replace(/(\.html?)?\.mdx?$/, "$1");
