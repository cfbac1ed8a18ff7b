import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Document } from "./document.js";
import { documentKind } from "./kind.js";
import { type Piece, readCode, readFlow } from "./markdown/blocks.js";
import { readFrontMatter } from "./markdown/front-matter.js";
import { withoutMarkers } from "./markdown/marker.js";
import { looksLikeMdx, prepareMarkdown } from "./markdown/prepare.js";
import { cutSections } from "./markdown/sections.js";
import { splitLarge, wholeFence } from "./markdown/split.js";
import { cleanText } from "./text.js";

export interface MarkdownOptions {
  /** Read the page as MDX: components and no indented code. Default: by file name and content. */
  readonly mdx?: boolean;
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath);
/** In MDX four blanks are indentation, not code. */
const mdxParser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .data("micromarkExtensions", [{ disable: { null: ["codeIndented"] } }]);

/**
 * Reads a Markdown page of any common flavour. Never throws; a page that holds no text (a redirect,
 * a list of imports) is `undefined`.
 *
 * The title is the front matter's, else the first first-level heading, else made from the file name.
 */
export function parseMarkdown(
  path: string,
  source: string,
  options: MarkdownOptions = {},
): Document | undefined {
  const { title, description, body } = readFrontMatter(cleanText(source));
  const mdx = options.mdx ?? (/\.mdx$/i.test(path) || looksLikeMdx(body));
  const lead: readonly Piece[] =
    description === undefined || description === title
      ? []
      : [{ type: "block", block: { type: "prose", text: description } }];
  const document = readPrepared(path, prepareMarkdown(body, mdx), title, mdx, lead);
  return document.sections.length === 0 ? undefined : document;
}

/** Reads what `prepareMarkdown` made; `lead` is put before it. */
export function readPrepared(
  path: string,
  prepared: string,
  frontTitle: string | undefined,
  mdx: boolean,
  lead: readonly Piece[] = [],
): Document {
  const pieces = splitLarge(prepared).flatMap((part) => readPart(part, mdx));
  const title = frontTitle ?? headingTitle(pieces) ?? titleFromPath(path);
  return {
    path,
    title,
    kind: documentKind(path, title),
    sections: cutSections(title, [...lead, ...pieces]),
    symbols: [],
  };
}

/** The first first-level heading; without one, the heading that opens the page and encloses all others. */
function headingTitle(pieces: readonly Piece[]): string | undefined {
  const headings = pieces.filter((piece) => piece.type === "heading");
  const [first, ...others] = headings;
  const encloses =
    first !== undefined &&
    first === pieces[0] &&
    others.length > 0 &&
    others.every(({ depth }) => depth > first.depth);
  const heading = headings.find(({ depth }) => depth === 1) ?? (encloses ? first : undefined);
  return heading === undefined ? undefined : cleanText(heading.text);
}

function readPart(part: string, mdx: boolean): readonly Piece[] {
  const fence = wholeFence(part);
  if (fence !== undefined) {
    const block = readCode(fence.code, fence.info);
    return block === undefined ? [] : [{ type: "block", block }];
  }
  try {
    return readFlow((mdx ? mdxParser : parser).parse(part).children);
  } catch (error) {
    // Nesting too deep for the parser's recursion: no page people write. Its text is kept unread.
    if (!(error instanceof RangeError)) throw error;
    return [{ type: "block", block: { type: "prose", text: withoutMarkers(part) } }];
  }
}

/** `guides/model_cards.md` -> `Model cards`; an index page is named after its folder. */
export function titleFromPath(path: string): string {
  const parts = path.split("/").map((part) => part.replace(/\.\w+$/, ""));
  const file = parts.pop() ?? "";
  const name = /^_?(index|readme)$/i.test(file) ? (parts.pop() ?? file) : file;
  const words = name.replace(/[_-]+/g, " ").trim();
  return words === "" ? path : words.charAt(0).toUpperCase() + words.slice(1);
}
