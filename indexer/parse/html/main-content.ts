import { boxOf } from "./admonition.js";
import { closest, type Element, findElements, isElement, isText, type Parent, type Root } from "./dom.js";
import type { Generator } from "./generator.js";
import { headingText } from "./inline.js";
import { selectElements } from "./rules.js";

/** Where each generator, in its older and newer releases, puts the text of a page; the surest first. */
const MAIN_CONTENT: Readonly<Record<Generator, readonly string[]>> = {
  "sphinx-book-theme": ["article.bd-article", "#main-content"],
  "pydata-sphinx-theme": ["article.bd-article", "main#main-content", "main"],
  furo: ["#furo-main-content", "[role=main]"],
  "pytorch-sphinx-theme": ["#pytorch-article", ".pytorch-article", "article.bd-article"],
  "sphinx-rtd-theme": ["[role=main]", "[itemprop=articleBody]", ".rst-content"],
  sphinx: ["div.body", "[role=main]", "#sk-page-content-wrapper", "main"],
  pdoc: ["main.pdoc", "article#content"],
  "mkdocs-material": ["article.md-content__inner", ".md-content"],
  mkdocs: ["[role=main]", "[itemprop=articleBody]", "main"],
  docusaurus: [".theme-doc-markdown", "article .markdown", ".post article", "main"],
  "just-the-docs": [".main-content main", "main.main-content", ".main-content", "#main-content"],
  jekyll: [".post-content", ".page-content", "main", "article"],
  docsy: [".td-content", "main"],
  hugo: ["article.markdown", "main article", "article", "main"],
  antora: ["article.doc"],
  gitbook: [".markdown-section", ".page-inner", "main"],
  typedoc: [".col-content"],
  doxygen: ["div.contents"],
  devsite: [".devsite-article-body"],
  "doc-builder": [".prose-doc"],
  mintlify: [".mdx-content", "#content", "#content-area"],
  nextra: ["main.nextra-content", "article main", "article"],
  starlight: [".sl-markdown-content"],
  vitepress: [".vp-doc"],
  myst: ["article.article", "article"],
  unknown: [],
};

/** What most sites of other making call it. */
const USUAL = ["[role=main]", "[itemprop=articleBody]", "main article", "main", "article"];

/** Titles that stand outside the main content. */
const TITLES: Readonly<Partial<Record<Generator, string>>> = {
  doxygen: ".headertitle .title",
  devsite: "h1.devsite-page-title",
  mintlify: "#page-title",
  starlight: "h1#_top",
};

/** The part of a page that says what the page is there for. */
export function mainContent(root: Root, generator: Generator): Parent | undefined {
  for (const selector of [...MAIN_CONTENT[generator], ...USUAL]) {
    const [found] = selectElements(root, selector);
    if (found && hasText(found)) return found;
  }
  return densestPart(root);
}

/** The page's title where its generator keeps it apart from the content. */
export function titleOutside(root: Root, generator: Generator): string | undefined {
  const selector = TITLES[generator];
  const element = selector === undefined ? undefined : selectElements(root, selector)[0];
  if (!element) return undefined;
  const title = headingText(element);
  const plain = generator === "doxygen" ? title.replace(DOXYGEN_REFERENCE, "") : title;
  return plain === "" ? undefined : plain;
}

/** `ns::Store< T > Class Template Reference` is about `ns::Store< T >`. */
const DOXYGEN_REFERENCE = / (?:Class|Struct|Union|Namespace|File|Interface|Concept)\b.* Reference\b.*$/;

/** Share of the words outside links that the chosen part must keep. */
const ENOUGH = 0.8;

/**
 * Where nothing is marked: down from the page's root, as long as one child holds nearly all words that
 * are no links (menus are links) and does not leave the main heading outside.
 */
function densestPart(root: Parent): Parent | undefined {
  const lengths = new Map<Parent, number>();
  const all = wordLength(root, lengths);
  const title = findElements(root, (it) => it.name === "h1")[0];
  let current = root;
  for (;;) {
    const child = current.children.find(
      (it): it is Element => isElement(it) && (lengths.get(it) ?? 0) >= ENOUGH * all,
    );
    if (!child || !/^(html|body|div|main|article|section|center)$/.test(child.name) || boxOf(child)) break;
    if (title && holds(current, title) && !holds(child, title)) break;
    current = child;
  }
  return hasText(current) ? current : undefined;
}

const UNREAD = new Set(["script", "style", "noscript", "template", "head"]);
const AROUND = new Set(["nav", "header", "footer", "a"]);

/** Characters of text outside links and navigation; `lengths` takes those of every part. */
function wordLength(parent: Parent, lengths?: Map<Parent, number>): number {
  let length = 0;
  for (const child of parent.children) {
    if (isElement(child))
      length += UNREAD.has(child.name) || AROUND.has(child.name) ? 0 : wordLength(child, lengths);
    else if (isText(child)) length += child.data.trim().length;
  }
  lengths?.set(parent, length);
  return length;
}

function holds(parent: Parent, element: Element): boolean {
  return parent === element || !isElement(parent) || closest(element, (it) => it === parent) !== undefined;
}

function hasText(parent: Parent): boolean {
  return parent.children.some((child) =>
    isElement(child) ? !UNREAD.has(child.name) && hasText(child) : isText(child) && child.data.trim() !== "",
  );
}

/** Pages of fewer characters that ask the browser to go elsewhere say nothing else. */
const STUB_LENGTH = 500;

/** The page only sends its reader elsewhere. */
export function isRedirect(root: Root): boolean {
  const asks = findElements(root, (it) => it.name === "meta").some(
    ({ attribs }) =>
      /^refresh$/i.test(attribs["http-equiv"] ?? "") && /url\s*=/i.test(attribs["content"] ?? ""),
  );
  return asks && wordLength(root) < STUB_LENGTH;
}
