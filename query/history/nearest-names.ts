import { lastPartOf, leafOf, splitIdentifier } from "../store/terms.js";
import { editDistance, leastDistance, lettersOf } from "./edit-distance.js";

/** Names arranged by their last parts, of which there are fewer: what is asked of all names is asked of each part once. */
export interface NameIndex {
  /** Last parts by their length. */
  readonly byLength: ReadonlyMap<number, readonly LastPart[]>;
  /** Last parts by each of their words; made when it is first asked for. */
  readonly byWord: () => ReadonlyMap<string, readonly LastPart[]>;
}

/** The last part of names, and the names that end with it. */
interface LastPart {
  readonly lower: string;
  readonly letters: Uint8ClampedArray;
  readonly words: () => readonly string[];
  readonly names: string[];
}

export function indexNames(names: Iterable<string>): NameIndex {
  const parts = new Map<string, LastPart>();
  for (const name of names) {
    const written = lastPartOf(name);
    const known = parts.get(written);
    if (known) known.names.push(name);
    else {
      const lower = written.toLowerCase();
      const words = () => [...new Set(splitIdentifier(written))];
      parts.set(written, { lower, letters: lettersOf(lower), words, names: [name] });
    }
  }
  const all = [...parts.values()];
  let byWord: ReadonlyMap<string, readonly LastPart[]> | undefined;
  return {
    byLength: groupBy(all, ({ lower }) => [lower.length]),
    byWord: () => {
      byWord ??= groupBy(all, ({ words }) => words());
      return byWord;
    },
  };
}

function groupBy<Key>(
  parts: readonly LastPart[],
  keysOf: (part: LastPart) => readonly Key[],
): ReadonlyMap<Key, readonly LastPart[]> {
  const groups = new Map<Key, LastPart[]>();
  for (const part of parts) {
    for (const key of keysOf(part)) {
      const group = groups.get(key);
      if (group) group.push(part);
      else groups.set(key, [part]);
    }
  }
  return groups;
}

/** Names of a list that somebody who wrote `asked` may have meant, best first. */
export const nearestNames = (asked: string, names: readonly string[], limit: number): readonly string[] =>
  nearestIn(asked, [indexNames(names)], limit);

/**
 * Names that somebody who wrote `asked` may have meant, best first: the same last part elsewhere, then small
 * differences in spelling, then last parts that share at least half of their words (`relu_fast`, `relu`); those in
 * the same module before others.
 */
export function nearestIn(asked: string, indexes: readonly NameIndex[], limit: number): readonly string[] {
  const spelt = indexes.flatMap((index) => bySpelling(leafOf(asked), index));
  // Words tell less than spelling, and take longer: they are looked at where spelling does not find enough.
  const isEnough = spelt.reduce((sum, { part }) => sum + part.names.length, 0) >= limit;
  const alike = isEnough ? [] : indexes.flatMap((index) => byWords(asked, index));
  const owner = ownerOf(asked);
  const found = [...inOrder(spelt, owner), ...inOrder(alike, owner)];
  return [...new Set(found)].slice(0, limit);
}

interface Graded {
  readonly part: LastPart;
  /** Smaller is nearer. */
  readonly grade: number;
}

/** Of two that are as near, the one in the module asked for, then the shorter. */
function inOrder(graded: readonly Graded[], owner: string): readonly string[] {
  return graded
    .flatMap(({ part, grade }) =>
      part.names.map((name) => ({ name, grade: grade + (ownerOf(name) === owner ? 0 : 1) })),
    )
    .sort((a, b) => a.grade - b.grade || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** `A.b.C` -> `a.b`. */
const ownerOf = (name: string): string =>
  name.slice(0, Math.max(0, name.length - leafOf(name).length - 1)).toLowerCase();

function bySpelling(leaf: string, { byLength }: NameIndex): readonly Graded[] {
  const furthest = Math.max(1, Math.floor(leaf.length / 3));
  const letters = lettersOf(leaf);
  const found: Graded[] = [];
  for (let length = leaf.length - furthest; length <= leaf.length + furthest; length += 1) {
    for (const part of byLength.get(length) ?? []) {
      if (leastDistance(letters, part.letters) > furthest) continue;
      const distance = editDistance(leaf, part.lower, furthest);
      if (distance <= furthest) found.push({ part, grade: distance * 2 });
    }
  }
  return found;
}

/** Last parts that share at least half of their words (Jaccard's index: those that both have, of those that either has). */
function byWords(asked: string, { byWord }: NameIndex): readonly Graded[] {
  const words = new Set(splitIdentifier(lastPartOf(asked)));
  const shared = new Map<LastPart, number>();
  for (const word of words) {
    for (const part of byWord().get(word) ?? []) shared.set(part, (shared.get(part) ?? 0) + 1);
  }
  return [...shared].flatMap(([part, both]) => {
    const share = both / (words.size + part.words().length - both);
    return share < 0.5 ? [] : [{ part, grade: (1 - share) * 4 }];
  });
}
