import { editDistance } from "../history/edit-distance.js";
import { ownerOf } from "../history/moves.js";
import { type NameIndex, nearestIn, nearestNames } from "../history/nearest-names.js";
import { leafOf } from "../store/terms.js";

/** Near names looked at: the one that counts is among the first. */
const LOOKED_AT = 8;

/**
 * The name that was meant, as far as its spelling leaves little doubt: in the same place a few letters off; in another
 * place spelt the same, or but for a letter of a long name. A method of some class is nothing that a module had.
 */
export function closeName(
  name: string,
  ownerKind: "module" | "class",
  indexes: readonly NameIndex[],
): readonly string[] {
  const owner = ownerOf(name);
  const leaf = leafOf(name);
  const found = nearestIn(name, indexes, LOOKED_AT).find((other) => {
    if (other === name) return false;
    if (ownerOf(other) === owner) return isClose(leaf, leafOf(other), furthestFrom(leaf));
    if (ownerKind === "class" || isMember(other)) return false;
    // `tree_map` that became `tree.map`.
    if (endingsOf(other).includes(bare(leaf))) return true;
    return isClose(leaf, leafOf(other), leaf.length >= LONG ? 1 : 0);
  });
  return found === undefined ? [] : [found];
}

/** The keyword that was meant, of those that the call does not pass already. */
export function closeKeyword(keyword: string, free: readonly string[]): readonly string[] {
  const most = furthestFrom(keyword);
  return nearestNames(keyword, free, LOOKED_AT)
    .filter((other) => isClose(keyword.toLowerCase(), other.toLowerCase(), most))
    .slice(0, 1);
}

/** Letters of a name of which one may differ where it stands elsewhere. */
const LONG = 8;

/** A third of the letters, three at most. */
const furthestFrom = ({ length }: string): number => Math.min(3, Math.max(1, Math.floor(length / 3)));

const isClose = (a: string, b: string, most: number): boolean => editDistance(a, b, most) <= most;

const bare = (name: string): string => name.toLowerCase().replace(/[._]/g, "");

/** Its last part, its last two: `map`, `treemap`. */
const endingsOf = (name: string): readonly string[] => {
  const parts = name.split(".");
  return [parts.slice(-1), parts.slice(-2)].map((some) => bare(some.join("")));
};

const isMember = (name: string): boolean => /^[A-Z]/.test(ownerOf(name).split(".").at(-1) ?? "");
