import { append } from "./append.js";
import { closingFence, openingFence } from "./fence.js";

/** Characters above which a page is parsed in parts: the parser's time grows faster than its input. */
const LARGE = 200_000;
/** Code above which a fence is a part of its own, and read without the parser. */
const LARGE_CODE = 50_000;
/** A paragraph longer than this is data, not prose; it is cut so that its marks cannot pair up endlessly. */
const LONGEST_PARAGRAPH = 10_000;

/**
 * Cuts a large page before headings, or before any blank line where headings are far apart, never
 * inside fenced code. Link definitions are repeated in each part, as far as they are few.
 */
export function splitLarge(source: string): readonly string[] {
  const text = breakParagraphs(source);
  if (text.length <= LARGE) return [text];
  const lines = text.split("\n");
  const definitions = lines.filter((line) => /^ {0,3}\[[^\]\n]+\]:\s*\S+/.test(line)).join("\n");
  const tail = definitions.length > 0 && definitions.length < LARGE / 4 ? `\n\n${definitions}` : "";
  const parts: string[] = [];
  let start = 0;
  let size = 0;
  const cut = (index: number, after: string): void => {
    if (index > start) parts.push(lines.slice(start, index).join("\n") + after);
    start = index;
    size = 0;
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = openingFence(line);
    if (fence !== undefined) {
      const end = Math.min(closingFence(lines, index + 1, fence.ticks), lines.length - 1);
      const length = lines.slice(index, end + 1).reduce((sum, { length }) => sum + length + 1, 0);
      const alone = length > LARGE_CODE && line.startsWith(fence.ticks);
      if (alone) cut(index, tail);
      size += length;
      index = end;
      if (alone) cut(end + 1, "");
      continue;
    }
    const afterBlank = /^\S/.test(line) && lines[index - 1]?.trim() === "";
    if (size > LARGE ? afterBlank : size > LARGE / 2 && /^#{1,3} /.test(line)) cut(index, tail);
    size += line.length + 1;
  }
  cut(lines.length, "");
  return parts;
}

/** Info string and code of a part that is one fenced code block and nothing else. */
export function wholeFence(part: string): { readonly info: string; readonly code: string } | undefined {
  if (part.length <= LARGE_CODE || !/^[`~]{3}/.test(part)) return undefined;
  const lines = part.split("\n");
  const fence = openingFence(lines[0] ?? "");
  if (fence === undefined) return undefined;
  const end = closingFence(lines, 1, fence.ticks);
  return end < lines.length - 1 ? undefined : { info: fence.info, code: lines.slice(1, end).join("\n") };
}

function breakParagraphs(text: string): string {
  if (text.length <= LONGEST_PARAGRAPH) return text;
  const lines = text.split("\n");
  const result: string[] = [];
  let size = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = openingFence(line);
    if (fence !== undefined) {
      const end = closingFence(lines, index + 1, fence.ticks);
      for (; index < Math.min(end, lines.length - 1); index++) result.push(lines[index] ?? "");
      result.push(lines[index] ?? "");
      size = 0;
      continue;
    }
    size = line.trim() === "" ? 0 : size + line.length;
    if (size > LONGEST_PARAGRAPH && !/^\s*[|<]/.test(line)) {
      result.push("");
      size = line.length;
    }
    if (line.length > LONGEST_PARAGRAPH) append(result, cutLine(line));
    else result.push(line);
  }
  return result.join("\n");
}

function cutLine(line: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < line.length; ) {
    const space = line.indexOf(" ", start + LONGEST_PARAGRAPH);
    const end = space < 0 || space > start + LONGEST_PARAGRAPH * 1.5 ? start + LONGEST_PARAGRAPH : space;
    parts.push(line.slice(start, end), "");
    start = end;
  }
  return parts;
}
