import { type Element, isText, rawText } from "../dom.js";

/** A small heading inside an entry (`Parameters`, `Returns`) becomes the paragraph `Parameters:`. */
export function headingAsLabel(heading: Element): void {
  heading.name = "p";
  heading.attribs = {};
  const text = rawText(heading).trim();
  const last = heading.children.findLast(isText);
  if (last && text !== "" && !text.endsWith(":")) last.data = `${last.data.trimEnd()}:`;
}
