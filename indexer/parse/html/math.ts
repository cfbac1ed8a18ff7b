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
    return hasClass(element, "math", "formulaInl", "formulaDsp") && attribs["alt"]
      ? inDollars(attribs["alt"], hasClass(element, "formulaDsp"))
      : undefined;
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

/** Formulas that stand in the text itself, as MathJax finds them there. */
export function texInDollars(text: string): string {
  if (!text.includes("\\(") && !text.includes("\\[")) return text;
  return text
    .replace(/\\\(((?:[^\\]|\\[^()]){1,2000}?)\\\)/g, (_, tex: string) => inDollars(tex, false))
    .replace(/\\\[((?:[^\\]|\\[^[\]]){1,5000}?)\\\]/g, (_, tex: string) => inDollars(tex, true));
}
