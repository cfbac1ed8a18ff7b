import {
  childElements,
  type Element,
  findElement,
  hasClass,
  type Node,
  rawText,
  replaceElements,
} from "../dom.js";
import type { Filter } from "../filters.js";
import { entryOf } from "./entry.js";
import { headingAsLabel } from "./label.js";

/** Docstrings of Hugging Face's doc-builder become definitions, methods inside their classes. */
export const docBuilderEntries: Filter = (root) => {
  replaceElements(root, (it) => (hasClass(it, "docstring") ? entryOfDocstring(it) : undefined));
};

function entryOfDocstring(docstring: Element): readonly Node[] | undefined {
  const head = findElement(docstring, (it) => it.name === "span" && it.attribs["id"] !== undefined);
  const anchor = head?.attribs["id"];
  if (!head || anchor === undefined) return undefined;
  const title = findElement(head, (it) => /^(h[1-6]|div)$/.test(it.name)) ?? head;
  const words = rawText(title).replace(/\s+/g, " ").trim();
  const isClass = words.startsWith("class ");
  const isProperty = words.startsWith("property ");
  const own = anchor.slice(anchor.lastIndexOf(".") + 1);
  const kind = isClass
    ? "class"
    : isProperty
      ? "property"
      : /\.[A-Z]\w*\.\w+$/.test(anchor)
        ? "method"
        : "function";
  const call = findElement(docstring, (it) => hasClass(it, "font-mono"));
  const dropped = new Set<Node>([head, ...(call ? [call] : [])]);
  const body = docstring.children.flatMap((child) => partsOf(child, dropped));
  for (const element of body) tidyDetails(element);
  const signature = [isClass ? "class " : "", own, call ? callText(call) : ""] as const;
  return [entryOf({ kind: `py ${kind}`, symbol: anchor, anchor, signature }, body)];
}

/** The box around the head holds the details too. */
function partsOf(node: Node, dropped: ReadonlySet<Node>): readonly Node[] {
  if (dropped.has(node)) return [];
  return "children" in node && node.children.some((child) => dropped.has(child))
    ? node.children.flatMap((child) => partsOf(child, dropped))
    : [node];
}

/** The commas between parameters are the style sheet's. */
function callText(call: Element): string {
  const spans = childElements(call);
  const parameters = spans.filter((span) => hasClass(span, "comma"));
  const arrow = spans.findIndex((span) => rawText(span).trim() === "→");
  const returns =
    arrow === -1
      ? ""
      : ` -> ${spans
          .slice(arrow + 1)
          .map(words)
          .join(" ")}`;
  return `(${parameters.map(words).join(", ")})${returns}`;
}

function words(element: Element): string {
  return rawText(element).replace(/\s+/g, " ").replace(/ = /, "=").trim();
}

/** Titles of lists are paragraphs there; names of parameters are bold. */
function tidyDetails(node: Node): void {
  if (!("children" in node)) return;
  for (const child of node.children) {
    if (!("attribs" in child)) continue;
    if (hasClass(child, "docstring")) continue;
    if (child.name === "p" && /^\s*(Parameters|Returns|Raises|Yields|Expands)\s*$/.test(rawText(child)))
      headingAsLabel(child);
    if (child.name === "li") {
      const name = findElement(child, (it) => it.name === "strong");
      if (name) name.name = "code";
    }
    tidyDetails(child);
  }
}
