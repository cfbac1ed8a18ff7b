import {
  type Element,
  findElement,
  findElements,
  hasClass,
  idOf,
  isElement,
  type Node,
  rawText,
  setChildren,
} from "../dom.js";
import type { Filter } from "../filters.js";
import { elementOf, entryOf } from "./entry.js";

/** API pages of Google's sites (tensorflow.org): the page's symbol is one definition, its methods are definitions in it. */
export const devsiteEntries: Filter = (root) => {
  const [meta] = findElements(root, (it) => it.attribs["itemprop"] === "name");
  const symbol = meta?.attribs["content"]?.trim();
  if (symbol === undefined || !/^[\w.]+$/.test(symbol)) return;
  for (const table of findElements(root, (it) => it.name === "table" && titleOf(it) !== undefined))
    tableAsFields(table);
  const { own, methods } = takeApart(root.children);
  const code = own.findIndex(isSignature);
  const isClass = /\.[A-Z]\w*$/.test(symbol);
  const kind = code === -1 && !isClass ? "module" : isClass ? "class" : "function";
  const entries = methods.map(({ heading, signature, body }) => {
    const name = rawText(heading).trim();
    return entryOf(
      {
        kind: "py method",
        symbol: `${symbol}.${name}`,
        anchor: idOf(heading),
        signature: partsOf(rawText(signature), name),
      },
      body,
    );
  });
  const rest = own.filter((_, index) => index !== code);
  const text = code === -1 ? symbol : rawText(own[code] ?? root);
  const entry = entryOf({ kind: `py ${kind}`, symbol, anchor: undefined, signature: partsOf(text, symbol) }, [
    ...rest,
    ...entries,
  ]);
  setChildren(root, [entry]);
};

interface Method {
  readonly heading: Element;
  readonly signature: Element;
  readonly body: Node[];
}

/** A method is a heading with a signature after it, and goes on to the next heading of its rank or above. */
function takeApart(children: readonly Node[]): { readonly own: Node[]; readonly methods: Method[] } {
  const own: Node[] = [];
  const methods: Method[] = [];
  let method: Method | undefined;
  children.forEach((child, index) => {
    const signature = isElement(child) && child.name === "h3" ? signatureAfter(children, index) : undefined;
    if (isElement(child) && signature) {
      method = { heading: child, signature, body: [] };
      methods.push(method);
      return;
    }
    if (isElement(child) && /^h[1-3]$/.test(child.name)) method = undefined;
    if (child === method?.signature) return;
    (method?.body ?? own).push(child);
  });
  return { own, methods };
}

function signatureAfter(children: readonly Node[], from: number): Element | undefined {
  for (const node of children.slice(from + 1, from + 8)) {
    if (isSignature(node)) return node as Element;
    if (isElement(node) && /^h[1-6]$/.test(node.name)) return undefined;
  }
  return undefined;
}

function isSignature(node: Node): boolean {
  return isElement(node) && findElement(node, (it) => hasClass(it, "tfo-signature-link")) !== undefined;
}

function partsOf(text: string, name: string): [string, string, string] {
  const line = text.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/,? \)/g, ")").trim();
  const short = name.slice(name.lastIndexOf(".") + 1);
  const at = line.indexOf(short);
  const open = line.indexOf("(");
  return ["", short, open === -1 || at === -1 ? "" : line.slice(open)];
}

/** The heading in the first row of a table, as the sites write lists of arguments. */
function titleOf(table: Element): Element | undefined {
  const cell = findElement(table, (it) => it.name === "th");
  return cell && findElement(cell, (it) => /^h[2-4]$/.test(it.name));
}

function tableAsFields(table: Element): void {
  const title = titleOf(table);
  const items = findElements(table, (it) => it.name === "tr").flatMap((row) => {
    const [name, description] = row.children.filter(
      (child) => isElement(child) && child.name === "td",
    ) as Element[];
    if (!name) return [];
    if (!description) return [elementOf("dd", {}, name.children)];
    return [elementOf("dt", {}, name.children), elementOf("dd", {}, description.children)];
  });
  const isList = items.some((item) => item.name === "dt");
  const body = isList ? [elementOf("dl", {}, items)] : items.flatMap((item) => item.children);
  table.name = "dl";
  table.attribs = { class: "field-list" };
  setChildren(table, [elementOf("dt", {}, title?.children ?? []), elementOf("dd", {}, body)]);
}
