import type { Block, Document, Section } from "./document.js";
import { type EntryKind, kindOfEntry, kindOfLabel } from "./release-notes/entry-kind.js";
import { readDate, readReleaseHeading } from "./release-notes/heading.js";
import { type ListItem, listItems, splitAtList } from "./release-notes/list-items.js";
import { moduleOf, namedSymbols } from "./release-notes/named-symbols.js";
import { steadyAnchors } from "./release-notes/steady-anchor.js";

export { ENTRY_KINDS, type EntryKind } from "./release-notes/entry-kind.js";

/** One thing that a project's own release notes say of one release. */
export interface ReleaseEntry {
  /** As the notes write it, without `v`: `0.4.30`, `2.0.0rc1`. */
  readonly version: string;
  /** `2024-06-18`, or `2024-06` where the notes give no day. */
  readonly date?: string;
  readonly kind: EntryKind;
  /** Quoted: the list item or paragraph, with what is nested in it. */
  readonly text: string;
  /** API names in the text as they are written, completed by a heading such as `sklearn.cluster`. */
  readonly symbols: readonly string[];
  /** Module that a heading over it names: `sklearn.cluster`. */
  readonly module: string | undefined;
  /** Of the entry's heading or of one above it, whichever stays when another release is written down. */
  readonly anchor: string | undefined;
}

interface Release {
  readonly version: string;
  readonly date?: string;
}

/** Sections that thank people. */
const THANKS = /\b(?:contributors?|people|thanks|acknowledge?ments?|authors)\b/i;
/** A shorter text that names nothing tells nothing: `GitHub commits.` */
const FEWEST_WORDS = 3;

/**
 * What release notes, a changelog or a migration guide say, release by release. Only what stands under a
 * heading that names a version is read: the rest has no release it could belong to.
 */
export function readReleaseNotes({
  path,
  sections,
}: Pick<Document, "path" | "sections">): readonly ReleaseEntry[] {
  const dates = new Map<string, string>();
  const anchorOf = steadyAnchors(path, sections);
  return sections.flatMap((section) => {
    const found = releaseOf(section.headingPath);
    if (found === undefined) return [];
    const { release, at } = found;
    const below = section.headingPath.slice(at + 1);
    if (below.some((heading) => THANKS.test(heading))) return [];
    const date = release.date ?? dates.get(release.version) ?? dateLine(section.blocks);
    if (date !== undefined) dates.set(release.version, date);
    const dated = { version: release.version, ...(date === undefined ? {} : { date }) };
    const anchor = anchorOf(section, at);
    return entriesOf({ ...section, anchor }, dated, below).filter(
      ({ text, symbols }) => symbols.length > 0 || text.split(/\s+/).length >= FEWEST_WORDS,
    );
  });
}

/**
 * The outermost heading that names a version counts, unless one below it is more exact: `1.4`, `1.4.2`. Where a page has no
 * title but that of its newest release, the headings of the others stand below this one, and are none the less its equals.
 */
function releaseOf(
  headingPath: readonly string[],
): { readonly release: Release; readonly at: number } | undefined {
  let release: Release | undefined;
  let at = 0;
  for (const [index, heading] of headingPath.entries()) {
    const found = readReleaseHeading(heading);
    if (found === undefined) continue;
    const isEqual = index === 1 && at === 0 && wordsBefore(heading) === wordsBefore(headingPath[0] ?? "");
    const isMoreExact = release !== undefined && found.version.startsWith(`${release.version}.`);
    if (release !== undefined && !isEqual && !isMoreExact) continue;
    release = found;
    at = index;
  }
  return release === undefined ? undefined : { release, at };
}

/** `Version 1.4.2` -> `version`. */
const wordsBefore = (heading: string): string => heading.slice(0, heading.search(/\d/)).trim().toLowerCase();

/** `**April 2024**`, `Release date: 2024-06-18`: a paragraph of its own under the heading. */
function dateLine(blocks: readonly Block[]): string | undefined {
  for (const { type, text } of blocks.slice(0, 2)) {
    if (type === "prose" && text.length < 60) {
      const date = readDate(text);
      if (date !== undefined) return date;
    }
  }
  return undefined;
}

function entriesOf(section: Section, release: Release, below: readonly string[]): readonly ReleaseEntry[] {
  const { headingPath, anchor } = section;
  const label = [...below]
    .reverse()
    .map(kindOfLabel)
    .find((kind) => kind !== undefined);
  const entry = (text: string, under: EntryKind | undefined): ReleaseEntry => ({
    ...release,
    kind: kindOfEntry(text, under),
    text,
    symbols: namedSymbols(text, headingPath),
    module: moduleOf(headingPath),
    anchor,
  });
  const ofItem = (item: ListItem, under: EntryKind | undefined): readonly ReleaseEntry[] => {
    const own = item.children.length > 0 ? kindOfLabel(item.text) : undefined;
    if (own === undefined) return [entry(item.whole, under)];
    return item.children.flatMap((child) => ofItem(child, own));
  };
  return section.blocks.flatMap(({ type, text }) => {
    if (type !== "prose" && type !== "admonition") return [];
    const { lead, list } = splitAtList(text);
    // A paragraph that names nothing introduces, it does not tell.
    const told = namedSymbols(lead, headingPath).length > 0 ? [entry(lead, label)] : [];
    return [...told, ...listItems(list).flatMap((item) => ofItem(item, label))];
  });
}
