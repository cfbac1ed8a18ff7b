import type { Outcome } from "./ask.js";

/** How many questions have their first right page at each rank. */
export interface RankCounts {
  readonly name: string;
  /** Ranks 1 to 10. */
  readonly at: readonly number[];
  readonly missed: number;
}

export function rankCounts(name: string, outcomes: readonly Outcome[]): RankCounts {
  const at = Array.from(
    { length: 10 },
    (_, index) => outcomes.filter(({ first }) => first === index + 1).length,
  );
  return { name, at, missed: outcomes.length - at.reduce((sum, count) => sum + count, 0) };
}
