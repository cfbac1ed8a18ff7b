/** A probability that was stated, and what came of it. */
export interface Stated {
  readonly probability: number;
  readonly right: boolean;
}

/** Statements whose probabilities lie between two bounds. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean probability stated, and share that was right; 0 of an empty one. */
  readonly stated: number;
  readonly right: number;
}

export const BINS = 10;

/** Ten bins of equal width, for a reliability diagram. */
export function reliability(statements: readonly Stated[]): readonly Bin[] {
  return Array.from({ length: BINS }, (_, at) => {
    const own = statements.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === at,
    );
    const mean = (of: (statement: Stated) => number): number =>
      own.length === 0 ? 0 : own.reduce((sum, statement) => sum + of(statement), 0) / own.length;
    return {
      ...{ from: at / BINS, to: (at + 1) / BINS, count: own.length },
      stated: mean(({ probability }) => probability),
      right: mean(({ right }) => (right ? 1 : 0)),
    };
  });
}

/** Expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015): the bins' mean gap, weighed by their size. */
export function calibrationError(statements: readonly Stated[]): number {
  const bins = reliability(statements);
  return (
    bins.reduce((sum, { count, stated, right }) => sum + count * Math.abs(stated - right), 0) /
    Math.max(1, statements.length)
  );
}

/** Area under the receiver operating characteristic: the chance that what is right was stated above what is wrong. */
export function rankingQuality(statements: readonly Stated[]): number {
  const sorted = [...statements].sort((a, b) => a.probability - b.probability);
  const positives = sorted.filter(({ right }) => right).length;
  const negatives = sorted.length - positives;
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.probability === sorted[from]?.probability) to += 1;
    const own = sorted.slice(from, to).filter(({ right }) => right).length;
    ranks += (own * (from + 1 + to)) / 2;
    from = to;
  }
  return positives === 0 || negatives === 0
    ? 0.5
    : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
