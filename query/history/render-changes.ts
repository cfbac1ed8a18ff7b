import pc from "picocolors";
import { CHANGE_KINDS, type Change } from "./change.js";
import { changesText, markOf } from "./change-text.js";
import { changelog, type LogEntry, type ReleaseLog } from "./changelog.js";
import type { ChangesResult, ReleaseLooked } from "./changes.js";

/** Symbols named of those to which the same happened; the rest are counted. */
const NAMED = 3;

/** An API changelog as a person reads it on a terminal. */
export function renderChanges(result: ChangesResult, colour: boolean): string {
  const paint = pc.createColors(colour);
  const parts = [paint.bold(headline(result)), ...summary(result)];
  for (const { release, sections } of changelog(result).filter(hasChanges)) {
    parts.push(
      paint.bold(`${result.libraryName} ${release.version}`) + paint.dim(` ${releaseFacts(release)}`),
    );
    for (const { title, entries } of sections) {
      parts.push(
        [`   ${paint.bold(title)}`, ...entries.map((entry) => `   ${line(entry, paint)}`)].join("\n"),
      );
    }
  }
  return [...parts, ...notes(result)].join("\n\n");
}

function line({ symbols, text, breaking }: LogEntry, paint: ReturnType<typeof pc.createColors>): string {
  const [first] = symbols;
  const mark = first ? markOf(first[0]) : "~";
  const painted = { "+": paint.green, "-": paint.red, "!": paint.yellow, "~": paint.cyan }[mark](mark);
  const names = symbols.slice(0, NAMED).map(([change]) => change.symbol);
  const more = symbols.length > names.length ? ` and ${symbols.length - names.length} more` : "";
  const flag = breaking === "" ? "" : `  ${paint.red(breaking)}`;
  return `${painted} ${names.join(", ")}${more}: ${text}${flag}`;
}

/** An API changelog as Markdown, with a link for each symbol. */
export function renderMarkdown(result: ChangesResult): string {
  const parts = [`# ${headline(result)}`, ...summary(result)];
  for (const { release, sections } of changelog(result).filter(hasChanges)) {
    parts.push(`## ${result.libraryName} ${release.version} ${releaseFacts(release)}`);
    for (const { title, entries } of sections) {
      parts.push(`### ${title}`, entries.map(item).join("\n"));
    }
  }
  return [...parts, ...notes(result)].join("\n\n");
}

function item({ symbols, breaking }: LogEntry): string {
  const names = symbols.slice(0, NAMED).map(([change]) => link(change));
  const more = symbols.length > names.length ? ` and ${symbols.length - names.length} more` : "";
  const flag = breaking === "" ? "" : ` **${breaking.slice(1, -1)}**`;
  return `- ${names.join(", ")}${more}: ${symbols[0] ? changesText(symbols[0], codeSpan) : ""}${flag}`;
}

/** Where the later release documents it, or the earlier one where the later has nothing; what only notes tell, in the notes. */
function link({ symbol, evidence }: Change): string {
  const documented = evidence.findLast(({ isNote }) => isNote !== true);
  const url = (documented ?? evidence.at(-1))?.url ?? "";
  return /^https?:/.test(url) ? `[\`${symbol}\`](${url})` : `\`${symbol}\``;
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
  const all = `${changes.length} changes, ${breaking} breaking, ${perhaps} that may break`;
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
