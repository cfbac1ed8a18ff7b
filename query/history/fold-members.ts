import type { Change } from "./change.js";
import { isMember } from "./life.js";
import { ownerOf } from "./moves.js";

/**
 * What takes its members along: they are told with it, by their last part. A module's classes are told one by one, and
 * so are its constants.
 */
const OWNERS = /^(class|interface|enum|type|module)$/;

/** Kinds by which a parameter tells what happened to the attribute that holds it. */
const TOLD_BY_PARAMETER: Readonly<Record<string, string>> = {
  added: "parameter-added",
  removed: "parameter-removed",
  "default-changed": "default-changed",
  "annotation-changed": "annotation-changed",
};

/**
 * A list of changes as a maintainer would write it: members that came or went with their class are named with it,
 * and an attribute that only repeats what happened to the parameter of the same name is left out.
 */
export function foldMembers(changes: readonly Change[]): readonly Change[] {
  const keyOf = (kind: string, symbol: string, version: string, parameter?: string) =>
    `${kind} ${symbol} ${version} ${parameter ?? ""}`;
  const owners = new Map<string, { readonly isModule: boolean; readonly members: string[] }>();
  const parameters = new Set<string>();
  for (const { kind, symbol, symbolKind, version, parameter } of changes) {
    if ((kind === "added" || kind === "removed") && OWNERS.test(symbolKind)) {
      owners.set(keyOf(kind, symbol, version), { isModule: symbolKind === "module", members: [] });
    }
    if (parameter !== undefined) parameters.add(keyOf(kind, symbol, version, parameter));
  }
  const told = changes.filter(({ kind, symbol, symbolKind, version, parameter }) => {
    const owner = ownerOf(symbol);
    const leaf = symbol.slice(owner.length + 1);
    if (parameter !== undefined) return true;
    const taking = owners.get(keyOf(kind, owner, version));
    // Of an enumeration the constants are members; of a module they are not.
    const isTaken = taking !== undefined && (isMember({ kind: symbolKind }) || !taking.isModule);
    if (isTaken) taking.members.push(leaf);
    const byParameter = TOLD_BY_PARAMETER[kind];
    const repeats =
      symbolKind === "attribute" &&
      byParameter !== undefined &&
      parameters.has(keyOf(byParameter, owner, version, leaf));
    return !isTaken && !repeats;
  });
  return told.map((change) => {
    const members = owners.get(keyOf(change.kind, change.symbol, change.version))?.members ?? [];
    return members.length > 0 ? { ...change, members } : change;
  });
}
