import type { Change } from "./change.js";
import { breakingText, changeText } from "./change-text.js";
import type { Line } from "./families.js";

/** Symbols that make a change common. */
const MANY = 8;

/** What is told alike whatever parameter it is about: a release that makes one keyword-only makes most of them so. */
const ALIKE = "parameter-made-keyword-only";

/**
 * Takes out of lines what happened alike to many symbols, whatever else happened to each: `architectures added (None)`.
 *
 * @returns groups of lines that tell the same, each line with these changes alone; and what is left of the lines
 */
export function commonChanges(lines: readonly Line[]): {
  readonly common: readonly (readonly Line[])[];
  readonly rest: readonly Line[];
} {
  const symbols = new Map<string, Set<Line>>();
  for (const line of lines) {
    for (const change of line) {
      const alike = symbols.get(keyOf(change)) ?? new Set();
      alike.add(line);
      symbols.set(keyOf(change), alike);
    }
  }
  // Changes that the same symbols have in common are told together.
  const bySymbols = new Map<string, { readonly own: ReadonlySet<Line>; readonly keys: Set<string> }>();
  const place = new Map(lines.map((line, at) => [line, at]));
  for (const [key, own] of symbols) {
    if (own.size < MANY) continue;
    const who = [...own].map((line) => place.get(line)).join();
    const known = bySymbols.get(who);
    if (known) known.keys.add(key);
    else bySymbols.set(who, { own, keys: new Set([key]) });
  }
  const isCommon = new Set([...bySymbols.values()].flatMap(({ keys }) => [...keys]));
  return {
    common: [...bySymbols.values()].map(({ own, keys }) =>
      [...own].flatMap((line) => only(line, (change) => keys.has(keyOf(change)))),
    ),
    rest: lines.flatMap((line) => only(line, (change) => !isCommon.has(keyOf(change)))),
  };
}

/** What is left of a line; nothing, where no change is. */
function only(line: Line, isWanted: (change: Change) => boolean): readonly Line[] {
  const [first, ...others] = line.filter(isWanted);
  return first === undefined ? [] : [[first, ...others]];
}

const keyOf = (change: Change): string =>
  change.kind === ALIKE ? ALIKE : `${changeText(change)} ${breakingText([change])}`;

/** What a group tells in one go, where its changes are too many to be told each; undefined elsewhere. */
export function commonText(group: readonly Line[]): string | undefined {
  const changes = group.flat();
  if (!changes.every(({ kind }) => kind === ALIKE)) return undefined;
  const counts = new Map<string, number>();
  for (const { parameter = "" } of changes) counts.set(parameter, (counts.get(parameter) ?? 0) + 1);
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const most = names.slice(0, NAMED);
  const only = most.length === names.length;
  return `${most.join(", ")}${only ? "" : ` and ${names.length - most.length} more parameters`} ${only && most.length === 1 ? "is" : "are"} keyword-only`;
}

/** Parameters named. */
const NAMED = 4;
