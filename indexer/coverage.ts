import type { HarvestedDocument } from "./harvest.js";
import type { InventorySymbol } from "./source/website/crawl.js";
import type { Coverage } from "./source/website/crawl-report.js";

/** Symbols without text that are named; the rest are counted. */
export const LISTED_MISSING = 20;

/** A signature in the text of a chunk. */
const SIGNATURE = /^(`{3,})(?:python|ts)?\n[\s\S]*?^\1$/m;

/**
 * How many of the symbols that a site lists have text beyond their signature where the site says, or are described
 * by their members. Nothing for a site that lists none.
 */
export function coverageOf(
  symbols: readonly InventorySymbol[],
  documents: readonly HarvestedDocument[],
): { readonly coverage?: Coverage } {
  if (symbols.length === 0) return {};
  const described = describedPlaces(documents);
  const missing = symbols.filter(
    ({ name, path, anchor }) =>
      path === undefined || !(described.has(`${path}#${anchor}`) || described.has(`${path} ${name}`)),
  );
  return {
    coverage: {
      symbols: symbols.length,
      withBody: symbols.length - missing.length,
      missing: missing.slice(0, LISTED_MISSING).map(({ name }) => name),
    },
  };
}

/** Anchors and symbols of each page that have text, as `path#anchor` and `path symbol`. */
function describedPlaces(documents: readonly HarvestedDocument[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { path, chunks } of documents) {
    for (const { anchor, symbols, text } of chunks) {
      if (symbols.length > 0 && text.replace(SIGNATURE, "").trim() === "") continue;
      if (anchor !== "") places.add(`${path}#${anchor}`);
      for (const symbol of symbols) {
        for (const name of withOwners(symbol)) places.add(`${path} ${name}`);
      }
    }
  }
  return places;
}

/** `a.B.c` -> `a.B.c`, `a.B`, `a`. */
function withOwners(symbol: string): readonly string[] {
  const parts = symbol.split(".");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
}
