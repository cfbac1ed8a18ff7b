import type { Change } from "./change.js";
import { breakingText, bySymbol, changesText } from "./change-text.js";
import type { ChangesResult, ReleaseLooked } from "./changes.js";
import { ownerOf } from "./moves.js";

/** The changes of one release as a reader wants them: under few headings, and what repeats itself told once. */
export interface ReleaseLog {
  readonly release: ReleaseLooked;
  readonly sections: readonly LogSection[];
}

export interface LogSection {
  readonly title: string;
  readonly entries: readonly LogEntry[];
}

export interface LogEntry {
  /** The symbols to which the same happened; each with its changes. */
  readonly symbols: readonly (readonly [Change, ...Change[]])[];
  /** What happened. */
  readonly text: string;
  readonly breaking: string;
}

type Section =
  | "Removed or renamed"
  | "Changed"
  | "Behaviour"
  | "Deprecated"
  | "New"
  | "Types"
  | "Documentation";

const SECTIONS: readonly Section[] = [
  "Removed or renamed",
  "Changed",
  "Behaviour",
  "Deprecated",
  "New",
  "Types",
  "Documentation",
];

function sectionOf({ kind }: Change): Section {
  if (kind === "removed" || kind === "renamed" || kind === "moved") return "Removed or renamed";
  if (kind === "deprecated" || kind === "un-deprecated") return "Deprecated";
  if (kind === "added") return "New";
  if (kind === "annotation-changed") return "Types";
  if (kind === "behaviour-changed") return "Behaviour";
  return kind === "documentation-changed" ? "Documentation" : "Changed";
}

/** Symbols to which the same happened, from which on they are told together. */
const TOGETHER = 3;

export function changelog({ changes, releases }: ChangesResult): readonly ReleaseLog[] {
  return releases.map((release) => {
    const here = changes.filter(({ version }) => version === release.version);
    const sections = SECTIONS.map((title) => ({
      title,
      entries: entriesOf(here.filter((change) => sectionOf(change) === title)),
    }));
    return { release, sections: sections.filter(({ entries }) => entries.length > 0) };
  });
}

function entriesOf(changes: readonly Change[]): readonly LogEntry[] {
  const alike = new Map<string, (readonly [Change, ...Change[]])[]>();
  for (const line of bySymbol(changes)) {
    const key = JSON.stringify([changesText(line), breakingText(line), repeating(line[0])]);
    const group = alike.get(key);
    if (group) group.push(line);
    else alike.set(key, [line]);
  }
  const entries = [...alike.values()].flatMap((lines) =>
    lines.length >= TOGETHER ? [entryOf(lines)] : lines.map((line) => entryOf([line])),
  );
  return entries.sort((a, b) => weight(a) - weight(b) || depth(a) - depth(b));
}

/** What breaks comes first. */
const weight = ({ breaking }: LogEntry): number => (breaking === "[breaking]" ? 0 : breaking === "" ? 2 : 1);

/** What stands nearer to the top of the library is used by more people. */
const depth = ({ symbols: [first] }: LogEntry): number => first?.[0].symbol.split(".").length ?? 0;

/** A class that came or went is news of its own; a method that each of thirty classes lost is one. */
function repeating({ kind, symbol, symbolKind }: Change): string {
  if (kind !== "added" && kind !== "removed") return "";
  const isMember = symbolKind === "method" || symbolKind === "property" || symbolKind === "attribute";
  return isMember ? symbol.slice(ownerOf(symbol).length) : symbol;
}

function entryOf(symbols: readonly (readonly [Change, ...Change[]])[]): LogEntry {
  const [first] = symbols;
  return { symbols, text: first ? changesText(first) : "", breaking: first ? breakingText(first) : "" };
}
