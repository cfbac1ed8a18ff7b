import { type CorpusRelease, visibleAt } from "../release.js";
import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";
import { leafOf } from "../store/terms.js";
import { ownerOf } from "./moves.js";
import { type ResolvedName, resolveSymbol } from "./resolve-symbol.js";

type Row = Pick<SymbolRow, "name" | "bases">;

/** Classes looked at, one above the other: a hierarchy is never so high. */
const HIGHEST = 12;

/** Names looked up at once. */
const AT_ONCE = 500;

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
  const visible = visibleAt(release);
  if (owner === "") return undefined;
  if (own !== undefined && (await rowsNamed(symbols, own.names, visible)).length > 0) return undefined;
  const found = await resolveSymbol(symbols, owner, release);
  const [name, ...others] = found?.names ?? [];
  if (name === undefined || others.length > 0) return undefined;
  const member = `${name}${asked.slice(owner.length)}`;
  const inherited = (await inheritedMembers(symbols, [member], visible)).get(member);
  return inherited === undefined ? undefined : { names: [inherited], match: "inherited" };
}

/**
 * What members inherited from public bases are by the name of their own, by the name in the class that inherits them;
 * the nearest base first. What no base has is not among them.
 *
 * @param visible SQL filter: the rows of one release
 */
export async function inheritedMembers(
  symbols: Table,
  members: readonly string[],
  visible: string,
): Promise<ReadonlyMap<string, string>> {
  const bases = await basesAbove(symbols, [...new Set(members.map(ownerOf))], visible);
  const candidates = new Map(
    members.map((member) => {
      const owner = ownerOf(member);
      return [member, classesAbove(owner, bases).map((base) => `${base}${member.slice(owner.length)}`)];
    }),
  );
  const wanted = [...new Set([...candidates.values()].flat())];
  const there = new Set((await rowsNamed(symbols, wanted, visible)).map(({ name }) => name));
  return new Map(
    [...candidates].flatMap(([member, names]) => {
      const nearest = names.find((name) => there.has(name));
      return nearest === undefined ? [] : [[member, nearest] as const];
    }),
  );
}

/** The bases of these classes and of those above them, by class. */
async function basesAbove(
  symbols: Table,
  classes: readonly string[],
  visible: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const bases = new Map<string, readonly string[]>();
  let level = classes;
  for (let height = 0; height < HIGHEST && level.length > 0; height += 1) {
    for (const row of await rowsNamed(symbols, level, visible)) {
      bases.set(row.name, [...new Set([...(bases.get(row.name) ?? []), ...row.bases])]);
    }
    level = [...new Set(level.flatMap((name) => bases.get(name) ?? []))].filter((name) => !bases.has(name));
  }
  return bases;
}

/** Everything above a class, the nearest first. */
function classesAbove(owner: string, bases: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const above = new Set([owner]);
  // What is put into a set while it is walked through is walked through as well.
  for (const name of above) for (const base of bases.get(name) ?? []) above.add(base);
  above.delete(owner);
  return [...above];
}

async function rowsNamed(symbols: Table, names: readonly string[], visible: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const leaves = sqlArray([...new Set(some.map(leafOf))]);
    const filter = `array_has_any(leaves, ${leaves}) AND name IN ${quoteAll(some)} AND ${visible}`;
    rows.push(...(await symbols.rows<Row>(["name", "bases"], filter)));
  }
  return rows;
}
