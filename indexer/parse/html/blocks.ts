import type { Block } from "../document.js";
import { admonitions, boxOf } from "./admonition.js";
import { codeBlock, isCode } from "./code.js";
import { isSymbolList } from "./definitions.js";
import { type Element, findElement, hasClass, isElement, type Node } from "./dom.js";
import { inlineText, isInline } from "./inline.js";
import { definitionBlocks, listBlocks } from "./list.js";
import { mathText } from "./math.js";
import { tableBlocks } from "./table.js";
import { LABEL_ATTRIBUTE } from "./tabs.js";

/** Takes what a page says, in page order. */
export interface Writer {
  add(block: Block): void;
  heading(element: Element, level: number): void;
  /** A definition list that documents API symbols. */
  symbols(list: Element): void;
  /** The module whose description starts here, by its anchor. */
  module(anchor: string): void;
  /** Nodes whose words were read: what they say beside their words can be kept. */
  read(nodes: readonly Node[]): void;
}

/** Reads nodes into a writer: runs of inline nodes become paragraphs, elements blocks of their kind. */
export function readNodes(nodes: readonly Node[], writer: Writer): void {
  let run: Node[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    for (const block of prose(inlineText(run))) writer.add(block);
    writer.read(run);
    run = [];
  };
  for (const node of nodes) {
    if (isElement(node)) noteModule(node, writer);
    if (isInline(node)) run.push(node);
    else {
      flush();
      if (isElement(node)) readElement(node, writer);
    }
  }
  flush();
}

/** The same as a list of blocks, headings inside as paragraphs; API lists are put aside. */
export function blocksOf(nodes: readonly Node[], aside: Element[] = []): Block[] {
  const blocks: Block[] = [];
  readNodes(nodes, {
    add: (block) => blocks.push(block),
    heading: (element) => blocks.push(...prose(inlineText(element.children))),
    symbols: (list) => aside.push(list),
    module: () => undefined,
    read: () => undefined,
  });
  return blocks;
}

function prose(text: string): Block[] {
  return text === "" ? [] : [{ type: "prose", text }];
}

function noteModule(element: Element, writer: Writer): void {
  const id = element.attribs["id"];
  if (id?.startsWith("module-")) writer.module(id);
}

function readElement(element: Element, writer: Writer): void {
  const label = element.attribs[LABEL_ATTRIBUTE];
  if (label !== undefined) writer.add({ type: "prose", text: `${label}:` });
  const { name, children } = element;
  if (/^h[1-6]$/.test(name)) {
    writer.heading(element, Number(name[1]));
    return;
  }
  if (isSymbolList(element)) {
    writer.symbols(element);
    return;
  }
  const aside: Element[] = [];
  const blocks = wholeBlocks(element, aside);
  if (!blocks) {
    readNodes(children, writer);
    return;
  }
  for (const block of blocks) writer.add(block);
  writer.read([element]);
  for (const list of aside) writer.symbols(list);
}

/** The blocks of an element that is read as one thing; undefined for one that only holds others. */
function wholeBlocks(element: Element, aside: Element[]): readonly Block[] | undefined {
  if (isCode(element)) return codeBlock(element);
  const box = boxOf(element);
  if (box) return admonitions(box, blocksOf(box.content, aside));
  const math = mathText(element);
  if (math !== undefined) return prose(math.trim());
  const read = (nodes: readonly Node[]): Block[] => blocksOf(nodes, aside);
  switch (element.name) {
    case "table":
      return isLayout(element) ? undefined : tableBlocks(element, read, aside);
    case "ul":
    case "ol":
      return listBlocks(element, read);
    case "dl":
      return definitionBlocks(element, read);
    default:
      return isNote(element) ? noteBlocks(read(element.children)) : undefined;
  }
}

/** One note; some generators call the list of all notes so. */
function isNote(element: Element): boolean {
  return hasClass(element, "footnote", "citation") && !element.children.some(isList);
}

function isList(node: Node): boolean {
  return isElement(node) && (node.name === "ol" || node.name === "ul");
}

/** A footnote's mark and text on one line; code and boxes in it follow. */
function noteBlocks(blocks: readonly Block[]): readonly Block[] {
  const words = blocks.filter((block) => block.type === "prose").map((block) => block.text);
  return [...prose(words.join(" ").replace(/\n/g, " ")), ...blocks.filter((block) => block.type !== "prose")];
}

/** Tables that hold code are layout (line numbers, side by side examples): their cells are read one by one. */
function isLayout(table: Element): boolean {
  return findElement(table, isCode) !== undefined;
}
