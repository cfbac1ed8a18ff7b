import type { PageLook } from "../page-look.js";
import type { SiteReader } from "../site-reader.js";

/** A symbol that the site itself says it documents, and where. */
export interface ListedSymbol {
  readonly name: string;
  /** Address of the page, without fragment. */
  readonly page: URL;
  readonly anchor: string;
}

/** One release of a site as the finders see it. */
export interface SiteView {
  /** Base address of the release, ending in `/`. */
  readonly base: URL;
  /** The release's first page. */
  readonly look: PageLook;
  /** Addresses of Sphinx inventories. */
  readonly inventories: readonly URL[];
  readonly reader: SiteReader;
}

export interface Found {
  /** Addresses of pages, of this release or not. */
  readonly pages: readonly URL[];
  readonly symbols?: readonly ListedSymbol[];
  /** What the listing says the version is. */
  readonly stated?: string;
  /** The listing names every page of the release: no other is needed. */
  readonly complete?: boolean;
}

/** One way to learn a site's pages without following links. Finds nothing where the site does not offer it. */
export interface Finder {
  readonly name: string;
  find(site: SiteView): Promise<Found>;
}

/** Text of a listing, or undefined when the site has none of that name. */
export async function readListing(
  site: SiteView,
  url: URL,
): Promise<{ readonly text: string; readonly url: URL } | undefined> {
  const outcome = await site.reader.get(url, { maxBytes: LISTING_BYTES });
  if (outcome.type !== "page" || outcome.page.mediaType === "text/html") return undefined;
  return { text: new TextDecoder().decode(outcome.page.bytes), url: outcome.page.url };
}

/** Search indexes of large sites come to some ten megabytes. */
export const LISTING_BYTES = 64 * 1024 * 1024;

/** Addresses among texts; whatever is none is passed over. */
export const addresses = (texts: Iterable<string>, base: URL): URL[] =>
  [...texts].flatMap((text) => (URL.canParse(text, base.href) ? [new URL(text, base)] : []));
