import { cleanText } from "../text.js";
import { childElements, type Element, hasClass, isElement, type Node, rawText } from "./dom.js";
import { mathText, texInDollars } from "./math.js";
import { VERSION_ATTRIBUTE, versionLabel, versionOf } from "./version-label.js";

const CODE = new Set(["code", "tt", "kbd", "samp"]);

/** Blocks that are kept apart by a line end where they are read as a line of text. */
const BREAKING = new Set([
  "p",
  "div",
  "li",
  "ul",
  "ol",
  "dl",
  "dt",
  "dd",
  "pre",
  "tr",
  "figure",
  "blockquote",
]);

/** Text with inline code in backticks and formulas in dollars; the targets of links are dropped. */
export function inlineText(nodes: readonly Node[]): string {
  let text = "";
  for (const node of nodes) text += inline(node);
  return tidy(text);
}

function inline(node: Node): string {
  if (!isElement(node)) return oneLine(texInDollars(rawText(node)));
  const math = mathText(node);
  if (math !== undefined) return math;
  if (CODE.has(node.name)) return codeSpan(rawText(node));
  switch (node.name) {
    case "br":
      return "\n";
    case "wbr":
      return "";
    case "img":
      return "";
    case "sup":
      return raised(node, "^");
    case "sub":
      return raised(node, "_");
    default: {
      const version = VERSION_ATTRIBUTE in node.attribs ? versionOf(node) : undefined;
      let text = version ? `${versionLabel(version)} ` : "";
      for (const child of node.children) text += inline(child);
      if (hasClass(node, "classifier")) return ` (${text.trim()})`;
      return BREAKING.has(node.name) ? `\n${text}\n` : text;
    }
  }
}

/** A heading's words alone: no code marks, no link sign. */
export function headingText(element: Element): string {
  return oneLine(inlineText(element.children))
    .replace(/`/g, "")
    .replace(/\s*[¶#]$/, "")
    .slice(0, HEADING_LENGTH);
}

/** A heading stands before every chunk under it; no real one is longer. */
const HEADING_LENGTH = 300;

/** Every run of blanks as one space; most are one already, and are not touched. */
export function oneLine(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, " ");
}

/** Footnote marks keep their brackets; `x` with a raised 2 is `x^2`. */
function raised(element: Element, mark: string): string {
  let text = "";
  for (const child of element.children) text += inline(child);
  text = text.trim();
  if (/^[[(™®]/.test(text)) return text;
  return childElements(element).some((child) => child.name === "a") ? `[${text}]` : `${mark}${text}`;
}

/** Backticks around code, doubled where the code has some itself. */
export function codeSpan(code: string): string {
  const text = oneLine(code).trim();
  if (text === "") return "";
  if (!text.includes("`")) return `\`${text}\``;
  return `\`\` ${text} \`\``;
}

export function tidy(text: string): string {
  return cleanText(text.replace(/\u00a0/g, " "))
    .replace(/[^\S\n]{2,}|[^\S\n ]/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Elements that stand in a line of text; everything else is a block. */
const INLINE = new Set(
  "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math mjx-container nobr q rp rt ruby s samp script small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Whether an inline element holds a block, and is therefore read as one; pages nest them deeply. */
const judged = new WeakMap<Element, boolean>();

export function isInline(node: Node): boolean {
  if (!isElement(node)) return true;
  if (!INLINE.has(node.name) && !node.name.includes("-")) return false;
  if (node.children.length === 0 || hasClass(node, "math")) return true;
  let inline = judged.get(node);
  if (inline === undefined) {
    inline = node.children.every(isInline);
    judged.set(node, inline);
  }
  return inline;
}
