import { type CorpusRelease, visibleAt } from "../release.js";
import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";
import { leafOf } from "../store/terms.js";
import { ownerOf } from "./moves.js";
import { type ResolvedName, resolveSymbol } from "./resolve-symbol.js";

type Row = Pick<SymbolRow, "name" | "bases">;

/** Classes looked at, one above the other: a hierarchy is never so high. */
const HIGHEST = 12;

/**
 * The member that a class inherits under the name asked for, by the bases that its source declares in this release, the
 * nearest first; undefined where it has one of its own, or none.
 *
 * @param own what the name resolves to by itself
 */
export async function resolveInherited(
  symbols: Table,
  asked: string,
  release: CorpusRelease,
  own: ResolvedName | undefined,
): Promise<ResolvedName | undefined> {
  const owner = ownerOf(asked);
  if (owner === "" || (await isThere(symbols, own, release))) return undefined;
  const found = await resolveSymbol(symbols, owner, release.key);
  const member = asked.slice(owner.length);
  let classes = found?.names.length === 1 ? found.names : [];
  const seen = new Set<string>();
  for (let height = 0; height < HIGHEST && classes.length > 0; height += 1) {
    for (const name of classes) seen.add(name);
    const above = (await rowsNamed(symbols, classes, release)).flatMap(({ bases }) => bases);
    classes = [...new Set(above)].filter((name) => !seen.has(name));
    const members = classes.map((name) => `${name}${member}`);
    const there = new Set((await rowsNamed(symbols, members, release)).map(({ name }) => name));
    const nearest = members.find((name) => there.has(name));
    if (nearest !== undefined) return { names: [nearest], match: "inherited" };
  }
  return undefined;
}

const isThere = async (
  symbols: Table,
  own: ResolvedName | undefined,
  release: CorpusRelease,
): Promise<boolean> => own !== undefined && (await rowsNamed(symbols, own.names, release)).length > 0;

/** In the order of the names. */
async function rowsNamed(
  symbols: Table,
  names: readonly string[],
  release: CorpusRelease,
): Promise<readonly Row[]> {
  if (names.length === 0) return [];
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  const rows = await symbols.rows<Row>(
    ["name", "bases"],
    `array_has_any(leaves, ${leaves}) AND name IN ${quoteAll(names)} AND ${visibleAt(release)}`,
  );
  const order = new Map(names.map((name, at) => [name, at]));
  return rows.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
}
