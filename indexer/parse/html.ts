import type { Document } from "./document.js";
import { findElements, type Parent, type Root, rawText } from "./html/dom.js";
import { pageFilters } from "./html/filters.js";
import { type Generator, generatorOf } from "./html/generator.js";
import { headingText } from "./html/inline.js";
import { baseOf } from "./html/links.js";
import { isRedirect, mainContent, titleOutside } from "./html/main-content.js";
import { parseMarkup } from "./html/markup.js";
import { readSections } from "./html/sections.js";
import { documentKind } from "./kind.js";
import { countHidden } from "./text.js";

export { GENERATORS, type Generator } from "./html/generator.js";
export { MAX_ELEMENTS } from "./html/markup.js";

export interface HtmlOptions {
  /** Where the page was read from: its links are made absolute against it. Without it relative ones are left out. */
  readonly url?: URL;
}

export interface HtmlDocument extends Document {
  /** What built the page, for reports. */
  readonly generator: Generator;
  /** Control characters and invisible Unicode that stood in the text, and were removed from it. */
  readonly hidden: number;
  /** The page has more elements than `MAX_ELEMENTS`, and was read up to there. */
  readonly isCut: boolean;
}

/** Pages that generators make of other pages: source listings, indexes of names, the search box. */
const GENERATED_PAGE = /(^|\/)(_modules\/.*|genindex(-.*)?|py-modindex|search|404)(\.html?|\/index\.html?)$/;

/**
 * One page of a documentation site as a document, or undefined for a page that says nothing itself:
 * a redirection, a listing of source code or names, or one without text. Scripts are not run.
 * Markup may be as malformed, deep or large as it likes; the time is in proportion to its length, and what
 * comes after `MAX_ELEMENTS` elements is left out.
 */
export function parseHtml(path: string, source: string, options: HtmlOptions = {}): HtmlDocument | undefined {
  if (GENERATED_PAGE.test(path)) return undefined;
  const { root, isCut } = parseMarkup(source);
  if (isRedirect(root)) return undefined;
  const generator = generatorOf(root);
  const content = mainContent(root, generator);
  if (!content) return undefined;
  const outside = titleOutside(root, generator);
  for (const filter of pageFilters(generator)) filter(content);
  const hidden = countHidden(rawText(content));
  const title = outside ?? titleOf(root, content) ?? path;
  const { sections, symbols } = readSections(content, title, baseOf(root, options.url));
  if (!sections.some(({ blocks }) => blocks.length > 0)) return undefined;
  const documents = symbols.some(({ kind }) => kind !== "module");
  const kind = documents ? "api" : documentKind(path, title);
  return { path, title, kind, sections, symbols, generator, hidden, isCut };
}

/** The first heading of the first level, else the page's title without the site's name. */
function titleOf(root: Root, content: Parent): string | undefined {
  const [heading] = findElements(content, (it) => it.name === "h1");
  const text = heading ? headingText(heading) : "";
  if (text !== "") return text;
  const [title] = findElements(root, (it) => it.name === "title");
  const words = title ? rawText(title).replace(/\s+/g, " ").trim() : "";
  return words.split(/ (?:[—–|·»]|-{1,3}) /)[0] || undefined;
}
