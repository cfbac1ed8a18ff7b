import { mulberry32 } from "../bootstrap.js";

/** Draws that a seed repeats. */
export interface Draw {
  one<T>(from: readonly T[]): T;
  /** Without repetition; all of them, in a random order, where there are fewer. */
  some<T>(from: readonly T[], count: number): readonly T[];
}

export function drawing(seed: number): Draw {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    one: (from) => {
      const drawn = from[below(from.length)];
      if (drawn === undefined) throw new Error("nothing to draw from");
      return drawn;
    },
    some: (from, count) => {
      const left = [...from];
      for (let at = 0; at < Math.min(count, left.length); at += 1) {
        const other = at + below(left.length - at);
        [left[at], left[other]] = [left[other] as (typeof left)[number], left[at] as (typeof left)[number]];
      }
      return left.slice(0, count);
    },
  };
}
