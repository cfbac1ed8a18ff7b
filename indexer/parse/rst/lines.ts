/** Tabs become blanks up to the next multiple of eight, as the specification asks. */
export function splitLines(source: string): string[] {
  return source
    .replace(/\r\n?/g, "\n")
    .replace(/[\f\v]/g, " ")
    .split("\n")
    .map((line) => (line.includes("\t") ? expandTabs(line) : line).trimEnd());
}

function expandTabs(line: string): string {
  let out = "";
  for (const part of line.split(/(\t)/)) out += part === "\t" ? " ".repeat(8 - (out.length % 8)) : part;
  return out;
}

/** Number of leading blanks; -1 for an empty line. */
export function indentOf(line: string): number {
  if (line === "") return -1;
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
}

/** First index from `start` on that is neither empty nor indented by at least `width`. */
export function endOfIndented(lines: readonly string[], start: number, width = 1): number {
  let end = start;
  while (end < lines.length) {
    const indent = indentOf(lines[end] ?? "");
    if (indent >= 0 && indent < width) break;
    end++;
  }
  return end;
}

/** Takes the common indentation away, and empty lines at both ends. */
export function dedent(lines: readonly string[]): string[] {
  const width = lines.reduce(
    (least, line) => (line === "" ? least : Math.min(least, indentOf(line))),
    Infinity,
  );
  return trimBlank(width > 0 && width < Infinity ? lines.map((line) => line.slice(width)) : lines);
}

export function trimBlank(lines: readonly string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start] === "") start++;
  while (end > start && lines[end - 1] === "") end--;
  return lines.slice(start, end);
}
