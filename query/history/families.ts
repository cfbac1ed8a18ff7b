import type { Change } from "./change.js";
import { isMember } from "./life.js";
import { ownerOf } from "./moves.js";
import { nameFamilies } from "./name-families.js";
import type { RemovedModule } from "./removed-modules.js";

/** Changes of one symbol in one release that are told in one line. */
export type Line = readonly [Change, ...Change[]];

/** Symbols that came, went or moved together, and what they have in common. */
export interface Family {
  /** `water.Big*`, `water.old` (a module), `water.*`. */
  readonly pattern: string;
  /** `12 classes removed with 30 members`. */
  readonly text: string;
  readonly lines: readonly Line[];
}

/** Names that make a family. */
const LEAST = 4;

/** What a long list is shortened to: a removed module is one entry, and so are names that are alike or moved together. */
export function familiesOf(
  lines: readonly Line[],
  modules: readonly RemovedModule[],
): { readonly families: readonly Family[]; readonly rest: readonly Line[] } {
  const families = [...modulesIn(lines, modules), ...movesIn(lines)];
  const taken = new Set(families.flatMap((family) => family.lines));
  families.push(...alikeIn(lines.filter((line) => !taken.has(line))));
  const told = new Set(families.flatMap((family) => family.lines));
  return { families, rest: lines.filter((line) => !told.has(line)) };
}

function modulesIn(lines: readonly Line[], modules: readonly RemovedModule[]): readonly Family[] {
  return modules.flatMap(({ name, version }): Family[] => {
    const own = lines.filter(
      ([{ kind, symbol, version: when }]) =>
        kind === "removed" && when === version && `${symbol}.`.startsWith(`${name}.`),
    );
    const inside = own.filter(([{ symbol }]) => symbol !== name);
    if (inside.length === 0) return [];
    return [{ pattern: name, text: `module removed with ${counted(inside.length, "name")}`, lines: own }];
  });
}

/** What went from one module to another. */
function movesIn(lines: readonly Line[]): readonly Family[] {
  const groups = groupBy(lines, (line) => {
    const [{ kind, symbol, replacement, breaking }, ...more] = line;
    const isMove = kind === "moved" && replacement !== null && more.length === 0;
    return isMove ? JSON.stringify([ownerOf(symbol), ownerOf(replacement), breaking]) : undefined;
  });
  return groups.map((own): Family => {
    const [[{ symbol, replacement, breaking }]] = own;
    const there = `${ownerOf(replacement ?? "")}.*`;
    const count = counted(own.length, "name");
    const text = breaking === true ? `${count} moved to ${there}` : `${count} are now also ${there}`;
    return { pattern: `${ownerOf(symbol)}.*`, text, lines: own };
  });
}

/** Names of one module that came or went and are alike. What has a replacement of its own is told by itself. */
function alikeIn(lines: readonly Line[]): readonly Family[] {
  const groups = groupBy(lines, ([{ kind, symbol, symbolKind, replacement, breaking }, ...more]) => {
    const isSingle = (kind === "added" || kind === "removed") && more.length === 0;
    return isSingle && !isMember({ kind: symbolKind }) && replacement === null
      ? JSON.stringify([kind, ownerOf(symbol), symbolKind, breaking])
      : undefined;
  });
  return groups.flatMap((group): readonly Family[] => {
    const [[{ kind, symbolKind, breaking }]] = group;
    const all = group.map(([{ symbol }]) => symbol);
    return nameFamilies(all, LEAST).map(({ pattern, names }): Family => {
      const wanted = new Set(names);
      const own = group.filter(([{ symbol }]) => wanted.has(symbol));
      const members = own.reduce((sum, [change]) => sum + change.members.length, 0);
      const what = counted(names.length, kind === "added" ? `new ${symbolKind}` : symbolKind);
      const happened = kind === "added" ? what : `${what} removed`;
      const doubt = breaking === null ? ", unless they are still made at run time" : "";
      const text = `${happened}${members === 0 ? "" : ` with ${counted(members, "member")}`}${doubt}`;
      return { pattern, text, lines: own };
    });
  });
}

/** Groups of at least so many as make a family. */
function groupBy(
  lines: readonly Line[],
  keyOf: (line: Line) => string | undefined,
): readonly (readonly [Line, ...Line[]])[] {
  const groups = new Map<string, [Line, ...Line[]]>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].filter((group) => group.length >= LEAST);
}

/** `1 class`, `12 properties`. */
const counted = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : noun.endsWith("s") ? `${noun}es` : `${noun}s`}`;
