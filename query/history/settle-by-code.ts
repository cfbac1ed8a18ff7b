import type { Bound, CodeNames } from "./code-names.js";
import type { ReleaseDifference } from "./compare-releases.js";
import type { ReleasePair } from "./release-pairs.js";

/** A difference with the releases it lies between and those whose rows show it. */
export interface PlacedDifference {
  readonly difference: ReleaseDifference;
  readonly pair: ReleasePair;
  readonly shownBy: ReleasePair;
}

/**
 * What came and went, by what the code binds and not by what is documented. A name that the code had before its
 * documentation is dated by the code; one that the code still has is not gone. What the code may still make at run
 * time may break or not.
 *
 * @param placed of pairs in order, oldest first
 */
export async function settledByCode(
  placed: readonly PlacedDifference[],
  pairs: readonly ReleasePair[],
  code: CodeNames,
): Promise<readonly PlacedDifference[]> {
  const bound = async (version: string, name: string) => (await code(version))?.(name);
  const settled: PlacedDifference[] = [];
  for (const each of placed) {
    const { difference, pair } = each;
    const { kind, symbol } = difference;
    if (kind === "added") {
      if ((await bound(pair.previous.version, symbol)) !== "bound") settled.push(each);
      else settled.push(...(await earlier(each, pairs, bound)));
    } else if (kind === "removed") {
      settled.push(...(await later(each, pairs, bound)));
    } else if ((kind === "moved" || kind === "renamed") && difference.breaking === true) {
      const still = await bound(pair.here.version, symbol);
      settled.push({ ...each, difference: { ...difference, breaking: breakingWhere(still) } });
    } else settled.push(each);
  }
  return once(settled);
}

type BoundAt = (version: string, name: string) => Promise<Bound | undefined>;

const breakingWhere = (still: Bound | undefined): boolean | null =>
  still === "bound" ? false : still === "perhaps" ? null : true;

/** The pair of the same source in which the code first had it; nothing where that is not known or lies further back. */
async function earlier(
  each: PlacedDifference,
  pairs: readonly ReleasePair[],
  bound: BoundAt,
): Promise<readonly PlacedDifference[]> {
  const before = pairs.filter(
    ({ source, here }) => source === each.pair.source && here.key < each.pair.here.key,
  );
  for (const pair of [...before].reverse()) {
    const was = await bound(pair.previous.version, each.difference.symbol);
    if (was === "unbound" || was === "open") return [{ ...each, pair }];
    if (was !== "bound") return [];
  }
  return [];
}

/** The pair of the same source in which the code lost it. */
async function later(
  each: PlacedDifference,
  pairs: readonly ReleasePair[],
  bound: BoundAt,
): Promise<readonly PlacedDifference[]> {
  const after = pairs.filter(
    ({ source, here }) => source === each.pair.source && here.key >= each.pair.here.key,
  );
  for (const pair of after) {
    const still = await bound(pair.here.version, each.difference.symbol);
    if (still === "bound") continue;
    const breaking = still === "perhaps" ? null : still === "unbound" ? true : each.difference.breaking;
    return [{ ...each, pair, difference: { ...each.difference, breaking } }];
  }
  return [];
}

/** What was there, was undocumented for a while and is documented again came once. */
function once(placed: readonly PlacedDifference[]): readonly PlacedDifference[] {
  const seen = new Set<string>();
  return placed.filter(({ difference: { kind, symbol }, pair: { source, here } }) => {
    if (kind !== "added" && kind !== "removed") return true;
    const key = `${kind} ${symbol} ${source} ${here.key}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
