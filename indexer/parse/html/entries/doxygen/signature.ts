import { type Element, hasClass, isElement, type Parent, rawText } from "../../dom.js";

/** Sphinx's word for what is declared. */
export function kindOf(before: string, after: string, symbol: string): string {
  const word = /\b(enum|typedef|using|#define)\b/.exec(before)?.[1];
  if (word === "enum") return "enum";
  if (word === "typedef" || word === "using") return "type";
  if (word === "#define") return "macro";
  if (!after.includes("(")) return "member";
  return /::\w*[A-Z]\w*::/.test(`::${symbol}`) ? "method" : "function";
}

/** `T ns::Store< T >::find` is `ns::Store::find`; `operator()` and its like keep their signs. */
export function symbolOf(declared: string): string {
  const plain = declared
    .replace(/<[^<>]*>/g, "")
    .replace(/<[^<>]*>/g, "")
    .replace(/\s*::\s*/g, "::");
  return /(?:[\w~]+::)*(?:operator\s*\S.*|[\w~]+)$/.exec(plain.trim())?.[0] ?? plain.trim();
}

/** Text of a table of cells: a space between cells, none inside brackets. */
export function spaced(element: Element): string {
  let text = "";
  const visit = (parent: Parent): void => {
    for (const child of parent.children) {
      if (!isElement(child)) text += rawText(child);
      else {
        visit(child);
        if (/^(td|div|tr)$/.test(child.name) || hasClass(child, "mlabel")) text += " ";
      }
    }
  };
  visit(element);
  return text
    .replace(/\s+/g, " ")
    .replace(/\( /g, "(")
    .replace(/ (?=[,)])/g, "")
    .replace(/ \((?=\S*\)| *\w)/, "(")
    .replace(/([*&]) (?=\w)/g, "$1")
    .trim();
}
