import type { Section } from "../document.js";
import { cleanText, slugify } from "../text.js";
import type { Piece } from "./blocks.js";

/**
 * Cuts a page into flat sections by its headings.
 *
 * A heading that repeats the title, the first or a first-level one, opens no section of its own. Sections without blocks
 * and symbols are left out. A fragment is what the page says, else GitHub's slug, with `-1`, `-2`
 * for the second and third of one name.
 */
export function cutSections(title: string, pieces: readonly Piece[]): readonly Section[] {
  const slug = slugger();
  const sections: OpenSection[] = [openSection([title], undefined)];
  const above: { readonly depth: number; readonly text: string }[] = [];
  let anchor: string | undefined;
  let titled = false;
  let first = true;

  for (const piece of pieces) {
    const current = sections.at(-1) ?? openSection([title], undefined);
    if (piece.type === "anchor") {
      anchor = piece.id;
    } else if (piece.type === "symbols") {
      for (const name of piece.names) current.symbols.push(name);
    } else if (piece.type === "block") {
      current.blocks.push({ ...piece.block, text: cleanText(piece.block.text) });
      anchor = undefined;
    } else {
      const text = cleanText(piece.text);
      const generated = slug(text);
      const fragment = piece.anchor ?? anchor ?? generated;
      anchor = undefined;
      const repeatsTitle = !titled && (piece.depth === 1 || first) && sameText(text, title);
      first = false;
      if (repeatsTitle) {
        titled = true;
        above.length = 0;
        if (sections.length > 1) sections.push(openSection([title], fragment));
        continue;
      }
      while ((above.at(-1)?.depth ?? 0) >= piece.depth) above.pop();
      above.push({ depth: piece.depth, text });
      sections.push(openSection([title, ...above.map((heading) => heading.text)], fragment));
    }
  }
  return sections.filter((section) => section.blocks.length > 0 || section.symbols.length > 0);
}

interface OpenSection {
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  readonly blocks: Section["blocks"][number][];
  readonly symbols: string[];
}

function openSection(headingPath: readonly string[], anchor: string | undefined): OpenSection {
  return { headingPath, anchor, blocks: [], symbols: [] };
}

function sameText(a: string, b: string): boolean {
  return a.replace(/\W+/g, "").toLowerCase() === b.replace(/\W+/g, "").toLowerCase() && a !== "";
}

function slugger(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const base = slugify(heading);
    const times = seen.get(base);
    seen.set(base, (times ?? 0) + 1);
    return times === undefined ? base : `${base}-${times}`;
  };
}
