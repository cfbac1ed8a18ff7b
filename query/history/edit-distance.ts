/**
 * Levenshtein distance (insertions, deletions, substitutions), or `most + 1` as soon as it is known to be greater
 * than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Int32Array.from({ length: b.length + 1 }, (_, at) => at);
  let next = new Int32Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    const code = a.charCodeAt(i - 1);
    next[0] = i;
    let least = i;
    let before = i;
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (code === b.charCodeAt(j - 1) ? 0 : 1);
      before = Math.min((row[j] ?? 0) + 1, before + 1, substituted);
      next[j] = before;
      if (before < least) least = before;
    }
    if (least > most) return most + 1;
    [row, next] = [next, row];
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

/** Character codes that agree in their last five bits are counted as one letter. */
const LETTERS = 32;

/** How often each letter occurs in a text, 255 times at most. */
export function lettersOf(text: string): Uint8ClampedArray {
  const counts = new Uint8ClampedArray(LETTERS);
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at) % LETTERS;
    counts[letter] = (counts[letter] ?? 0) + 1;
  }
  return counts;
}

/**
 * Letters that one text has more of than the other, whichever has more: never above the edit distance of two texts
 * (the bag distance of Bartolini, Ciaccia, Patella, SPIRE 2002).
 */
export function leastDistance(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let more = 0;
  let fewer = 0;
  for (let letter = 0; letter < LETTERS; letter += 1) {
    const difference = (a[letter] ?? 0) - (b[letter] ?? 0);
    if (difference > 0) more += difference;
    else fewer -= difference;
  }
  return Math.max(more, fewer);
}
