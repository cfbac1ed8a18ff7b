import { type Element, findElement, hasClass, rawText } from "./dom.js";

/** A formula's TeX source in `$...$`, or `$$...$$` when it is displayed; undefined for anything else. */
export function mathText(element: Element): string | undefined {
  const { name, attribs } = element;
  if (name === "script") {
    const type = attribs["type"] ?? "";
    if (!type.startsWith("math/tex")) return "";
    return inDollars(rawText(element), type.includes("mode=display"));
  }
  if (name === "img")
    return hasClass(element, "math") && attribs["alt"] ? inDollars(attribs["alt"], false) : undefined;
  if (hasClass(element, "katex", "katex-display") || name === "math") {
    const source = findElement(element, (it) => it.attribs["encoding"] === "application/x-tex");
    return source && inDollars(rawText(source), hasClass(element, "katex-display"));
  }
  if (!hasClass(element, "math", "arithmatex")) return undefined;
  const picture = findElement(element, (it) => it.name === "img");
  const text = picture?.attribs["alt"] ?? rawText(element);
  return inDollars(text, name === "div" || /^\s*\\\[/.test(text));
}

function inDollars(tex: string, display: boolean): string {
  const text = tex
    .trim()
    .replace(/^\\[([]\s*|\s*\\[)\]]$/g, "")
    .replace(/^\${1,2}|\${1,2}$/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return "";
  return display ? `\n$$${text}$$\n` : `$${text}$`;
}
