import type { Block } from "../document.js";
import { admonition, boxOf } from "./admonition.js";
import { codeBlock } from "./code.js";
import { childElements, type Element, findElement, hasClass, isElement, type Node } from "./dom.js";
import { inlineText, isInline } from "./inline.js";
import { mathText } from "./math.js";
import { tableText } from "./table.js";

/** Takes what a page says, in page order. */
export interface Writer {
  add(block: Block): void;
  heading(element: Element, level: number): void;
  /** Takes a definition list that documents API symbols; false for any other. */
  symbols(list: Element): boolean;
}

/** Items of a list are put together up to this length. */
const ITEMS_LENGTH = 1200;

/** Reads nodes into a writer: runs of inline nodes become paragraphs, elements blocks of their kind. */
export function readNodes(nodes: readonly Node[], writer: Writer): void {
  let run: Node[] = [];
  const flush = (): void => {
    addProse(writer, inlineText(run));
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) run.push(node);
    else {
      flush();
      if (isElement(node)) readElement(node, writer);
    }
  }
  flush();
}

/** The same as a list of blocks; headings inside are paragraphs. */
export function blocksOf(nodes: readonly Node[]): Block[] {
  const blocks: Block[] = [];
  readNodes(nodes, {
    add: (block) => blocks.push(block),
    heading: (element) => {
      const text = inlineText(element.children);
      if (text !== "") blocks.push({ type: "prose", text });
    },
    symbols: () => false,
  });
  return blocks;
}

function addProse(writer: Writer, text: string): void {
  if (text !== "") writer.add({ type: "prose", text });
}

function readElement(element: Element, writer: Writer): void {
  const box = boxOf(element);
  if (box) {
    const block = admonition(box, blocksOf(box.content));
    if (block.text !== "" || block.version !== undefined) writer.add(block);
    return;
  }
  const { name, children } = element;
  const math = mathText(element);
  if (math !== undefined) addProse(writer, math.trim());
  else if (/^h[1-6]$/.test(name)) writer.heading(element, Number(name[1]));
  else if (name === "pre") readCode(element, writer);
  else if (name === "table") readTable(element, writer);
  else if (name === "ul" || name === "ol") readList(element, writer);
  else if (name === "dl" && !writer.symbols(element)) readDefinitions(element, writer);
  else if (hasClass(element, "footnote", "citation"))
    addProse(writer, inlineText(children).replace(/\n/g, " "));
  else if (name !== "dl") readNodes(children, writer);
}

function readCode(pre: Element, writer: Writer): void {
  const block = codeBlock(pre);
  if (block) writer.add(block);
}

/** Tables that hold code are layout (line numbers, side by side examples): their cells are read one by one. */
function readTable(table: Element, writer: Writer): void {
  if (findElement(table, (it) => it.name === "pre")) {
    readNodes(table.children, writer);
    return;
  }
  const text = tableText(table);
  if (text !== "") writer.add({ type: "table", text });
}

function readList(list: Element, writer: Writer): void {
  const items = createItems(writer);
  let number = Number(list.attribs["start"] ?? 1) || 1;
  for (const item of childElements(list)) {
    if (item.name !== "li") continue;
    items.add(list.name === "ol" ? `${number++}. ` : "- ", blocksOf(item.children));
  }
  items.flush();
}

function readDefinitions(list: Element, writer: Writer): void {
  if (hasClass(list, "field-list")) {
    readFields(list, writer);
    return;
  }
  const items = createItems(writer);
  for (const { terms, body } of definitionsOf(list)) {
    const term = terms.map((it) => inlineText(it.children).replace(/\n+/g, " ")).join(", ");
    const blocks = blocksOf(body);
    const colon = /^\[?\d+\]?$|:$/.test(term) || blocks.length === 0 ? "" : ":";
    const first = blocks[0];
    const space = first?.type !== "prose" ? "" : /^(- |1\. )/.test(first.text) ? "\n" : " ";
    items.add(`- ${term}${colon}${space}`, ownedBy(term, blocks));
  }
  items.flush();
}

/** `Parameters:`, `Returns:` and the like, each with its body. */
function readFields(list: Element, writer: Writer): void {
  for (const { terms, body } of definitionsOf(list)) {
    const name = terms
      .map((it) => inlineText(it.children))
      .join(", ")
      .replace(/\s*:$/, "");
    const [first, ...rest] = blocksOf(body);
    if (first?.type === "prose") {
      const isList = first.text.startsWith("- ") || first.text.startsWith("1. ");
      writer.add({ type: "prose", text: `${name}:${isList ? "\n" : " "}${first.text}` });
    } else {
      writer.add({ type: "prose", text: `${name}:` });
      if (first) writer.add(first);
    }
    for (const block of rest) writer.add(block);
  }
}

/** What a version box inside a parameter's text is about is said with it. */
function ownedBy(term: string, blocks: readonly Block[]): Block[] {
  const name = /^`[^`]+`/.exec(term)?.[0];
  return blocks.map((block) => {
    if (block.type !== "admonition" || name === undefined) return block;
    return {
      ...block,
      text: `${name}: ${block.text === "" ? versionWords(block.name, block.version) : block.text}`,
    };
  });
}

function versionWords(name: string, version: string | undefined): string {
  const verb = name === "versionadded" ? "added" : name === "versionchanged" ? "changed" : "deprecated";
  return version === undefined ? `${verb}.` : `${verb} in version ${version}.`;
}

export interface Definition {
  readonly terms: readonly Element[];
  readonly body: readonly Node[];
}

/** Terms that follow one another share the body that comes after them. */
export function definitionsOf(list: Element): Definition[] {
  const definitions: { terms: Element[]; body: Node[] }[] = [];
  const visit = (node: Node): void => {
    const last = definitions.at(-1);
    if (!isElement(node)) return;
    if (node.name === "div" && childElements(node).some((child) => child.name === "dt")) {
      for (const child of node.children) visit(child);
    } else if (node.name === "dt") {
      if (last && last.body.length === 0) last.terms.push(node);
      else definitions.push({ terms: [node], body: [] });
    } else if (last) last.body.push(...(node.name === "dd" ? node.children : [node]));
  };
  for (const child of list.children) visit(child);
  return definitions;
}

/** Gathers list items into blocks of prose; what is no prose comes after the item it belongs to. */
function createItems(writer: Writer): { add(mark: string, blocks: readonly Block[]): void; flush(): void } {
  let gathered: string[] = [];
  let length = 0;
  const flush = (): void => {
    addProse(writer, gathered.join("\n"));
    gathered = [];
    length = 0;
  };
  return {
    flush,
    add(mark, blocks) {
      const cut = blocks.findIndex((block) => block.type !== "prose");
      const prose = (cut === -1 ? blocks : blocks.slice(0, cut)).map((block) => block.text);
      const text = `${mark}${prose.join("\n").replace(/\n(?=.)/g, "\n  ")}`.trimEnd();
      if (length + text.length > ITEMS_LENGTH) flush();
      if (text !== "-") gathered.push(text);
      length += text.length;
      if (cut === -1) return;
      flush();
      for (const block of blocks.slice(cut)) writer.add(block);
    },
  };
}
