import { type Element, findElements, idOf, rawText } from "./dom.js";
import type { Filter } from "./filters.js";

/** A heading without an anchor of its own gets the one that the link in it leads to: most generators have one. */
export const anchorsOfPermalinks: Filter = (root) => {
  for (const heading of findElements(root, (it) => /^h[1-6]$/.test(it.name))) {
    if (idOf(heading) !== undefined) continue;
    const text = rawText(heading).trim();
    const link = findElements(heading, (it) => isPermalink(it, text)).at(-1);
    if (link) heading.attribs["id"] = decoded((link.attribs["href"] ?? "").slice(1));
  }
};

/** A permalink is a sign, a picture, or the whole heading; other links in a heading are words of it. */
function isPermalink(element: Element, headingText: string): boolean {
  if (element.name !== "a" || !/^#[^#]+$/.test(element.attribs["href"] ?? "")) return false;
  const text = rawText(element).trim();
  return text.length <= 2 || text === headingText || /^(permalink|direct link|link to)\b/i.test(text);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
