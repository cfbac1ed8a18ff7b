import type { Interval } from "./bootstrap.js";

/** A difference with its sign, three decimals. */
export const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

/** The same with its interval. */
export const signedInterval = ({ mean, low, high }: Interval): string =>
  `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
