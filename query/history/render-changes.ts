import pc from "picocolors";
import { CHANGE_KINDS, type Change } from "./change.js";
import { markOf } from "./change-text.js";
import { changelog, type ReleaseLog } from "./changelog.js";
import type { ChangesResult, ReleaseLooked } from "./changes.js";
import { entryText, type LogEntry } from "./log-entry.js";

/** Symbols named of those to which the same happened; the rest are counted. */
const NAMED = 3;

/** Entries of a section that are shown, unless all are. */
const SHOWN = 30;

/** How much of a changelog is shown: of long sections the first entries, or everything. */
interface Extent {
  readonly all: boolean;
}

const logOf = (result: ChangesResult, { all }: Extent): readonly ReleaseLog[] =>
  (all ? changelog(result) : changelog(result, SHOWN)).filter(hasChanges);

/** An API changelog as a person reads it on a terminal. */
export function renderChanges(
  result: ChangesResult,
  { colour, all }: Extent & { readonly colour: boolean },
): string {
  const paint = pc.createColors(colour);
  const parts = [paint.bold(headline(result)), ...summary(result)];
  const log = logOf(result, { all });
  for (const { release, sections } of log) {
    parts.push(
      paint.bold(`${result.libraryName} ${release.version}`) + paint.dim(` ${releaseFacts(release)}`),
    );
    for (const { title, entries, left } of sections) {
      const lines = [...entries.map((entry) => line(entry, paint)), ...leftText(left).map(paint.dim)];
      parts.push([paint.bold(title), ...lines].map((text) => `   ${text}`).join("\n"));
    }
  }
  return [...parts, ...cutNote(log), ...notes(result)].join("\n\n");
}

const leftText = (left: number): readonly string[] => (left === 0 ? [] : [`… and ${left} more`]);

/** How to see what is left out. */
const cutNote = (log: readonly ReleaseLog[]): readonly string[] =>
  log.some(({ sections }) => sections.some(({ entries, left }) => left > 0 || entries.some(isCut)))
    ? ["Shortened: --all lists everything; --breaking, --kind and --symbol choose; --json is complete."]
    : [];

const isCut = ({ summary, left }: LogEntry): boolean => summary !== undefined || left > 0;

function line(entry: LogEntry, paint: ReturnType<typeof pc.createColors>): string {
  const { symbols, breaking } = entry;
  const mark = symbols[0] ? markOf(symbols[0][0]) : "~";
  const painted = { "+": paint.green, "-": paint.red, "!": paint.yellow, "~": paint.cyan }[mark](mark);
  const flag = breaking === "" ? "" : `  ${paint.red(breaking)}`;
  return `${painted} ${told(entry, ({ symbol }) => symbol, leafIn, entryText(entry))}${flag}`;
}

/** An API changelog as Markdown, with a link for each symbol. */
export function renderMarkdown(result: ChangesResult, { all }: Extent): string {
  const parts = [`# ${headline(result)}`, ...summary(result)];
  const log = logOf(result, { all });
  for (const { release, sections } of log) {
    parts.push(`## ${result.libraryName} ${release.version} ${releaseFacts(release)}`);
    for (const { title, entries, left } of sections) {
      parts.push(
        `### ${title}`,
        [...entries.map(item), ...leftText(left).map((text) => `- ${text}`)].join("\n"),
      );
    }
  }
  return [...parts, ...cutNote(log), ...notes(result)].join("\n\n");
}

function item(entry: LogEntry): string {
  const { breaking } = entry;
  const flag = breaking === "" ? "" : ` **${breaking.slice(1, -1)}**`;
  const short = (change: Change, within: string) => link(change, leafIn(change, within));
  return `- ${told(entry, (change) => link(change), short, entryText(entry, codeSpan))}${flag}`;
}

