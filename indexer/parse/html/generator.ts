import { findElements, type Root } from "./dom.js";

/** What built a page; the more special stands before what it is built on. */
export const GENERATORS = [
  "sphinx-book-theme",
  "pydata-sphinx-theme",
  "furo",
  "pytorch-sphinx-theme",
  "pdoc",
  "mkdocs-material",
  "mkdocs",
  "sphinx-rtd-theme",
  "sphinx",
  "docusaurus",
  "just-the-docs",
  "jekyll",
  "docsy",
  "hugo",
  "antora",
  "gitbook",
  "typedoc",
  "doxygen",
  "devsite",
  "doc-builder",
  "mintlify",
  "nextra",
  "starlight",
  "vitepress",
  "myst",
  "unknown",
] as const;
export type Generator = (typeof GENERATORS)[number];

/**
 * Any of its marks shows a generator: a class (`.`), an id (`#`), an element's name (`<`), the start of the
 * `generator` tag (`=`), or a part of a script's or style sheet's address (`/`).
 */
const MARKS: Readonly<Record<Generator, readonly string[]>> = {
  "sphinx-book-theme": ["/sphinx-book-theme"],
  "pydata-sphinx-theme": [
    ".bd-article",
    ".bd-article-container",
    "/pydata-sphinx-theme",
    ".bd-main",
    ".bd-content",
  ],
  furo: ["#furo-main-content", "/styles/furo"],
  "pytorch-sphinx-theme": ["#pytorch-article", ".pytorch-article", ".pytorch-content-wrap"],
  "sphinx-rtd-theme": [".wy-nav-content", ".rst-content"],
  pdoc: ["=pdoc", ".pdoc"],
  "mkdocs-material": [".md-content", ".md-main", "/mkdocs-material"],
  mkdocs: ["=mkdocs", "/mkdocs/js", "#mkdocs-search-query", "#mkdocs_search_modal"],
  sphinx: [".sphinxsidebar", ".documentwrapper", "/doctools.js", "/documentation_options.js", "=Docutils"],
  docusaurus: ["=Docusaurus", "#__docusaurus", ".theme-doc-markdown"],
  "just-the-docs": ["/just-the-docs"],
  jekyll: ["=Jekyll"],
  docsy: [".td-content", ".td-main"],
  hugo: ["=Hugo"],
  antora: ["=Antora"],
  gitbook: ["=GitBook", "/gitbook", ".gitbook-root"],
  typedoc: [".tsd-page-title", ".tsd-page-toolbar", "=TypeDoc"],
  doxygen: ["=Doxygen", "/doxygen.css"],
  devsite: [".devsite-article-body", "<devsite-content"],
  "doc-builder": [".prose-doc", ".docstring-details"],
  mintlify: ["=Mintlify", ".mdx-content", "/mintlify"],
  nextra: [".nextra-content", ".nextra-toc", ".nextra-breadcrumb", ".nextra-code"],
  starlight: ["=Starlight", ".sl-markdown-content"],
  vitepress: ["=VitePress", ".vp-doc"],
  myst: ["=mystmd", ".myst-primary-sidebar", ".myst-top-nav"],
  unknown: [],
};

/** What built a page, by what it left in the markup; the page's address says nothing. */
export function generatorOf(root: Root): Generator {
  const marks = marksOf(root);
  const shows = (mark: string): boolean => marks.plain.has(mark) || marks.isPart(mark);
  return GENERATORS.find((generator) => MARKS[generator].some(shows)) ?? "unknown";
}

function marksOf(root: Root): { readonly plain: ReadonlySet<string>; isPart(mark: string): boolean } {
  const plain = new Set<string>();
  const classes = new Set<string>();
  const addresses: string[] = [];
  const generators: string[] = [];
  findElements(root, ({ name, attribs }) => {
    if (name.includes("-")) plain.add(`<${name}`);
    if (attribs["id"] !== undefined) plain.add(`#${attribs["id"]}`);
    if (attribs["class"] !== undefined) classes.add(attribs["class"]);
    if (name === "script" || name === "link") addresses.push(attribs["src"] ?? attribs["href"] ?? "");
    else if (name === "meta" && /^generator$/i.test(attribs["name"] ?? ""))
      generators.push((attribs["content"] ?? "").toLowerCase());
    return false;
  });
  for (const names of classes) for (const name of names.split(/\s+/)) plain.add(`.${name}`);
  const isPart = (mark: string): boolean => {
    const word = mark.slice(1).toLowerCase();
    if (mark.startsWith("=")) return generators.some((generator) => generator.startsWith(word));
    return mark.startsWith("/") && addresses.some((address) => address.toLowerCase().includes(word));
  };
  return { plain, isPart };
}
