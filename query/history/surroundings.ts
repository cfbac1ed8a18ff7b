import type { SymbolRow } from "../store/rows.js";
import { ownerOf } from "./moves.js";

/** A name that a release has. */
export type NamedHere = Pick<SymbolRow, "name" | "aliases" | "kind" | "path">;

/** Code tells every name of a module; pages tell those that somebody wrote about. */
const CODE = /\.(pyi?|d\.[cm]?ts)$/;
const MEMBER = /^(method|property|attribute)$/;

/**
 * Whether a name that a release does not show is known not to be there: the code of the module around it was read.
 * Nothing follows below a class, whose members may be inherited or made at run time, nor below a module that is
 * not there itself unless what holds it was read.
 */
export function readAround(asked: string, here: readonly NamedHere[]): boolean {
  const kinds = new Map<string, string>();
  const read = new Set<string>();
  for (const { name, aliases, kind, path } of here) {
    for (const known of [name, ...aliases]) {
      kinds.set(known, kind);
      if (CODE.test(path) && !MEMBER.test(kind)) read.add(ownerOf(known));
    }
  }
  // A module that holds something is there, whether or not it has a row of its own.
  if (kinds.has(asked) || read.has(asked)) return false;
  const owner = ownerOf(asked);
  return read.has(owner) && !/^(class|enum|interface|type)$/.test(kinds.get(owner) ?? "");
}
