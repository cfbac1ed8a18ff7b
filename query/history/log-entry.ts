import type { Change } from "./change.js";
import { breakingText, changesText } from "./change-text.js";
import type { Line } from "./families.js";
import { isMember } from "./life.js";
import { ownerOf } from "./moves.js";

/** One entry of a changelog: the same happened to all its symbols. */
export interface LogEntry {
  /** The symbols, each with its changes. */
  readonly symbols: readonly Line[];
  /** What stands for their names, where they have that in common: `water.Big*`, a module. */
  readonly pattern: string | undefined;
  /** What is said of them together; else the changes of each are told. */
  readonly summary: string | undefined;
  /** The changes that are told of each of them, and how many more there are. */
  readonly told: readonly Change[];
  readonly left: number;
  /** `[breaking]`, `[may break]` or nothing. */
  readonly breaking: string;
}

/** Symbols to which the same happened, from which on they are told together. */
const TOGETHER = 3;

/** Every line, those that tell the same put together. */
export function entriesOf(lines: readonly Line[]): readonly LogEntry[] {
  const alike = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([changesText(line), breakingText(line), repeating(line[0])]);
    const group = alike.get(key);
    if (group) group.push(line);
    else alike.set(key, [line]);
  }
  return [...alike.values()].flatMap((group) =>
    group.length >= TOGETHER ? [entryOf(group, undefined)] : group.map((line) => entryOf([line], undefined)),
  );
}

/** A class that came or went is news of its own; a method that each of thirty classes lost is one. */
function repeating({ kind, symbol, symbolKind }: Change): string {
  if (kind !== "added" && kind !== "removed") return "";
  return isMember({ kind: symbolKind }) ? symbol.slice(ownerOf(symbol).length) : symbol;
}

export const entryOf = (symbols: readonly Line[], together: Together = {}): LogEntry => ({
  ...{ symbols, pattern: together.pattern, summary: together.summary, told: symbols[0] ?? [], left: 0 },
  breaking: breakingText(together.summary === undefined ? (symbols[0] ?? []) : symbols.flat()),
});

interface Together {
  readonly pattern?: string | undefined;
  readonly summary?: string | undefined;
}

/** What an entry says that happened. @param code how names and values are set off from words */
export function entryText({ summary, told, left }: LogEntry, code?: (text: string) => string): string {
  if (summary !== undefined) return summary;
  return `${changesText(told, code)}${left === 0 ? "" : `; and ${left} more`}`;
}

/** What breaks comes first, then what users meet, then by `order`. */
export const inOrder = (
  entries: readonly LogEntry[],
  order: (a: LogEntry, b: LogEntry) => number,
): readonly LogEntry[] =>
  [...entries].sort(
    (a, b) => weight(a) - weight(b) || Number(isInternal(a)) - Number(isInternal(b)) || order(a, b),
  );

const weight = ({ breaking }: LogEntry): number => (breaking === "[breaking]" ? 0 : breaking === "" ? 2 : 1);

/** Private by convention, or made for the command line, for tests, or to stand in for what is not installed. */
const INTERNAL =
  /(^|\.)(_[^.]*|commands|cli|test(s|ing)?(_[^.]*)?|scripts|internal|vendor|dummy_[^.]*)(\.|$)/;

const isInternal = ({ symbols }: LogEntry): boolean => symbols.every(([{ symbol }]) => INTERNAL.test(symbol));

/** What stands nearer to the top of the library is used by more people. */
export const byDepth = (a: LogEntry, b: LogEntry): number => depth(a) - depth(b);

const depth = ({ symbols: [first] }: LogEntry): number => first?.[0].symbol.split(".").length ?? 0;
