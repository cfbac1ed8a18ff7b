import type { Change } from "./change.js";
import type { CodeNames } from "./code-names.js";
import { isMember } from "./life.js";
import { ownerOf } from "./moves.js";

/** A module that a release does not have any more, with all that was in it. */
export interface RemovedModule {
  readonly name: string;
  readonly version: string;
}

/** Kinds whose names may be owners of something, and are no modules. */
const CLASSES = /^(class|interface|enum|type)$/;

/**
 * The modules of removed names that the code of the later release does not have, the topmost of those that lie in each
 * other. Where the code of a release was not read, only those that are told themselves.
 */
export async function removedModules(
  changes: readonly Change[],
  code: CodeNames,
): Promise<readonly RemovedModule[]> {
  const removed = changes.filter(({ kind, breaking }) => kind === "removed" && breaking === true);
  const told = new Map(removed.map((change) => [keyOf(change.symbol, change.version), change.symbolKind]));
  const gone = new Map<string, RemovedModule | undefined>();
  const find = async (name: string, version: string): Promise<RemovedModule | undefined> => {
    const key = keyOf(name, version);
    if (gone.has(key)) return gone.get(key);
    const owner = ownerOf(name);
    const above = owner === "" ? undefined : await find(owner, version);
    const isGone = told.get(key) === "module" || (await code(version))?.(name) === "unbound";
    const found = above ?? (isGone && owner !== "" ? { name, version } : undefined);
    gone.set(key, found);
    return found;
  };
  const found = new Set<RemovedModule>();
  for (const { symbol, symbolKind, version } of removed) {
    const module = symbolKind === "module" ? symbol : ownerOf(symbol);
    if (
      module === "" ||
      isMember({ kind: symbolKind }) ||
      CLASSES.test(told.get(keyOf(module, version)) ?? "")
    )
      continue;
    const top = await find(module, version);
    if (top) found.add(top);
  }
  return [...found];
}

const keyOf = (name: string, version: string): string => `${version} ${name}`;
