import { leafOf, splitIdentifier } from "../store/terms.js";

/**
 * Names that somebody who wrote `asked` may have meant, best first: the same last part elsewhere, then small
 * differences in spelling, then last parts that share at least half of their words (`relu_fast`, `relu`); those in
 * the same module before others.
 */
export function nearestNames(asked: string, names: readonly string[], limit: number): readonly string[] {
  const leaf = leafOf(asked);
  const owner = asked.slice(0, Math.max(0, asked.length - leaf.length - 1)).toLowerCase();
  const furthest = Math.max(1, Math.floor(leaf.length / 3));
  const words = wordsOf(asked);
  const graded = names.flatMap((name) => {
    const other = leafOf(name);
    const spelling = other === leaf ? 0 : editDistance(leaf, other, furthest);
    const apart = spelling > furthest ? 1 - sharedWords(words, wordsOf(name)) : 0;
    if (apart > 0.5) return [];
    const elsewhere =
      name.slice(0, Math.max(0, name.length - other.length - 1)).toLowerCase() === owner ? 0 : 1;
    return [{ name, grade: (Math.min(spelling, furthest) + apart) * 2 + elsewhere }];
  });
  return graded
    .sort((a, b) => a.grade - b.grade || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Words of a name's last part. */
const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(splitIdentifier(name.split(/\.|::/).at(-1) ?? name));

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
