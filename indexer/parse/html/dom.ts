import type { Cheerio, CheerioAPI } from "cheerio";

type Root = ReturnType<CheerioAPI["root"]>[number];
/** Any node of a parsed page. */
export type Node = Root["children"][number];
export type Element = Extract<Node, { attribs: Record<string, string> }>;
/** The part of a page that is read. */
export type Content = Cheerio<Element>;

export function isElement(node: Node): node is Element {
  return "attribs" in node;
}

export function childElements(element: Element): Element[] {
  return element.children.filter(isElement);
}

export function hasClass(element: Element, ...names: readonly string[]): boolean {
  const own = classesOf(element);
  return names.some((name) => own.includes(name));
}

export function classesOf(element: Element): readonly string[] {
  return (element.attribs["class"] ?? "").split(/\s+/);
}

export function removeElement(element: Element): void {
  const { parent, prev, next } = element;
  if (prev) prev.next = next;
  if (next) next.prev = prev;
  if (parent) parent.children.splice(parent.children.indexOf(element), 1);
  element.parent = null;
}

/** All text inside, as it stands in the source. */
export function rawText(node: Node): string {
  if (isElement(node)) return node.name === "br" ? "\n" : node.children.map(rawText).join("");
  return node.nodeType === 3 && "data" in node ? node.data : "";
}

/** First descendant, or the element itself, for which `test` holds. */
export function findElement(element: Element, test: (it: Element) => boolean): Element | undefined {
  if (test(element)) return element;
  for (const child of childElements(element)) {
    const found = findElement(child, test);
    if (found) return found;
  }
  return undefined;
}
