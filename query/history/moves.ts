import { leafOf } from "../store/terms.js";
import { canonicalLine, readDeprecation } from "./compare-symbols.js";
import { type SymbolLife, TOP_LEVEL_KINDS } from "./life.js";

/** One object under two names, proved. */
export interface Move {
  readonly from: SymbolLife;
  readonly to: SymbolLife;
  /** The old name still reaches it. */
  readonly oldNameWorks: boolean;
  /** The new name reached it before. */
  readonly newNameKnown: boolean;
}

/** A summary shorter than this does not tell one function from another. */
const TELLING_SUMMARY = 20;

/**
 * Which symbols that are gone are still there under another name. Proofs, the first that holds:
 *
 * 1. the old name is an alias of a symbol of the later release;
 * 2. both have an alias in common, the name of the module that defines them;
 * 3. same kind, last part of the name, signature and summary, and no other symbol has them;
 * 4. the deprecation's message says that it was renamed or moved, and names what is there;
 * 5. the release notes say so.
 *
 * @param gone names of the earlier release that are not in the later one
 * @param come names of the later release that were not in the earlier one
 * @param after everything of the later release that is known
 * @param noted by old name, the names that release notes give it, likeliest first
 */
export function movesOf(
  gone: readonly SymbolLife[],
  come: readonly SymbolLife[],
  after: ReadonlyMap<string, SymbolLife>,
  noted: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, Move> {
  const fresh = new Set(come.map(({ name }) => name));
  const byAlias = uniqueBy([...after.values()].filter(isTopLevel), ({ aliases }) => aliases);
  const newByAlias = uniqueBy(come.filter(isTopLevel), ({ name, aliases }) => [name, ...aliases]);
  // To make signatures alike costs most here: only those of symbols that one of the other side may equal.
  const [goneAs, comeAs] = [gone, come].map((lives) => new Set(lives.filter(isTopLevel).map(likenessOf)));
  const identity = (life: SymbolLife) => {
    const likeness = likenessOf(life);
    return goneAs?.has(likeness) && comeAs?.has(likeness) ? identityOf(life) : [];
  };
  const newByIdentity = uniqueBy(come.filter(isTopLevel), identity);
  const oldByIdentity = uniqueBy(gone.filter(isTopLevel), identity);
  const moves = new Map<string, Move>();
  for (const from of gone.filter(isTopLevel)) {
    const [key] = identity(from);
    const to =
      byAlias.get(from.name) ??
      from.aliases.map((alias) => newByAlias.get(alias)).find((other) => other?.kind === from.kind) ??
      (key !== undefined && oldByIdentity.get(key) === from ? newByIdentity.get(key) : undefined) ??
      announced(from, after) ??
      noted
        .get(from.name)
        ?.map((name) => after.get(name))
        .find((other) => other?.kind === from.kind);
    if (!to || to.name === from.name) continue;
    moves.set(from.name, {
      from,
      to,
      oldNameWorks: to.aliases.includes(from.name),
      newNameKnown: from.aliases.includes(to.name) || !fresh.has(to.name),
    });
  }
  return moves;
}

export const isTopLevel = ({ kind }: SymbolLife): boolean => TOP_LEVEL_KINDS.some((known) => known === kind);

/** What two symbols that are one have in common, and most others have not. */
const likenessOf = ({ name, kind, summary }: SymbolLife): string => `${leafOf(name)} ${kind} ${summary}`;

/** What proves two symbols of different modules to be one; nothing where too little is known. */
function identityOf({ name, kind, signature, summary }: SymbolLife): readonly string[] {
  if (signature === "" || summary.length < TELLING_SUMMARY) return [];
  const bare = signature.split("\n").map((line) => canonicalLine(line, name));
  return [JSON.stringify([leafOf(name), kind, bare, summary])];
}

/** Index by key; a key that two symbols have proves nothing. */
function uniqueBy(
  lives: readonly SymbolLife[],
  keysOf: (life: SymbolLife) => readonly string[],
): ReadonlyMap<string, SymbolLife> {
  const found = new Map<string, SymbolLife>();
  const repeated = new Set<string>();
  for (const life of lives) {
    for (const key of new Set(keysOf(life))) {
      if (found.has(key)) repeated.add(key);
      found.set(key, life);
    }
  }
  for (const key of repeated) found.delete(key);
  return found;
}

function announced(from: SymbolLife, after: ReadonlyMap<string, SymbolLife>): SymbolLife | undefined {
  const deprecation = readDeprecation(from.deprecated);
  if (deprecation?.replacement === undefined) return undefined;
  if (!/\b(renamed|moved|relocated)\b/i.test(deprecation.message)) return undefined;
  return after.get(deprecation.replacement) ?? after.get(`${ownerOf(from.name)}.${deprecation.replacement}`);
}

/** `a.b.c` -> `a.b`. */
export const ownerOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf(".")));
