/** How a release that a claim names fits with what the index saw happen between two releases. */
export type Fit = "fits" | "possible" | "impossible";

/**
 * Whether something came (or went) in a release, given that it was not so in one and was so in a later one. Both
 * must leave no other release for it: `2.3` is proved by 2.2.x and 2.3.y, not by 2.1.x and 2.3.y.
 *
 * @param claimed as far as it is told: `2` means any of 2, `2.3` any of 2.3
 * @param before the last indexed release in which it was not so; undefined when there is none
 * @param after the first indexed release in which it was so
 */
export function fitOf(claimed: string, before: string | undefined, after: string): Fit {
  const wanted = numbersOf(claimed);
  const last = numbersOf(after).slice(0, wanted.length);
  if (before === undefined) return compare(last, wanted) < 0 ? "impossible" : "possible";
  const first = numbersOf(before).slice(0, wanted.length);
  if (compare(first, wanted) > 0 || compare(last, wanted) < 0) return "impossible";
  return compare(last, wanted) === 0 && isNext(first, wanted) ? "fits" : "possible";
}

/** Whether a stated release is the one claimed, as far as the claim tells it. */
export const isSameRelease = (claimed: string, stated: string): boolean => {
  const wanted = numbersOf(claimed);
  return compare(numbersOf(stated).slice(0, wanted.length), wanted) === 0;
};

/** Whether a release is of a later series than the one claimed, of an earlier one, or of it. */
export const orderOf = (release: string, claimed: string): number => {
  const wanted = numbersOf(claimed);
  return Math.sign(compare(numbersOf(release).slice(0, wanted.length), wanted));
};

/** `2.3` follows `2.2`, and the first of a major release follows any of the major release before. */
function isNext(before: readonly number[], here: readonly number[]): boolean {
  const at = here.length - 1;
  const own = here[at] ?? 0;
  const head = (numbers: readonly number[]): readonly number[] => numbers.slice(0, at);
  if (own > 0) return compare(head(before), head(here)) === 0 && (before[at] ?? 0) === own - 1;
  return at === 1 && (before[0] ?? 0) === (here[0] ?? 0) - 1;
}

const numbersOf = (version: string): readonly number[] =>
  (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
