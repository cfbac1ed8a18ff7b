import type { Block } from "../document.js";
import { definitionsOf } from "./definitions.js";
import { type Element, hasClass, isElement, type Node } from "./dom.js";
import { inlineText } from "./inline.js";
import { isVersionBox, versionLabel } from "./version-label.js";

type Read = (nodes: readonly Node[]) => readonly Block[];

/** Items of a list are put together up to this length. */
const ITEMS_LENGTH = 1200;

export function listBlocks(list: Element, read: Read): readonly Block[] {
  const items = createItems(list);
  let number = Number(list.attribs["start"] ?? 1) || 1;
  for (const item of list.children) {
    if (!isElement(item)) continue;
    if (item.name !== "li") items.add("", read([item]));
    else {
      const blocks = read(item.children);
      items.add(list.name === "ol" ? `${number++}. ` : "- ", ownedBy(blocks[0]?.text ?? "", blocks));
    }
  }
  return items.blocks();
}

export function definitionBlocks(list: Element, read: Read): readonly Block[] {
  if (hasClass(list, "field-list")) return fieldBlocks(list, read);
  const items = createItems(list);
  for (const { terms, body } of definitionsOf(list)) {
    const term = terms.map((it) => inlineText(it.children).replace(/\n+/g, " ")).join(", ");
    const blocks = read(body);
    const colon = /^\[?\d+\]?$|:$/.test(term) || blocks.length === 0 ? "" : ":";
    const first = blocks[0];
    const space = first?.type !== "prose" ? "" : /^(- |1\. )/.test(first.text) ? "\n" : " ";
    items.add(`- ${term}${colon}${space}`, ownedBy(term, blocks));
  }
  return items.blocks();
}

/** `Parameters:`, `Returns:` and the like, each with its body. */
function fieldBlocks(list: Element, read: Read): readonly Block[] {
  return definitionsOf(list).flatMap(({ terms, body }): readonly Block[] => {
    const name = terms
      .map((it) => inlineText(it.children))
      .join(", ")
      .replace(/\s*:$/, "");
    const blocks = read(body);
    const [first, ...rest] = blocks;
    if (first?.type !== "prose") return [{ type: "prose", text: `${name}:` }, ...blocks];
    const space = /^(- |1\. )/.test(first.text) ? "\n" : " ";
    return [{ type: "prose", text: `${name}:${space}${first.text}` }, ...rest];
  });
}

/** What a version box inside a parameter's text is about is said with it. */
export function ownedBy(term: string, blocks: readonly Block[]): readonly Block[] {
  const name = /^`[^`]+`/.exec(term)?.[0];
  return blocks.map((block) => {
    if (block.type !== "admonition" || name === undefined) return block;
    const text = block.text === "" && isVersionBox(block) ? versionLabel(block) : block.text;
    return { ...block, text: `${name}: ${text}` };
  });
}

/** Lists inside more lists than this are not indented further. */
const INDENTED_LEVELS = 6;

function isDeep(list: Element): boolean {
  let levels = 0;
  for (let up = list.parent; up && isElement(up); up = up.parent)
    if (up.name === "li" || up.name === "dd") levels += 1;
  return levels > INDENTED_LEVELS;
}

/** Gathers list items into blocks of prose; what is no prose comes after the item it belongs to. */
function createItems(list: Element): {
  add(mark: string, blocks: readonly Block[]): void;
  blocks(): readonly Block[];
} {
  const isFlat = isDeep(list);
  const found: Block[] = [];
  let gathered: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (gathered.length > 0) found.push({ type: "prose", text: gathered.join("\n") });
    gathered = [];
    length = 0;
  };
  return {
    blocks() {
      flush();
      return found;
    },
    add(mark, blocks) {
      const cut = blocks.findIndex((block) => block.type !== "prose");
      const prose = (cut === -1 ? blocks : blocks.slice(0, cut)).map((block) => block.text);
      const words = prose.join("\n");
      const text = `${mark}${isFlat ? words : words.replace(/\n(?=.)/g, "\n  ")}`.trimEnd();
      if (length + text.length > ITEMS_LENGTH) flush();
      if (text !== "-" && text !== "") gathered.push(text);
      length += text.length;
      if (cut === -1) return;
      flush();
      for (const block of blocks.slice(cut)) found.push(block);
    },
  };
}
