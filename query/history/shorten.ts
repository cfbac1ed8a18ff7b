import type { Change } from "./change.js";
import { commonChanges, commonText } from "./common-changes.js";
import { familiesOf, type Line } from "./families.js";
import { byDepth, entriesOf, entryOf, inOrder, type LogEntry } from "./log-entry.js";
import type { RemovedModule } from "./removed-modules.js";

/**
 * A list too long to be read, as a maintainer would write it: what has its name in common with others is told with them,
 * and so is what happened alike to many; what concerns most comes first, and of each symbol the first changes are told.
 */
export function shortened(lines: readonly Line[], modules: readonly RemovedModule[]): readonly LogEntry[] {
  const { families, rest: others } = familiesOf(lines, modules);
  const isNews = ([{ kind }]: Line): boolean => kind === "added" || kind === "removed";
  const { common, rest } = commonChanges(others.filter((line) => !isNews(line)));
  const entries = [
    ...families.map(({ lines: own, pattern, text }) => entryOf(own, { pattern, summary: text })),
    ...common.map((group) => entryOf(group, { summary: commonText(group) })),
    ...entriesOf([...others.filter(isNews), ...rest]),
  ];
  return inOrder(entries.map(cut), (a, b) => b.symbols.length - a.symbols.length || byDepth(a, b));
}

/** Changes of a symbol that are told. */
const TOLD = 4;

/** An entry that tells the first changes of its symbols, those that break before others. */
function cut(entry: LogEntry): LogEntry {
  if (entry.summary !== undefined || entry.told.length <= TOLD) return entry;
  const told = [...entry.told].sort((a, b) => doubtOf(a) - doubtOf(b)).slice(0, TOLD);
  return { ...entry, told, left: entry.told.length - TOLD };
}

const doubtOf = ({ breaking }: Change): number => (breaking === true ? 0 : breaking === null ? 1 : 2);
