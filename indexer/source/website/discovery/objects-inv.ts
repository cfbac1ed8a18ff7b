import type { Finder, Found, ListedSymbol } from "./finder.js";
import { LISTING_BYTES } from "./finder.js";
import { type InventoryEntry, parseInventory } from "./inventory.js";

/** Domains whose objects are text, not API. */
const NO_API: ReadonlySet<string> = new Set(["std", "rst", "math", "citation", "index", "changeset"]);
/** A module is where API is documented, not API itself: many have no word of their own. */
const NO_SYMBOL: ReadonlySet<string> = new Set(["module", "namespace"]);

/** Sphinx inventories: every page and every symbol of a release. Tools for MkDocs write them with symbols alone. */
export const objectsInv: Finder = {
  name: "objects.inv",
  async find({ inventories, reader }) {
    const found = { pages: [] as URL[], symbols: [] as ListedSymbol[], complete: false };
    let stated: string | undefined;
    for (const url of inventories) {
      const outcome = await reader.get(url, { maxBytes: LISTING_BYTES });
      if (outcome.type !== "page") continue;
      const inventory = await parseInventory(outcome.page.bytes);
      if (inventory === undefined) continue;
      stated ??= inventory.version;
      for (const entry of inventory.entries) {
        if (!URL.canParse(entry.address, outcome.page.url.href)) continue;
        const page = new URL(entry.address, outcome.page.url);
        const anchor = fragmentOf(page);
        page.hash = "";
        found.pages.push(page);
        if (isSymbol(entry)) found.symbols.push({ name: entry.name, page, anchor });
        found.complete ||= entry.domain === "std" && entry.role === "doc";
      }
    }
    return { ...found, ...(stated && { stated }) } satisfies Found;
  },
};

const isSymbol = ({ domain, role }: InventoryEntry): boolean => !NO_API.has(domain) && !NO_SYMBOL.has(role);

function fragmentOf(url: URL): string {
  const fragment = url.hash.slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
