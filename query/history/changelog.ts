import type { Change } from "./change.js";
import { bySymbol } from "./change-text.js";
import type { ChangesResult, ReleaseLooked } from "./changes.js";
import { byDepth, entriesOf, inOrder, type LogEntry } from "./log-entry.js";
import { shortened } from "./shorten.js";

/** The changes of one release as a reader wants them: under few headings, and what repeats itself told once. */
export interface ReleaseLog {
  readonly release: ReleaseLooked;
  readonly sections: readonly LogSection[];
}

export interface LogSection {
  readonly title: string;
  readonly entries: readonly LogEntry[];
  /** Entries that are left out behind these. */
  readonly left: number;
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

/**
 * @param most entries of a section; a longer one is shortened, and what is left then is counted. Default: all of them
 */
export function changelog(
  { changes, releases, removedModules }: ChangesResult,
  most = Number.POSITIVE_INFINITY,
): readonly ReleaseLog[] {
  return releases.map((release) => {
    const here = changes.filter(({ version }) => version === release.version);
    const modules = removedModules.filter(({ version }) => version === release.version);
    const sections = SECTIONS.map((title): LogSection => {
      const lines = bySymbol(here.filter((change) => sectionOf(change) === title));
      const all = inOrder(entriesOf(lines), byDepth);
      const entries = all.length <= most ? all : shortened(lines, modules);
      return { title, entries: entries.slice(0, most), left: Math.max(0, entries.length - most) };
    });
    return { release, sections: sections.filter(({ entries }) => entries.length > 0) };
  });
}
