import type { CheerioAPI } from "cheerio";
import type { Content, Element } from "./dom.js";

/** Where each generator puts the text of a page, the surest first. */
const MAIN_CONTENT = [
  "article.bd-article", // PyData Sphinx theme
  "#furo-main-content", // Furo
  "#pytorch-article", // PyTorch Sphinx theme
  ".theme-doc-markdown", // Docusaurus
  "article.md-content__inner", // Material for MkDocs
  ".md-content",
  ".devsite-article-body", // Google's documentation sites
  ".td-content", // Docsy
  ".main-content[role=main]",
  "[role=main]", // Sphinx
  "main.pdoc", // pdoc
  ".col-content", // TypeDoc
  "div.contents", // Doxygen
  ".main-content", // Just the Docs
  "div.document div.body",
  "main article",
  "main",
  "article",
  "body",
] as const;

/** The element that holds the page's own text. */
export function mainContent($: CheerioAPI): Content | undefined {
  for (const selector of MAIN_CONTENT) {
    const found: Content = $<Element, string>(selector).first();
    if (found.length > 0 && found.text().trim() !== "") return found;
  }
  return undefined;
}

/** The page only sends its reader elsewhere. */
export function isRedirect($: CheerioAPI): boolean {
  const refresh = $("meta[http-equiv]").filter(
    (_, meta) =>
      /^refresh$/i.test($(meta).attr("http-equiv") ?? "") && /url\s*=/i.test($(meta).attr("content") ?? ""),
  );
  return refresh.length > 0 && $("body").text().trim().length < 500;
}
