import { load } from "cheerio";
import type { Document } from "./document.js";
import type { Content } from "./html/dom.js";
import { PAGE_FILTERS } from "./html/filters.js";
import { isRedirect, mainContent } from "./html/main-content.js";
import { headingText, readSections } from "./html/sections.js";
import { documentKind } from "./kind.js";

/** Pages that generators make of other pages: source listings, indexes of names, the search box. */
const GENERATED_PAGE = /(^|\/)(_modules\/.*|genindex(-.*)?|py-modindex|search|404)(\.html?|\/index\.html?)$/;

/**
 * One page of a documentation site as a document, or undefined for a page that says nothing itself:
 * a redirection, a listing of source code or names, or one without text. Scripts are not run.
 */
export function parseHtml(path: string, source: string): Document | undefined {
  if (GENERATED_PAGE.test(path)) return undefined;
  const $ = load(source);
  if (isRedirect($)) return undefined;
  const content = mainContent($);
  const root = content?.get(0);
  if (!content || !root) return undefined;
  for (const filter of PAGE_FILTERS) filter(content);
  const title = titleOf(content, $("title").first().text()) ?? path;
  const { sections, symbols } = readSections(root, title);
  if (!sections.some(({ blocks }) => blocks.length > 0)) return undefined;
  const documents = symbols.some(({ kind }) => kind !== "module");
  return { path, title, kind: documents ? "api" : documentKind(path, title), sections, symbols };
}

/** The first heading of the first level, else the page's title without the site's name. */
function titleOf(content: Content, pageTitle: string): string | undefined {
  const heading = content.find("h1").get(0);
  const text = heading ? headingText(heading) : "";
  if (text !== "") return text;
  const [page = ""] = pageTitle.trim().split(/\s+(?:[—–|·»]|-{1,3})\s+/);
  return page === "" ? undefined : page;
}