/** An entry in words: its names and what happened; of a family the pattern, and a few of its names behind. */
function told(
  { symbols, pattern }: LogEntry,
  name: (change: Change) => string,
  short: (change: Change, within: string) => string,
  text: string,
): string {
  const changes = symbols.map(([change]) => change);
  if (pattern !== undefined) {
    const inside = changes.filter(({ symbol }) => symbol !== pattern);
    const more = inside.length > NAMED ? ", …" : "";
    return `${pattern}: ${text}: ${inside
      .slice(0, NAMED)
      .map((change) => short(change, pattern))
      .join(", ")}${more}`;
  }
  const more = changes.length > NAMED ? ` and ${changes.length - NAMED} more` : "";
  return `${changes.slice(0, NAMED).map(name).join(", ")}${more}: ${text}`;
}

/** A name within what its pattern says of where it is. */
function leafIn({ symbol }: Change, pattern: string): string {
  const owner = pattern.includes("*") ? pattern.slice(0, pattern.lastIndexOf(".") + 1) : `${pattern}.`;
  return symbol.startsWith(owner) ? symbol.slice(owner.length) : symbol;
}

/** Where the later release documents it, or the earlier one where the later has nothing; what only notes tell, in the notes. */
function link({ symbol, evidence }: Change, text: string = symbol): string {
  const documented = evidence.findLast(({ isNote }) => isNote !== true);
  const url = (documented ?? evidence.at(-1))?.url ?? "";
  return /^https?:/.test(url) ? `[\`${text}\`](${url})` : `\`${text}\``;
}

/** A code span that holds any text: its fence is longer than any in it. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

const hasChanges = ({ sections }: ReleaseLog): boolean => sections.length > 0;

function headline({ libraryName, from, to, window }: ChangesResult): string {
  return window === null
    ? `API changes of ${libraryName} from ${from ?? ""} to ${to}`
    : `API changes of ${libraryName}, ${window.from} to ${window.to}`;
}

/** How many changes of each kind, where there are any. */
function summary({ counts, changes }: ChangesResult): readonly string[] {
  if (changes.length === 0) return [];
  const kinds = CHANGE_KINDS.flatMap((kind) =>
    counts[kind] === undefined ? [] : [`${counts[kind]} ${kind}`],
  );
  const breaking = changes.filter((change) => change.breaking === true).length;
  const perhaps = changes.filter((change) => change.breaking === null).length;
  const all = `${changes.length} ${changes.length === 1 ? "change" : "changes"}, ${breaking} breaking, ${perhaps} that may break`;
  return [`${all}: ${kinds.join(", ")}.`];
}

function releaseFacts({ date, dateOrigin, comparedWith }: ReleaseLooked): string {
  const when = date === undefined ? "release date unknown" : `${date}, date from ${dateOrigin}`;
  const previous = Object.entries(comparedWith).map(([source, version]) =>
    version === null
      ? `${source}: oldest indexed, nothing to compare with`
      : `${source}: compared with ${version}`,
  );
  return `(${[when, ...previous].join("; ")})`;
}

function notes(result: ChangesResult): readonly string[] {
  const { releases, undated, window } = result;
  if (releases.length === 0)
    return ["No indexed release falls into this span.", ...undatedNote(window, undated)];
  const silent = changelog(result).filter((log) => !hasChanges(log));
  const isCompared = ({ release }: ReleaseLog) =>
    Object.values(release.comparedWith).some((version) => version !== null);
  const listed = (logs: readonly ReleaseLog[]) => logs.map(({ release }) => release.version).join(", ");
  const same = silent.filter(isCompared);
  const oldest = silent.filter((log) => !isCompared(log));
  return [
    ...(same.length === 0 ? [] : [`No such change in ${listed(same)}.`]),
    ...(oldest.length === 0 ? [] : [`Nothing older is indexed to compare ${listed(oldest)} with.`]),
    ...undatedNote(window, undated),
  ];
}

const undatedNote = (window: ChangesResult["window"], undated: readonly string[]): readonly string[] =>
  window === null || undated.length === 0
    ? []
    : [`Release date unknown, not looked at: ${undated.join(", ")}.`];
