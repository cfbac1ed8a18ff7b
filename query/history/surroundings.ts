import { isFromCode } from "../store/listed.js";
import type { SymbolRow } from "../store/rows.js";
import { ownerOf } from "./moves.js";

/** A name that a release has. */
export type NamedHere = Pick<SymbolRow, "name" | "aliases" | "kind" | "path">;

const CLASS = /^(class|enum|interface|type)$/;
const MEMBER = /^(method|property|attribute)$/;

/** Constants are kept only where somebody documented them. */
const CONSTANT = /(^|\.)[A-Z0-9_]+$/;

/**
 * Tells whether the code around a name that a release does not show was read: of its module, or of a package in which that
 * module is not there either. Nothing follows for constants, nor below a class, whose members may be inherited.
 */
export function surroundingsOf(here: readonly NamedHere[]): (asked: string) => boolean {
  const kinds = new Map<string, string>();
  const read = new Set<string>();
  for (const row of here) {
    const { name, aliases, kind } = row;
    for (const known of [name, ...aliases]) {
      kinds.set(known, kind);
      if (isFromCode(row) && !MEMBER.test(kind)) read.add(ownerOf(known));
    }
  }
  const isThere = (name: string): boolean => kinds.has(name) || read.has(name);
  return (asked) => {
    if (CONSTANT.test(asked) || isThere(asked)) return false;
    let owner = ownerOf(asked);
    while (owner !== "" && !isThere(owner)) owner = ownerOf(owner);
    return read.has(owner) && !CLASS.test(kinds.get(owner) ?? "");
  };
}
