import { type ChildNode, type Document, Element, Text } from "domhandler";

export { Element, Text };

/** A parsed page. */
export type Root = Document;
/** Any node of a parsed page. */
export type Node = ChildNode;
/** What has children. */
export type Parent = Root | Element;

export function isElement(node: Node | Root): node is Element {
  return "attribs" in node;
}

export function isText(node: Node | Root): node is Text {
  return node.nodeType === 3;
}

export function childElements(parent: Parent): Element[] {
  return parent.children.filter(isElement);
}

/** Called for every element in every filter, so it does not take the attribute apart. */
export function hasClass(element: Element, ...names: readonly string[]): boolean {
  const own = element.attribs["class"];
  return own !== undefined && names.some((name) => holdsWord(own, name));
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if ((at === 0 || text.charCodeAt(at - 1) <= 32) && (end === text.length || text.charCodeAt(end) <= 32))
      return true;
  }
  return false;
}

export function classesOf(element: Element): readonly string[] {
  return element.attribs["class"]?.split(/\s+/) ?? [];
}

export function idOf(element: Element): string | undefined {
  return element.attribs["id"] || undefined;
}

/** Takes every element away for which `test` holds, with what is in it. */
export function removeElements(parent: Parent, test: (element: Element) => boolean): void {
  const kept: Node[] = [];
  for (const child of parent.children) {
    if (!isElement(child)) kept.push(child);
    else if (test(child)) child.parent = null;
    else {
      removeElements(child, test);
      kept.push(child);
    }
  }
  if (kept.length < parent.children.length) setChildren(parent, kept);
}

/** Gives an element other children, in this order. */
export function setChildren(parent: Parent, children: Node[]): void {
  children.forEach((child, index) => {
    child.parent = parent;
    child.prev = children[index - 1] ?? null;
    child.next = children[index + 1] ?? null;
  });
  parent.children = children;
}

/** Puts other nodes in the place of elements, inner ones first; `undefined` leaves an element as it is. */
export function replaceElements(
  parent: Parent,
  replacement: (element: Element) => readonly Node[] | undefined,
): void {
  let changed = false;
  const children = parent.children.flatMap((child): readonly Node[] => {
    if (!isElement(child)) return [child];
    replaceElements(child, replacement);
    const others = replacement(child);
    if (others) changed = true;
    return others ?? [child];
  });
  if (changed) setChildren(parent, children);
}

/** All text inside, as it stands in the source. */
export function rawText(node: Node | Root): string {
  if ("children" in node) {
    if (isElement(node) && node.name === "br") return "\n";
    let text = "";
    for (const child of node.children) text += rawText(child);
    return text;
  }
  return isText(node) ? node.data : "";
}

/** First descendant, or the element itself, for which `test` holds. */
export function findElement(element: Element, test: (it: Element) => boolean): Element | undefined {
  if (test(element)) return element;
  for (const child of element.children) {
    const found = isElement(child) ? findElement(child, test) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** All descendants for which `test` holds, in page order. */
export function findElements(parent: Parent, test: (it: Element) => boolean): Element[] {
  const found: Element[] = [];
  const visit = (within: Parent): void => {
    for (const child of within.children) {
      if (!isElement(child)) continue;
      if (test(child)) found.push(child);
      visit(child);
    }
  };
  visit(parent);
  return found;
}

/** The nearest element around this one for which `test` holds. */
export function closest(element: Element, test: (it: Element) => boolean): Element | undefined {
  for (let up = element.parent; up && isElement(up); up = up.parent) if (test(up)) return up;
  return undefined;
}
