/** What part of the chance that a candidate page answers falls to the best of them: the log-odds as a softmax over all pages. */
export interface PageShares {
  readonly first: number;
  readonly firstFive: number;
}

/** @param scores log-odds of all candidate pages, up to a constant */
export function pageShares(scores: Iterable<number>): PageShares {
  const best = [...scores].sort((a, b) => b - a);
  const [top] = best;
  if (top === undefined) return { first: 0, firstFive: 0 };
  const odds = best.map((score) => Math.exp(score - top));
  const sum = (list: readonly number[]): number => list.reduce((total, odd) => total + odd, 0);
  const all = sum(odds);
  return { first: 1 / all, firstFive: sum(odds.slice(0, 5)) / all };
}
