import type { Document, DocumentKind } from "./document.js";
import { documentKind } from "./kind.js";
import { type Adornments, parseBlocks } from "./rst/blocks.js";
import { splitLines } from "./rst/lines.js";
import { type Rendered, renderPage } from "./rst/render.js";
import { cleanText } from "./text.js";

/**
 * A page of reStructuredText with Sphinx's directives as a document; undefined when it holds no text.
 *
 * Follows the block grammar of docutils' specification without its strictness: what docutils reports
 * as an error is kept as text. Never throws; takes time in proportion to the page's length.
 */
export function parseRst(path: string, source: string): Document | undefined {
  const adornments: Adornments = [];
  const nodes = parseBlocks(splitLines(cleanText(source)), adornments);
  const page = renderPage(nodes, adornments, fileName(path));
  const title = page.title || fileName(path);
  if (page.sections.length === 0 && !page.title) return undefined;
  const sections =
    page.sections.length > 0
      ? page.sections
      : [{ headingPath: [title], anchor: undefined, blocks: [], symbols: [] }];
  return { path, title, kind: kindOf(path, title, page), sections, symbols: page.symbols };
}

/** A page that mostly places API entries is reference, wherever it stands. */
function kindOf(path: string, title: string, page: Rendered): DocumentKind {
  const kind = documentKind(path, title);
  return kind === "guide" && page.entries > 0 && page.entries * 2 > page.sections.length ? "api" : kind;
}

function fileName(path: string): string {
  const file = path.split("/").at(-1) ?? path;
  return file.replace(/(?:\.rst)?(?:\.(?:rst|txt))?$/, "") || path;
}
