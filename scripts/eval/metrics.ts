/** Ranks, from 1, at which a ranked list of pages holds a relevant one; ascending. */
export type Ranks = readonly number[];

export const METRICS = ["hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "recall@5"] as const;
export type Metric = (typeof METRICS)[number];
export type Scores = Readonly<Record<Metric, number>>;

/**
 * Scores one question; every value is from 0 to 1.
 *
 * nDCG with binary relevance and the discount 1 / log2(1 + rank) (Järvelin and Kekäläinen, TOIS 2002); the
 * ideal list begins with all relevant pages.
 *
 * @param relevant number of relevant pages, at least 1
 */
export function scoresOf(ranks: Ranks, relevant: number): Scores {
  const first = ranks[0] ?? Number.POSITIVE_INFINITY;
  const within = (k: number) => ranks.filter((rank) => rank <= k);
  const gain = within(10).reduce((sum, rank) => sum + discount(rank), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(10, relevant); rank++) ideal += discount(rank);
  return {
    "hit@1": first <= 1 ? 1 : 0,
    "hit@5": first <= 5 ? 1 : 0,
    "hit@10": first <= 10 ? 1 : 0,
    "mrr@10": first <= 10 ? 1 / first : 0,
    "ndcg@10": gain / ideal,
    "recall@5": within(5).length / relevant,
  };
}

const discount = (rank: number): number => 1 / Math.log2(1 + rank);

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
