import { isAlive } from "../store/lifetime.js";
import { isListed } from "../store/listed.js";
import { leafOf } from "../store/terms.js";
import type { Difference } from "./change.js";
import { compareSymbols, readDeprecation } from "./compare-symbols.js";
import type { SymbolLife } from "./life.js";
import { isTopLevel, type Move, movesOf, ownerOf } from "./moves.js";
import { readParameters } from "./parameter.js";

/** A difference between two releases of one source, with the rows that show it. */
export interface ReleaseDifference extends Difference {
  readonly symbol: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly replacement: string | null;
  /** The symbol in the earlier and in the later release. */
  readonly was: SymbolLife | undefined;
  readonly is: SymbolLife | undefined;
}

/**
 * What the symbols given differ in between two releases of their source. A row that is present in both is the same
 * in both; of a symbol's rows all that differ must be given.
 *
 * @param announced by old name, the new names that release notes give it
 */
export function compareReleases(
  lives: readonly SymbolLife[],
  from: string,
  to: string,
  announced?: ReadonlyMap<string, readonly string[]>,
): readonly ReleaseDifference[] {
  const before = stateAt(lives, from);
  const after = stateAt(lives, to);
  const gone = [...before.values()].filter(({ name }) => !after.has(name));
  const come = [...after.values()].filter(({ name }) => !before.has(name));
  const moves = withMembers(movesOf(gone, come, after, announced), gone, come);
  const arrived = new Set([...moves.values()].map((move) => move.to.name));
  const namesNow = new Set([...after.values()].flatMap(({ name, aliases }) => [name, ...aliases]));
  const gained = membersGained(before, after, arrived);
  const knownAs = new Set([...before.values()].flatMap(({ aliases }) => aliases));
  return [
    ...gone.flatMap((was) => {
      const move = moves.get(was.name);
      return move ? movement(move, before.has(move.to.name), moves) : [removal(was)];
    }),
    ...[...after.values()].flatMap((is) => {
      const was = before.get(is.name);
      if (was) return [...differencesOf(was, is), ...lostNames(was, is, namesNow), ...gained(was, is)];
      const wasThere = arrived.has(is.name) || knownAs.has(is.name) || isParameter(is, before, after);
      return wasThere ? [] : [addition(is)];
    }),
  ];
}

/** Members that a class inherits from a class that is new too: they are new where somebody meets them. */
function membersGained(
  before: ReadonlyMap<string, SymbolLife>,
  after: ReadonlyMap<string, SymbolLife>,
  arrived: ReadonlySet<string>,
): (was: SymbolLife, is: SymbolLife) => readonly ReleaseDifference[] {
  const members = new Map<string, SymbolLife[]>();
  for (const life of after.values()) {
    const owner = ownerOf(life.name);
    const isNew = !before.has(owner) && after.has(owner) && !arrived.has(owner);
    if (isNew) members.set(owner, [...(members.get(owner) ?? []), life]);
  }
  return (was, is) =>
    is.bases
      .filter((base) => !was.bases.includes(base))
      .flatMap((base) => members.get(base) ?? [])
      .map((life) => ({
        ...life,
        name: `${is.name}${life.name.slice(ownerOf(life.name).length)}`,
        signature: life.signature.replaceAll(ownerOf(life.name), is.name),
      }))
      .filter(({ name }) => !before.has(name) && !after.has(name))
      .map(addition);
}

const depthOf = (name: string): number => name.split(".").length;

/**
 * Public names that do not lead any more to what is still there under its own. The longer ones are where things are
 * defined, which nobody is asked to write.
 */
function lostNames(
  was: SymbolLife,
  is: SymbolLife,
  namesNow: ReadonlySet<string>,
): readonly ReleaseDifference[] {
  if (!isTopLevel(was)) return [];
  return was.aliases
    .filter((alias) => !namesNow.has(alias) && !/(^|\.)_/.test(alias) && depthOf(alias) <= depthOf(is.name))
    .map((alias) => ({
      kind: leafOf(alias) === leafOf(is.name) ? "moved" : "renamed",
      breaking: true,
      parameter: undefined,
      ...{ symbol: alias, was, is, replacement: is.name, before: alias, after: is.name },
    }));
}

