import { mean } from "./metrics.js";

export interface Interval {
  readonly mean: number;
  /** The 2.5 % and 97.5 % percentiles of the resampled means. */
  readonly low: number;
  readonly high: number;
}

export const RESAMPLES = 1_000;

/**
 * Percentile bootstrap (Efron 1979) of a mean. The same values and seed give the same interval. For a paired
 * comparison, give the differences of the two systems on the same rows.
 */
export function bootstrap(values: readonly number[], seed = 1): Interval {
  const centre = mean(values);
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const random = mulberry32(seed);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++) {
      sum += values[Math.floor(random() * values.length)] ?? 0;
    }
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (RESAMPLES - 1))] ?? centre;
  return { mean: centre, low: at(0.025), high: at(0.975) };
}

/** Uniform numbers in [0, 1): a 32-bit state passed through multiply-and-shift mixing. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
