import type { Ranks } from "./metrics.js";

/** The pages of a library and the symbols that each documents, as the index knows them. */
export interface Pages {
  /** Keys of all pages. */
  readonly pages: ReadonlySet<string>;
  /** Page key by lower-case symbol name or alias. */
  readonly pageOfSymbol: ReadonlyMap<string, string>;
}

/** Something that a system returned: any of the three may be missing. */
export interface Returned {
  readonly symbols?: readonly string[] | undefined;
  readonly path?: string | undefined;
  readonly url?: string | undefined;
}

/** What stands before the page in the addresses and paths of the page sets. */
const PREFIXES =
  /^(.*\/)?(docs\.pytorch\.org\/docs|pytorch\.org\/docs|scikit-learn\.org|tensorflow\.org(\/versions)?)\/[^/]+\/(docs\/python\/tf\/|python\/tf\/|api_docs\/python\/tf\/)?|^(.*\/)?(pytorch-2|tensorflow-2\.4|scikit-learn-1)\//;

/** A page's path or address in the one form in which they are compared: lower case, no host, no ending. */
export function pageKey(pathOrUrl: string): string {
  return pathOrUrl
    .toLowerCase()
    .replace(/[?#].*$/, "")
    .replace(/^[a-z]+:\/\/(www\.)?/, "")
    .replace(PREFIXES, "")
    .replace(/^\/+/, "")
    .replace(/\.(txt|rst|md|html?)$/, "");
}

/**
 * Page of a symbol: its own, else the one that documents it, else that of the class it is a method of;
 * undefined when the library's pages have none.
 */
export function pageOfSymbol(symbol: string, { pages, pageOfSymbol: known }: Pages): string | undefined {
  const name = symbol.trim().toLowerCase();
  const own = pageNames(name).find((page) => pages.has(page));
  if (own !== undefined) return own;
  const documented = known.get(name) ?? known.get(name.replace(/^tf\.compat\.v[12]\./, "tf."));
  if (documented !== undefined) return documented;
  const parts = symbol.trim().split(".");
  const owner = parts.at(-2) ?? "";
  return parts.length > 2 && /^[A-Z]/.test(owner)
    ? pageOfSymbol(parts.slice(0, -1).join("."), { pages, pageOfSymbol: known })
    : undefined;
}

/** Where the page sets keep a symbol that has a page to itself. */
function pageNames(name: string): readonly string[] {
  if (name.startsWith("torch.")) return [`generated/${name}`];
  if (name.startsWith("sklearn.")) return [`modules/generated/${name}`];
  if (name.startsWith("tf.")) return [name.slice(3).replaceAll(".", "/")];
  return [];
}

/** Relevant page by lower-case symbol, for those symbols that have one. */
export function relevantPages(symbols: readonly string[], pages: Pages): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const symbol of symbols) {
    const page = pageOfSymbol(symbol, pages);
    if (page !== undefined) found.set(symbol.toLowerCase(), page);
  }
  return found;
}

/**
 * Ranks of the relevant pages in what a system returned. What is returned counts as the page of a relevant
 * symbol that it documents, else as its own page; pages that come again are passed over.
 */
export function ranksOf(returned: readonly Returned[], relevant: ReadonlyMap<string, string>): Ranks {
  const wanted = new Set(relevant.values());
  const seen = new Set<string>();
  const ranks: number[] = [];
  for (const item of returned) {
    const page = pageOf(item, relevant);
    if (seen.has(page)) continue;
    seen.add(page);
    if (wanted.has(page)) ranks.push(seen.size);
  }
  return ranks;
}

function pageOf({ symbols = [], path, url }: Returned, relevant: ReadonlyMap<string, string>): string {
  for (const symbol of symbols) {
    const page = relevant.get(symbol.toLowerCase());
    if (page !== undefined) return page;
  }
  return pageKey(path ?? url ?? symbols[0] ?? "");
}
