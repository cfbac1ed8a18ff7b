import {
  type Element,
  findElement,
  findElements,
  hasClass,
  isElement,
  type Parent,
  rawText,
  removeElements,
  replaceElements,
} from "../../dom.js";
import { VERSION_ATTRIBUTE } from "../../version-label.js";
import { elementOf, paragraphOf } from "../entry.js";

const BOXES: Readonly<Record<string, string>> = {
  note: "admonition note",
  warning: "admonition warning",
  attention: "admonition attention",
  remark: "admonition note",
  see: "admonition seealso",
  todo: "admonition todo",
};

/** Sections of descriptions: parameters as fields, notes as boxes, versions as version boxes. */
export function tidyDescriptions(root: Parent): void {
  for (const list of findElements(root, (it) => it.name === "dl")) {
    const name = (list.attribs["class"] ?? "").split(/\s+/).at(-1) ?? "";
    if (/^(params|tparams|retval|exception|return|pre|post|invariant|author)$/.test(name))
      list.attribs["class"] = "field-list";
    if (name === "deprecated") asBox(list, { class: "deprecated" });
    if (name === "since") asBox(list, { class: "versionadded", [VERSION_ATTRIBUTE]: versionIn(list) }, true);
    const box = BOXES[name];
    if (box !== undefined && hasClass(list, "section", "todo")) asBox(list, { class: box });
  }
  replaceElements(root, (it) =>
    it.name === "table" && hasClass(it, "params", "tparams", "retval", "exception", "fieldtable")
      ? [parameterList(it)]
      : undefined,
  );
}

function versionIn(list: Element): string {
  const body = findElement(list, (it) => it.name === "dd");
  return body
    ? rawText(body)
        .trim()
        .replace(/^version\s+/i, "")
    : "";
}

function asBox(list: Element, attribs: Record<string, string>, isEmpty = false): void {
  list.name = "div";
  list.attribs = attribs;
  removeElements(list, (it) => it.name === "dt" || isEmpty);
  for (const body of findElements(list, (it) => it.name === "dd")) body.name = "div";
}

function parameterList(table: Element): Element {
  const items = findElements(table, (it) => it.name === "tr").flatMap((row) => {
    const cells = row.children.filter(isElement);
    const description = cells.at(-1);
    const name = cells.findLast((cell) => hasClass(cell, "paramname", "fieldname"));
    if (!name || !description) return [];
    const term = elementOf("dt", {}, [elementOf("code", {}, name.children)]);
    return [term, elementOf("dd", {}, description === name ? [] : description.children)];
  });
  return items.length > 0 ? elementOf("dl", {}, items) : paragraphOf(rawText(table));
}
