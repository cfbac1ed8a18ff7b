import { patternMatcher } from "../media-type.js";
import { pageAddress, pathBelow } from "./page-identity.js";

/** What generators write beside the documentation: source listings, indexes of names, search boxes. */
const GENERATED = [
  "{_modules,_sources,_static,_images,_downloads}/**",
  "{genindex,py-modindex,np-modindex,search,404}{.html,.htm,,/,/index.html}",
  "genindex-*",
];

/** Endings of addresses that are no pages. `md`, `rst` and `txt` are the sources of pages that are read as HTML. */
const NO_PAGE =
  /\.(?:png|jpe?g|gif|svg|ico|webp|avif|bmp|css|m?js|map|json|jsonl|xml|atom|rss|txt|md|mdx|rst|pdf|epub|zip|t?gz|bz2|xz|zst|tar|whl|7z|exe|dmg|deb|rpm|jar|mp[34]|webm|wav|ogg|woff2?|ttf|eot|csv|tsv|parquet|np[yz]|h5|onnx|pth?|bin|pkl|ipynb|pyi?|pyc|so|dll|ya?ml|toml|inv|[ch]|cpp|hpp|cuh?|sh|bat|patch|diff)$/i;

/** Chooses among addresses those of pages to read: below the base, and wanted by the definition. */
export interface PageChoice {
  /** Path of a page to read, or undefined for any other address. */
  pathOf(url: URL): string | undefined;
  /** The same for an address as a link has it. */
  addressOf(link: string): URL | undefined;
}

export function pageChoice(
  base: URL,
  include: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
): PageChoice {
  const isChosen = patternMatcher(include, [...GENERATED, ...(exclude ?? [])]);
  const below = `//${base.host}${base.pathname.replace(/\/$/, "")}`;
  const pathOf = (url: URL): string | undefined => {
    if (NO_PAGE.test(url.pathname)) return undefined;
    const path = pathBelow(base, url);
    return path !== undefined && isChosen(path) ? path : undefined;
  };
  return {
    pathOf,
    addressOf(link) {
      // Most links of a page lead elsewhere: a look at the text spares making an address of them.
      if (!link.includes(below)) return undefined;
      const url = pageAddress(new URL(link));
      return pathOf(url) === undefined ? undefined : url;
    },
  };
}
