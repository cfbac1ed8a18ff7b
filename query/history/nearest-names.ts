import { leafOf, splitIdentifier } from "../store/terms.js";

/**
 * Names that somebody who wrote `asked` may have meant, best first: the same last part elsewhere, then small
 * differences in spelling, then last parts that share at least half of their words (`relu_fast`, `relu`); those in
 * the same module before others.
 */
export function nearestNames(asked: string, names: readonly string[], limit: number): readonly string[] {
  const owner = ownerOf(asked);
  const isElsewhere = (name: string): number => (ownerOf(name) === owner ? 0 : 1);
  const spelt = bySpelling(leafOf(asked), names, isElsewhere);
  // Words tell less than spelling, and take longer: they are looked at where spelling does not find enough.
  const alike = spelt.length < limit ? byWords(asked, names, isElsewhere) : [];
  const found = [...inOrder(spelt), ...inOrder(alike)].map(({ name }) => name);
  return [...new Set(found)].slice(0, limit);
}

interface Graded {
  readonly name: string;
  /** Smaller is nearer. */
  readonly grade: number;
}

const inOrder = (graded: readonly Graded[]): readonly Graded[] =>
  [...graded].sort(
    (a, b) => a.grade - b.grade || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
  );

/** `A.b.C` -> `a.b`. */
const ownerOf = (name: string): string =>
  name.slice(0, Math.max(0, name.length - leafOf(name).length - 1)).toLowerCase();

function bySpelling(
  leaf: string,
  names: readonly string[],
  isElsewhere: (name: string) => number,
): readonly Graded[] {
  const furthest = Math.max(1, Math.floor(leaf.length / 3));
  const letters = lettersOf(leaf);
  return names.flatMap((name) => {
    const other = leafOf(name);
    if (bagDistance(letters, other, leaf.length) > furthest) return [];
    const distance = other === leaf ? 0 : editDistance(leaf, other, furthest);
    return distance > furthest ? [] : [{ name, grade: distance * 2 + isElsewhere(name) }];
  });
}

/** Last parts that share at least half of their words. */
function byWords(
  asked: string,
  names: readonly string[],
  isElsewhere: (name: string) => number,
): readonly Graded[] {
  const words = wordsOf(asked);
  return names.flatMap((name) => {
    // Fewer than half of the words in it: that is told sooner than its own words are.
    if (containedIn(words, leafOf(name)) < words.size / 2) return [];
    const shared = sharedWords(words, wordsOf(name));
    return shared < 0.5 ? [] : [{ name, grade: (1 - shared) * 4 + isElsewhere(name) }];
  });
}

/** Words of a name's last part. */
const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(splitIdentifier(name.split(/\.|::/).at(-1) ?? name));

const containedIn = (words: ReadonlySet<string>, name: string): number => {
  let found = 0;
  for (const word of words) if (name.includes(word)) found += 1;
  return found;
};

/** How often each character code below 128 occurs. */
function lettersOf(text: string): Int32Array {
  const counts = new Int32Array(128);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) & 127;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/**
 * Letters that one text has more of than the other, whichever has more: never above the edit distance, and told in one
 * pass (Bartolini, Ciaccia, Patella, SPIRE 2002).
 */
function bagDistance(letters: Int32Array, other: string, length: number): number {
  const left = letters.slice();
  let shared = 0;
  for (let at = 0; at < other.length; at += 1) {
    const code = other.charCodeAt(at) & 127;
    const count = left[code] ?? 0;
    if (count > 0) {
      left[code] = count - 1;
      shared += 1;
    }
  }
  return Math.max(length, other.length) - shared;
}

/** Jaccard's index: words that both have, of those that either has. */
function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/**
 * Levenshtein distance (insertions, deletions, substitutions), or `most + 1` as soon as it is known to be greater
 * than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}
