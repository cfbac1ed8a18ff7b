import { Minimatch } from "minimatch";
import { KbError } from "../../corpora/errors.js";
import type { CorpusRelease } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { SymbolRow } from "../store/rows.js";
import { ownerOf } from "./moves.js";
import { nearestNames } from "./nearest-names.js";
import { resolveSymbol } from "./resolve-symbol.js";
import { writtenName } from "./written-name.js";

/** Names that a message suggests at most. */
const SUGGESTED = 5;

/**
 * Which symbols a glob or name means, in any indexed release; without one all. `*` matches dots too. A name without
 * wildcards is looked for as `kb symbol` does (in full, as an alias, as the end of a name), and means its members too.
 *
 * @param release in which a name is looked for first
 * @throws KbError SYMBOL_UNKNOWN where it means none
 */
export async function askedSymbols(
  { id, tables }: OpenCorpus,
  glob: string | undefined,
  release: CorpusRelease,
): Promise<(symbol: string) => boolean> {
  if (glob === undefined) return () => true;
  const asked = writtenName(glob);
  const resolved = /[*?{[!]/.test(asked) ? undefined : await resolveSymbol(tables.symbols, asked, release);
  // A name may have been a symbol of its own before it became another one's alias.
  if (resolved) {
    const names = new Set([asked, ...resolved.names]);
    return (symbol) => names.has(symbol) || names.has(ownerOf(symbol));
  }
  const rows = await tables.symbols.rows<Pick<SymbolRow, "name" | "aliases">>(["name", "aliases"]);
  const pattern = new Minimatch(asked, { nonegate: true, nocomment: true });
  const found = new Set(
    rows.flatMap(({ name, aliases }) =>
      asked !== "" && [name, ...aliases].some((each) => pattern.match(each)) ? [name] : [],
    ),
  );
  if (found.size > 0) return (symbol) => found.has(symbol) || pattern.match(symbol);
  const near = nearestNames(asked, [...new Set(rows.map(({ name }) => name))], SUGGESTED);
  throw new KbError("SYMBOL_UNKNOWN", `No indexed symbol of ${id} is called "${glob}"`, {
    facts: { library: id, symbol: glob, nearest: near },
    hint: near.length > 0 ? `Did you mean ${near.join(", ")}?` : "Give a name or a glob, e.g. '*.KMeans*'.",
  });
}
