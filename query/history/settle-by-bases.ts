import { quote, type Table } from "../store/lancedb.js";
import { aliveAt, isAlive } from "../store/lifetime.js";
import { differencesOf, type ReleaseDifference } from "./compare-releases.js";
import { inheritedMembers } from "./inherited.js";
import { isMember, livesOfNames, type SymbolLife } from "./life.js";
import { ownerOf } from "./moves.js";
import type { ReleasePair } from "./release-pairs.js";

/**
 * Members that came and went, by what their classes inherit: one that a base has in the later release did not go, and
 * one that a base had in the earlier release is not new. What the class has of its own and what it inherits are
 * compared instead.
 */
export async function settledByBases(
  differences: readonly ReleaseDifference[],
  { source, previous, here }: ReleasePair,
  symbols: Table,
): Promise<readonly ReleaseDifference[]> {
  const at = { removed: here.key, added: previous.key };
  const inherited = {
    removed: await inheritedLives(membersOf(differences, "removed"), { source, key: at.removed }, symbols),
    added: await inheritedLives(membersOf(differences, "added"), { source, key: at.added }, symbols),
  };
  return differences.flatMap((difference) => {
    const { kind, symbol, was, is } = difference;
    if (kind !== "removed" && kind !== "added") return [difference];
    const other = inherited[kind].get(symbol);
    if (other === undefined) return [difference];
    if (was) return differencesOf(was, other);
    return is ? differencesOf(other, is) : [];
  });
}

/** Members of classes that are there in both releases: what came or went with its class is told with it. */
function membersOf(differences: readonly ReleaseDifference[], kind: "added" | "removed"): readonly string[] {
  const all = differences.filter((difference) => difference.kind === kind);
  const classes = new Set(all.map(({ symbol }) => symbol));
  return all.flatMap(({ symbol, was, is }) => {
    const life = was ?? is;
    return life && isMember(life) && !classes.has(ownerOf(symbol)) ? [symbol] : [];
  });
}

/** What members are by inheritance in a release of a source, under the name in the class that inherits them. */
async function inheritedLives(
  members: readonly string[],
  { source, key }: { readonly source: string; readonly key: string },
  symbols: Table,
): Promise<ReadonlyMap<string, SymbolLife>> {
  if (members.length === 0) return new Map();
  const visible = `source = ${quote(source)} AND ${aliveAt(key)}`;
  const own = await inheritedMembers(symbols, members, visible);
  const lives = (await livesOfNames(symbols, [...new Set(own.values())])).filter(
    (life) => life.source === source && isAlive(life, key),
  );
  const byName = new Map(lives.map((life) => [life.name, life]));
  return new Map(
    [...own].flatMap(([member, name]) => {
      const life = byName.get(name);
      return life ? [[member, underName(life, member)] as const] : [];
    }),
  );
}

/** A member as the class that inherits it has it. Signatures may leave out how all names of the package begin. */
function underName(life: SymbolLife, name: string): SymbolLife {
  const parts = life.name.split(".");
  for (let from = 0; from < parts.length - 1; from += 1) {
    const written = parts.slice(from).join(".");
    const head = life.name.slice(0, life.name.length - written.length);
    if (life.signature.includes(written) && name.startsWith(head)) {
      return { ...life, name, signature: life.signature.replaceAll(written, name.slice(head.length)) };
    }
  }
  return { ...life, name };
}
