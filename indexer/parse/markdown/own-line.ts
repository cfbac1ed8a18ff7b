/**
 * Replaces the piece of `text` between two positions by lines of their own, indented like the line
 * they were found on, so that a component inside a list item stays inside it.
 */
export function ownLine(text: string, start: number, content: string): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const before = text.slice(lineStart, start);
  const indent = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?/.exec(before)?.[0].replace(/\S/g, " ") ?? "";
  const lead = before.trim() === "" ? "" : `\n${indent}`;
  return `${lead}${content.split("\n").join(`\n${indent}`)}\n${indent}`;
}

/** A label in bold, as a paragraph: the name of a tab, card or step. */
export function label(text: string): string {
  const clean = text.replaceAll("**", "").replace(/\s+/g, " ").trim();
  return clean === "" ? "\n" : `\n**${clean}**\n`;
}
