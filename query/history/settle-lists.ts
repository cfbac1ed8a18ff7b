import { corpusReleases } from "../release.js";
import { quoteAll, sqlArray, type Table } from "../store/lancedb.js";
import { isListed, TOLD_IN_FULL } from "../store/listed.js";
import type { CorpusState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";
import type { CodeNames } from "./code-names.js";
import type { SymbolLife } from "./life.js";
import type { ReleasePair } from "./release-pairs.js";
import type { PlacedDifference } from "./settle-by-code.js";

interface Witnesses {
  readonly corpus: CorpusState;
  /** What is known of the symbols, where `symbols` is not given to look it up. */
  readonly lives: readonly SymbolLife[];
  readonly symbols?: Table;
  readonly code?: CodeNames;
}

type Witness = Pick<SymbolLife, "name" | "aliases" | "signature" | "path" | "since" | "until">;

const COLUMNS: readonly (keyof Witness)[] = ["name", "aliases", "signature", "path", "since", "until"];

/**
 * Differences without those that only lists of an API reference show and that what tells more denies, in whatever source:
 * what is shown in the earlier release or before did not come, and what is shown in the later one or after, or is in the
 * code of the nearest of these that was read, did not go.
 */
export async function settledByWitness(
  placed: readonly PlacedDifference[],
  known: Witnesses,
): Promise<readonly PlacedDifference[]> {
  const names = [...new Set(placed.flatMap((each) => (isOnlyListed(each) ? [each.difference.symbol] : [])))];
  if (names.length === 0) return placed;
  const lives = known.symbols === undefined ? known.lives : await livesOf(known.symbols, names);
  const byName = new Map<string, Witness[]>();
  for (const life of lives) {
    if (isListed(life)) continue;
    for (const name of [life.name, ...life.aliases]) byName.set(name, [...(byName.get(name) ?? []), life]);
  }
  const settled: PlacedDifference[] = [];
  for (const each of placed) {
    const { difference, pair } = each;
    const told = byName.get(difference.symbol) ?? [];
    const isDenied =
      isOnlyListed(each) &&
      (told.some((life) => denies(life, difference.kind, pair)) || (await codeDenies(each, known)));
    if (!isDenied) settled.push(each);
  }
  return settled;
}

function isOnlyListed({ difference: { kind, is, was } }: PlacedDifference): boolean {
  const life = kind === "added" ? is : kind === "removed" ? was : undefined;
  return life !== undefined && isListed(life);
}

const denies = ({ since, until }: Witness, kind: string, { previous, here }: ReleasePair): boolean =>
  kind === "added" ? since <= previous.key : until > here.key;

/** Whether the code of the nearest release that was read, before what came or after what went, binds the name. */
async function codeDenies(
  { difference: { kind, symbol }, pair }: PlacedDifference,
  { corpus, code }: Witnesses,
): Promise<boolean> {
  const releases = corpusReleases(corpus);
  const others =
    kind === "added"
      ? releases.filter(({ key }) => key <= pair.previous.key)
      : releases.filter(({ key }) => key >= pair.here.key).reverse();
  for (const { version } of others) {
    const bound = await code?.(version);
    if (bound !== undefined) return bound(symbol) === "bound";
  }
  return false;
}

const livesOf = (symbols: Table, names: readonly string[]): Promise<readonly Witness[]> => {
  const leaves = sqlArray([...new Set(names.map(leafOf))]);
  const borne = `name IN ${quoteAll(names)} OR array_has_any(aliases, ${sqlArray(names)})`;
  return symbols.rows<Witness>(
    COLUMNS,
    `array_has_any(leaves, ${leaves}) AND ${TOLD_IN_FULL} AND (${borne})`,
  );
};
