/** A ranked list, best first, without repetitions. */
export interface Ranking {
  readonly name: string;
  readonly weight: number;
  readonly ids: readonly string[];
}

export interface Fused {
  readonly id: string;
  readonly score: number;
  /** Rank from 1 in each list that holds the id. */
  readonly ranks: Readonly<Record<string, number>>;
}

/**
 * Weighted reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): sum over lists of weight / (k + rank).
 * An id that a list does not hold gets exactly 0 from it. Ties keep the order of first appearance.
 *
 * @param k dampens the head of each list; 60 in the paper
 */
export function fuse(rankings: readonly Ranking[], k: number): Fused[] {
  const fused = new Map<string, { id: string; score: number; ranks: Record<string, number> }>();
  for (const { name, weight, ids } of rankings) {
    if (weight === 0) continue;
    ids.forEach((id, index) => {
      const entry = fused.get(id) ?? { id, score: 0, ranks: {} };
      entry.score += weight / (k + index + 1);
      entry.ranks[name] = index + 1;
      fused.set(id, entry);
    });
  }
  return [...fused.values()].sort((a, b) => b.score - a.score);
}
