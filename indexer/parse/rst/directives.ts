import type { SymbolKind } from "../document.js";

export const VERSION_NOTES: ReadonlySet<string> = new Set([
  "versionadded",
  "versionchanged",
  "versionremoved",
  "deprecated",
]); // prettier-ignore

/** Directives whose content is code, and its language where the directive itself tells it. */
export const CODE: ReadonlyMap<string, string> = new Map([
  ["code", ""],
  ["code-block", ""],
  ["sourcecode", ""],
  ["code-tab", ""],
  ["code-cell", ""],
  ["highlights-code", ""],
  ["parsed-literal", "text"],
  ["prompt", ""],
  ["testcode", "python"],
  ["testoutput", "text"],
  ["ipython", "python"],
  ["doctest", "python"],
  ["jupyter-execute", "python"],
  ["runpython", "python"],
  ["exec", "python"],
  ["plot", "python"],
  ["pyscript", "python"],
]);

/** Nothing of these is text of the page. */
export const DROPPED: ReadonlySet<string> = new Set([
  "bibliography",
  "button-link",
  "button-ref",
  "class",
  "codeauthor",
  "contents",
  "cssclass",
  "default-role",
  "figure-md",
  "footbibliography",
  "footer",
  "header",
  "highlight",
  "image",
  "image-sg",
  "include",
  "index",
  "inheritance-diagram",
  "join_slack",
  "mermaid",
  "graphviz",
  "digraph",
  "meta",
  "minigallery",
  "raw",
  "role",
  "sectionauthor",
  "sectnum",
  "sphinx-tags",
  "tags",
  "tabularcolumns",
  "target-notes",
  "testcleanup",
  "testsetup",
  "title",
  "toctree",
  "todo",
  "todolist",
  "video",
  "youtube",
]); // prettier-ignore

/** Their argument is a label for the content: it is kept in bold. */
export const LABELLED: ReadonlySet<string> = new Set([
  "card",
  "centered",
  "collapse",
  "details",
  "dropdown",
  "grid-item-card",
  "group-tab",
  "rubric",
  "sidebar",
  "tab",
  "tab-item",
  "tabbed",
  "toggle",
  "topic",
]); // prettier-ignore

/** Entries that have a name but are no symbols: environment variables, options, settings. */
export const NAMED: ReadonlySet<string> = new Set([
  "cmdoption",
  "confval",
  "describe",
  "envvar",
  "object",
  "option",
  "program",
  "std:envvar",
  "std:option",
]); // prettier-ignore

/** Entries that another tool fills from source code: only the name is here. */
export const GENERATED =
  /^(?:doxygen(?:class|define|enum|file|function|group|namespace|struct|typedef|variable)|auto(?:program.*|enum|pydantic_.*)|click|argparse)$/;

/** Directives of the Python, C, C++ and JavaScript domains, without the domain. */
export const API_KINDS: ReadonlyMap<string, SymbolKind> = new Map<string, SymbolKind>([
  ["function", "function"],
  ["decorator", "function"],
  ["class", "class"],
  ["exception", "class"],
  ["struct", "class"],
  ["method", "method"],
  ["classmethod", "method"],
  ["staticmethod", "method"],
  ["decoratormethod", "method"],
  ["attribute", "attribute"],
  ["member", "attribute"],
  ["var", "attribute"],
  ["property", "property"],
  ["data", "constant"],
  ["macro", "constant"],
  ["enumerator", "constant"],
  ["enum", "enum"],
  ["type", "type"],
]);

/** autodoc directives that place one named API on this page. */
export const AUTO_API = /^auto(?:function|class|method|attribute|data|exception|decorator|property)$/;

export const MODULE = /^(?:py:)?(?:module|currentmodule)$/;

/** What sphinx-gallery adds to every example: download links, timing, signature. */
export const GALLERY_BOILERPLATE = /\bsphx-glr-(?:download|footer|signature|timing|thumb)/;
