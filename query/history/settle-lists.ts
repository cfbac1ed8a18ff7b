import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import { isListed, TOLD_IN_FULL } from "../store/listed.js";
import { leafOf } from "../store/terms.js";
import type { SymbolLife } from "./life.js";
import type { PlacedDifference } from "./settle-by-code.js";

type Witness = Pick<SymbolLife, "name" | "aliases" | "signature" | "path" | "since" | "until">;

const COLUMNS: readonly (keyof Witness)[] = ["name", "aliases", "signature", "path", "since", "until"];

/**
 * Differences without those that only lists of an API reference show and that what tells more denies: a name that some
 * source shows in the earlier release or before did not come, and one that is shown later did not go.
 *
 * @param lives what is known of these symbols, where `symbols` is not given to look it up
 */
export async function settledByWitness(
  placed: readonly PlacedDifference[],
  lives: readonly SymbolLife[],
  symbols: Table | undefined,
): Promise<readonly PlacedDifference[]> {
  const names = [...new Set(placed.flatMap((each) => (isOnlyListed(each) ? [each.difference.symbol] : [])))];
  if (names.length === 0) return placed;
  const witnesses = symbols === undefined ? lives : await witnessesOf(symbols, names);
  const byName = new Map<string, Witness[]>();
  for (const witness of witnesses) {
    if (isListed(witness)) continue;
    for (const name of [witness.name, ...witness.aliases])
      byName.set(name, [...(byName.get(name) ?? []), witness]);
  }
  return placed.filter((each) => {
    if (!isOnlyListed(each)) return true;
    const { difference, pair } = each;
    const told = byName.get(difference.symbol) ?? [];
    return !told.some(({ since, until }) =>
      difference.kind === "added" ? since <= pair.previous.key : until > pair.here.key,
    );
  });
}

function isOnlyListed({ difference: { kind, is, was } }: PlacedDifference): boolean {
  const life = kind === "added" ? is : kind === "removed" ? was : undefined;
  return life !== undefined && isListed(life);
}

const witnessesOf = (symbols: Table, names: readonly string[]): Promise<readonly Witness[]> => {
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  const borne = `name IN ${quoteAll(names)} OR array_has_any(aliases, ${sqlArray(names)})`;
  return symbols.rows<Witness>(
    COLUMNS,
    `array_has_any(leaves, ${leaves}) AND ${TOLD_IN_FULL} AND (${borne})`,
  );
};
