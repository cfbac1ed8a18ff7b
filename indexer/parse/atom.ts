import { load } from "cheerio";
import type { Document } from "./document.js";
import { parseHtml } from "./html.js";

/** Levels by which headings inside an entry are lowered: they stand below the entry's own. */
const LOWERED = 2;
const DEEPEST = 6;

/**
 * A feed of releases (Atom, RFC 4287), such as a project's on GitHub: one page of release notes with a heading for each
 * entry, which names the version by the entry's tag and the day on which it was published, else last changed. Undefined
 * where the feed has no entry.
 *
 * @param source XML; what entries hold as HTML is read as a page is
 */
export function parseAtom(path: string, source: string): Document | undefined {
  const $ = load(source, { xml: true });
  const entries = $("feed > entry").map((_, entry) => {
    const text = (name: string): string => $(entry).children(name).first().text().trim();
    const day = (text("published") || text("updated")).slice(0, 10);
    const heading =
      day === "" ? versionOf(text("id"), text("title")) : `${versionOf(text("id"), text("title"))} (${day})`;
    return `<section><h2>${escaped(heading)}</h2>${lowered(text("content") || text("summary"))}</section>`;
  });
  if (entries.length === 0) return undefined;
  const title = escaped($("feed > title").first().text().trim() || "Releases");
  const page = `<html><head><title>${title}</title></head><body><main><h1>${title}</h1>${entries.get().join("")}</main></body></html>`;
  const document = parseHtml(path, page);
  return document && { ...document, kind: "release-notes" };
}

/** GitHub ends an entry's id with the tag; elsewhere the title names the version. */
const versionOf = (id: string, title: string): string => {
  const tag = id.slice(id.lastIndexOf("/") + 1);
  return id.startsWith("tag:github.com,") && /\d/.test(tag) ? tag : title;
};

function lowered(html: string): string {
  const $ = load(html, null, false);
  $("h1, h2, h3, h4, h5, h6").each((_, heading) => {
    heading.tagName = `h${Math.min(DEEPEST, Number(heading.tagName.slice(1)) + LOWERED)}`;
  });
  return $.html();
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
