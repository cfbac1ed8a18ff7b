import { mulberry32 } from "./bootstrap.js";

export const SHUFFLES = 10_000;

/**
 * Two-sided p-value of a paired randomisation test: how often the mean difference is at least as far from 0 when
 * each row's sign is a coin toss (Fisher 1935; for retrieval Smucker, Allan, Carterette, CIKM 2007). The observed
 * signs count as one of the tosses, so that p is never 0. The same differences and seed give the same p.
 */
export function randomisationTest(differences: readonly number[], seed = 1): number {
  const moved = differences.filter((difference) => difference !== 0);
  const observed = Math.abs(moved.reduce((sum, difference) => sum + difference, 0));
  const random = mulberry32(seed);
  let asFar = 1;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle += 1) {
    let sum = 0;
    for (const difference of moved) sum += random() < 0.5 ? difference : -difference;
    // Sums of the same numbers in another order differ in the last bits.
    if (Math.abs(sum) >= observed - 1e-9) asFar += 1;
  }
  return asFar / (SHUFFLES + 1);
}
