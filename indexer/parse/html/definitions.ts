import { childElements, type Element, findElement, hasClass, isElement, type Node } from "./dom.js";

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
    } else if (last) {
      if (node.name === "dd") for (const child of node.children) last.body.push(child);
      else last.body.push(node);
    }
  };
  for (const child of list.children) visit(child);
  return definitions;
}

/** Lists whose terms look like signatures and are something else: options of a program, terms, fields. */
const OTHER_LISTS = ["std", "field-list", "glossary", "option-list"];

/** Whether a definition list documents API symbols. */
export function isSymbolList(element: Element): boolean {
  return (
    element.name === "dl" &&
    !hasClass(element, ...OTHER_LISTS) &&
    definitionsOf(element).some(({ terms }) => terms.some(isSignature))
  );
}

function isSignature(term: Element): boolean {
  return hasClass(term, "sig") || nameElement(term) !== undefined;
}

/** The part of a signature that is the symbol's own name. */
export function nameElement(term: Element): Element | undefined {
  return findElement(term, (it) => hasClass(it, "sig-name", "descname"));
}