/** An attribute that holds a parameter which its class took before: newly declared, but not new. */
function isParameter(
  { name, kind }: SymbolLife,
  before: ReadonlyMap<string, SymbolLife>,
  after: ReadonlyMap<string, SymbolLife>,
): boolean {
  const owner = ownerOf(name);
  const [was, is] = [before.get(owner), after.get(owner)];
  if (kind !== "attribute" || !was || !is) return false;
  const takes = (life: SymbolLife) => readParameters(life).some((other) => `${owner}.${other.name}` === name);
  return takes(was) && takes(is);
}

/** One row a symbol: the one with a signature, or else the first by path, whatever order the rows come in. */
function stateAt(lives: readonly SymbolLife[], key: string): ReadonlyMap<string, SymbolLife> {
  const state = new Map<string, SymbolLife>();
  for (const life of lives) {
    if (!isAlive(life, key)) continue;
    const known = state.get(life.name);
    if (!known || rank(life) < rank(known)) state.set(life.name, life);
  }
  return state;
}

const rank = ({ signature, path, title }: SymbolLife): string =>
  `${signature === "" ? 1 : 0} ${path} ${title} ${signature}`;

/** Members go where their class goes. */
function withMembers(
  moves: ReadonlyMap<string, Move>,
  gone: readonly SymbolLife[],
  come: readonly SymbolLife[],
): ReadonlyMap<string, Move> {
  if (moves.size === 0) return moves;
  const all = new Map(moves);
  const fresh = new Map(come.map((life) => [life.name, life]));
  for (const from of [...gone].sort((a, b) => a.name.length - b.name.length)) {
    const owner = all.get(ownerOf(from.name));
    const to = owner && fresh.get(`${owner.to.name}${from.name.slice(owner.from.name.length)}`);
    if (owner && to && !all.has(from.name)) all.set(from.name, { ...owner, from, to });
  }
  return all;
}

function movement(
  move: Move,
  wasThere: boolean,
  moves: ReadonlyMap<string, Move>,
): readonly ReleaseDifference[] {
  const { from, to, oldNameWorks, newNameKnown } = move;
  // Where the old name still works, what it stands for now is compared; else the new one takes its place.
  const same = oldNameWorks
    ? differencesOf(from, {
        ...to,
        name: from.name,
        signature: to.signature.replaceAll(to.name, from.name),
      })
    : wasThere
      ? []
      : differencesOf(from, to);
  // The new name was never deprecated: that the old one was is how it came about.
  const changes = same.filter(({ kind }) => kind !== "un-deprecated");
  const withOwner = moves.has(ownerOf(from.name));
  if (withOwner || (oldNameWorks && newNameKnown && !wasThere)) return changes;
  const leaf = (name: string) => name.slice(ownerOf(name).length);
  const names = { before: from.name, after: to.name };
  return [
    {
      kind: leaf(from.name) === leaf(to.name) ? "moved" : "renamed",
      breaking: !oldNameWorks,
      parameter: undefined,
      ...{ symbol: from.name, was: from, is: to, replacement: to.name, ...names },
    },
    ...changes,
  ];
}

function removal(was: SymbolLife): ReleaseDifference {
  return {
    kind: "removed",
    breaking: isListed(was) ? null : true,
    parameter: undefined,
    before: was.signature || undefined,
    after: undefined,
    symbol: was.name,
    replacement: readDeprecation(was.deprecated)?.replacement ?? null,
    was,
    is: undefined,
  };
}

function addition(is: SymbolLife): ReleaseDifference {
  return {
    kind: "added",
    breaking: false,
    parameter: undefined,
    before: undefined,
    after: is.signature || undefined,
    symbol: is.name,
    replacement: null,
    was: undefined,
    is,
  };
}

/** What one symbol differs in, under the later of the two names. */
export const differencesOf = (was: SymbolLife, is: SymbolLife): readonly ReleaseDifference[] =>
  compareSymbols(was, is).map((difference) => ({
    ...difference,
    symbol: is.name,
    replacement: replacementIn(difference, was, is),
    was,
    is,
  }));

/** What the release that says so names to use instead. */
function replacementIn({ kind, parameter }: Difference, was: SymbolLife, is: SymbolLife): string | null {
  if (kind === "deprecated" && parameter === undefined) {
    return readDeprecation(is.deprecated)?.replacement ?? null;
  }
  if (kind !== "deprecated" && kind !== "parameter-removed") return null;
  const told = readParameters(kind === "deprecated" ? is : was).find(({ name }) => name === parameter);
  return told?.deprecated?.replacement ?? null;
}
