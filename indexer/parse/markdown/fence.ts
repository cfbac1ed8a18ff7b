/** A run of lines that is either one fenced code block (its fences included) or anything else. */
export interface Segment {
  readonly fenced: boolean;
  readonly lines: readonly string[];
}

export interface Fence {
  /** What stands before the fence on its line: blanks, quotation and list markers. */
  readonly prefix: string;
  readonly ticks: string;
  readonly info: string;
}

const OPENING = /^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)(`{3,}|~{3,}|:{3,}(?=\{code))(.*)$/;
const CLOSING = /^[\s>]*(`{3,}|~{3,}|:{3,})\s*$/;
const COMMENTS = [
  ["<!--", "-->"],
  ["{/*", "*/}"],
] as const;

export function openingFence(line: string): Fence | undefined {
  const [, prefix = "", ticks, info = ""] = OPENING.exec(line) ?? [];
  if (ticks === undefined || (ticks.startsWith("`") && info.includes("`"))) return undefined;
  return { prefix, ticks, info: info.trim() };
}

/** Index of the line that closes a fence, or the number of lines where none does. */
export function closingFence(lines: readonly string[], from: number, ticks: string): number {
  for (let index = from; index < lines.length; index++) {
    const closing = CLOSING.exec(lines[index] ?? "")?.[1];
    if (closing !== undefined && closing.length >= ticks.length && closing[0] === ticks[0]) return index;
  }
  return lines.length;
}

/** Cuts a page into fenced code and the rest, and drops comments, which may hold fences themselves. */
export function splitFences(source: readonly string[]): readonly Segment[] {
  const lines = [...source];
  const segments: Segment[] = [];
  const unclosed = new Set<string>();
  let open: string[] = [];
  const flush = (): void => {
    if (open.length > 0) segments.push({ fenced: false, lines: open });
    open = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = openingFence(line);
    if (fence !== undefined) {
      flush();
      const end = closingFence(lines, index + 1, fence.ticks);
      segments.push({ fenced: true, lines: lines.slice(index, end + 1) });
      index = end;
      continue;
    }
    const rest = dropComment(lines, index, unclosed);
    if (rest === undefined) open.push(line);
    else {
      // What stood around the comment is read again: it may open a fence or another comment.
      index = rest - 1;
    }
  }
  flush();
  return segments;
}

/** Removes the comment that opens on a line; answers the line at which to read on, or undefined. */
function dropComment(lines: string[], index: number, unclosed: Set<string>): number | undefined {
  const line = lines[index] ?? "";
  for (const [opening, closing] of COMMENTS) {
    const start = line.indexOf(opening);
    if (start < 0 || unclosed.has(opening) || isInCode(line, start)) continue;
    for (let end = index; end < lines.length; end++) {
      const found = (lines[end] ?? "").indexOf(closing, end === index ? start + opening.length - 1 : 0);
      if (found < 0) continue;
      lines[end] = line.slice(0, start) + (lines[end] ?? "").slice(found + closing.length);
      return end;
    }
    unclosed.add(opening);
  }
  return undefined;
}

function isInCode(line: string, position: number): boolean {
  return (line.slice(0, position).split("`").length - 1) % 2 === 1;
}
