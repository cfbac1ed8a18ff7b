/** A paragraph, list item or block of code of a chunk, and where it stands in the text. */
export interface Piece {
  readonly type: "prose" | "code";
  /** Code without its fence. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const FENCED = /^(`{3,4})[^\n]*\n([\s\S]*?)\n\1[ \t]*$/gm;

/** A chunk's text in pieces. List items are pieces of their own. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(FENCED)) {
    pieces.push(...proseOf(text, from, match.index));
    from = match.index + match[0].length;
    pieces.push({ type: "code", text: match[2] ?? "", start: match.index, end: from });
  }
  pieces.push(...proseOf(text, from, text.length));
  return pieces;
}

function proseOf(text: string, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  for (const part of text.slice(from, to).split(/(\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]) ))/)) {
    if (part.trim() !== "") pieces.push({ type: "prose", text: part, start: at, end: at + part.length });
    at += part.length;
  }
  return pieces;
}

/** Words alone: without list marks, emphasis, backticks, images, link targets, formulas and HTML. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, " ")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/<[^>\n]{1,200}>/g, " ")
    .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]{1,200}\$/g, " ")
    .replace(/:[a-z]+:`~?([^`]+)`/g, "$1")
    .replace(/[`*]+/g, "")
    .replace(/^\s*(?:[-+>#]+|\d+[.)])\s+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Sentences of prose, in order. */
export const sentencesOf = (prose: string): readonly string[] =>
  prose
    .split(/(?<=[.!?])\s+(?=[A-Z`*])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
