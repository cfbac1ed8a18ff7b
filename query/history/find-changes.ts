import type { Table } from "../store/lancedb.js";
import { isAlive } from "../store/lifetime.js";
import type { CorpusState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";
import type { Change } from "./change.js";
import type { CodeNames } from "./code-names.js";
import { compareReleases, type ReleaseDifference } from "./compare-releases.js";
import { evidenceIn } from "./evidence.js";
import { isMember, type SymbolLife, standingNames } from "./life.js";
import { mergeWitnesses } from "./merge-witnesses.js";
import { ownerOf } from "./moves.js";
import { announcedMoves } from "./notes/announced-moves.js";
import type { LinkedNote } from "./notes/link.js";
import { withNotes } from "./notes/tell.js";
import type { ReleasePair } from "./release-pairs.js";
import { settledByBases } from "./settle-by-bases.js";
import { settledByCode } from "./settle-by-code.js";
import { settledByWitness } from "./settle-lists.js";

/** What is known of a corpus's symbols. */
export interface Known {
  readonly library: string;
  readonly corpus: CorpusState;
  /** Where what did not change is looked up; without it, a member that is gone only may break. */
  readonly symbols?: Table;
  /** At least every row, of the symbols in question, that is in one release of a pair and not in the other. */
  readonly lives: readonly SymbolLife[];
  /** What the code of the releases binds; without it, what is documented no more is told as gone. */
  readonly code?: CodeNames;
  /** What release notes say of these symbols; without them, nothing is told by notes. */
  readonly notes?: readonly LinkedNote[];
}

/** What the releases of each pair differ in: oldest first, one change for all sources that witness it. */
export async function findChanges(known: Known, pairs: readonly ReleasePair[]): Promise<readonly Change[]> {
  const { notes = [] } = known;
  const bySource = new Map<string, SymbolLife[]>();
  for (const life of known.lives) {
    const lives = bySource.get(life.source);
    if (lives) lives.push(life);
    else bySource.set(life.source, [life]);
  }
  const found = await Promise.all(
    pairs.map(async (pair) => {
      const lives = bySource.get(pair.source) ?? [];
      const differences = compareReleases(
        lives,
        pair.previous.key,
        pair.here.key,
        announcedMoves(notes, pair),
      );
      const { symbols } = known;
      const placed = symbols ? await settledByBases(differences, pair, symbols) : differences;
      const settled = await withTheRest(placed, lives, pair, symbols);
      return settled.map((difference) => ({ difference, pair, shownBy: pair }));
    }),
  );
  const { code } = known;
  const settled = code ? await settledByCode(found.flat(), pairs, code) : found.flat();
  const placed = await settledByWitness(settled, known);
  const evidence = new Map(pairs.map((pair) => [pair, evidenceIn(pair)]));
  const changes = placed.map(({ difference, pair, shownBy }) =>
    changeOf(known.library, difference, pair, evidence.get(shownBy)?.(difference) ?? []),
  );
  return withNotes(mergeWitnesses(changes, known), notes, { ...known, pairs });
}

/**
 * What the rows that did not change say about those that did: a name that another row still bears did not come or
 * go, and a method that is gone from a class while another class has it may be inherited now.
 */
async function withTheRest(
  differences: readonly ReleaseDifference[],
  lives: readonly SymbolLife[],
  { source, previous, here }: ReleasePair,
  symbols: Table | undefined,
): Promise<readonly ReleaseDifference[]> {
  const doubtful = differences.filter(({ kind }) => kind === "added" || kind === "removed");
  if (doubtful.length === 0) return differences;
  const isOfClass = ({ is, was }: ReleaseDifference) => isMember({ kind: (is ?? was)?.kind ?? "" });
  if (symbols === undefined) {
    return differences.map((difference) =>
      difference.kind === "removed" && isOfClass(difference) ? { ...difference, breaking: null } : difference,
    );
  }
  // A module is there as long as anything in it is, whether or not it has a page of its own.
  const isModule = ({ is, was }: ReleaseDifference) => (is ?? was)?.kind === "module";
  const leaves = doubtful.some(isModule)
    ? undefined
    : [...new Set(doubtful.map(({ symbol }) => leafOf(symbol)))];
  const span = { source, from: previous.key, to: here.key };
  const standing = new Set((await standingNames(symbols, span, leaves)).map(({ name }) => name));
  const inUse = new Map(
    (doubtful.some(isModule) ? [previous.key, here.key] : []).map((key) => {
      const alive = lives.flatMap((life) => (isAlive(life, key) ? [life.name] : []));
      return [key, ownersOf([...standing, ...alive])];
    }),
  );
  const isInUse = (module: string, key: string) => inUse.get(key)?.has(module) === true;
  const gone = new Set(differences.flatMap(({ kind, symbol }) => (kind === "removed" ? [symbol] : [])));
  const borne = new Set(
    [...standing, ...lives.flatMap((life) => (isAlive(life, here.key) ? [life.name] : []))].map(leafOf),
  );
  return differences.flatMap((difference) => {
    const { kind, symbol } = difference;
    if (kind !== "added" && kind !== "removed") return [difference];
    if (standing.has(symbol)) return [];
    if (isModule(difference) && isInUse(symbol, kind === "added" ? previous.key : here.key)) return [];
    const inheritable =
      kind === "removed" && isOfClass(difference) && !gone.has(ownerOf(symbol)) && borne.has(leafOf(symbol));
    return [inheritable ? { ...difference, breaking: null } : difference];
  });
}

/** Everything that holds one of these names, at any depth. */
function ownersOf(names: readonly string[]): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const name of names) {
    for (let owner = ownerOf(name); owner !== "" && !owners.has(owner); owner = ownerOf(owner)) {
      owners.add(owner);
    }
  }
  return owners;
}

function changeOf(
  library: string,
  difference: ReleaseDifference,
  pair: ReleasePair,
  evidence: Change["evidence"],
): Change {
  const { version, date, dateOrigin } = pair.release;
  return {
    kind: difference.kind,
    breaking: difference.breaking,
    parameter: difference.parameter,
    before: difference.before,
    after: difference.after,
    symbol: difference.symbol,
    symbolKind: (difference.is ?? difference.was)?.kind ?? "",
    library,
    version,
    previous: pair.previous.version,
    date,
    dateOrigin,
    replacement: difference.replacement,
    evidence,
    contradicting: [],
    members: [],
  };
}
