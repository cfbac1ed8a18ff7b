import type { Section } from "../document.js";
import { slugify } from "../text.js";
import { kindOfLabel } from "./entry-kind.js";

/**
 * Anchors that lead to an entry and stay when the notes grow. Every release adds its headings above those of the ones
 * before, so the number by which a fragment tells `Added` from the `Added` of another release, `added-3` or `id3`, is
 * another one each time: where an entry's own heading has such a fragment, or is one that every release has, that of a
 * heading above it is taken, at last that of the release.
 *
 * @param path of the page: only in Markdown is the fragment of a heading without text of its own known, GitHub's slug
 * @returns of a section and the place of the release in its heading path, the fragment; undefined where none is sure
 */
export function steadyAnchors(
  path: string,
  sections: readonly Section[],
): (section: Section, releaseAt: number) => string | undefined {
  const byHeading = new Map<string, string | undefined>();
  const named = new Map<string, number>();
  for (const { headingPath, anchor } of sections) {
    const key = JSON.stringify(headingPath);
    if (!byHeading.has(key)) byHeading.set(key, anchor);
    if (anchor !== undefined) named.set(nameOf(anchor), (named.get(nameOf(anchor)) ?? 0) + 1);
  }
  const isMarkdown = /\.(mdx?|markdown)$/i.test(path);
  const isSteady = (anchor: string | undefined): anchor is string =>
    anchor !== undefined && (named.get(nameOf(anchor)) ?? 0) < 2 && !/^(id|section-?)?\d+$/.test(anchor);
  return ({ headingPath }, releaseAt) => {
    for (let depth = headingPath.length; depth > releaseAt + 1; depth -= 1) {
      const anchor = byHeading.get(JSON.stringify(headingPath.slice(0, depth)));
      if (kindOfLabel(headingPath[depth - 1] ?? "") === undefined && isSteady(anchor)) return anchor;
    }
    const release = headingPath.slice(0, releaseAt + 1);
    const own = byHeading.get(JSON.stringify(release));
    return own ?? (isMarkdown ? slugify(release.at(-1) ?? "") : undefined);
  };
}

/** `added-3` -> `added`. */
const nameOf = (anchor: string): string => anchor.replace(/-\d+$/, "");
