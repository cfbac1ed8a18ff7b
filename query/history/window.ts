/** A span of days, both ends included, `YYYY-MM-DD`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The days from `months` months before `asOf` to `asOf`. A day that the earlier month lacks is its last one. */
export function windowOf(asOf: Date, months: number): Window {
  const from = new Date(asOf);
  from.setUTCMonth(from.getUTCMonth() - months);
  if (from.getUTCDate() !== asOf.getUTCDate()) from.setUTCDate(0);
  return { from: day(from), to: day(asOf) };
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
