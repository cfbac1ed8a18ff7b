import {
  childElements,
  classesOf,
  type Element,
  findElements,
  hasClass,
  idOf,
  isElement,
  type Parent,
  rawText,
  removeElements,
  setChildren,
  Text,
} from "../dom.js";
import type { Filter } from "../filters.js";

/** What is kept of a pdoc signature; bases, decorators and buttons go. */
const PARTS = ["name", "signature", "annotation", "default_value"];

/** pdoc's entries get the shape of Sphinx's: a definition list whose term is the signature. */
export const pdocEntries: Filter = (root) => {
  removeElements(root, (it) => hasClass(it, "inherited"));
  const module = moduleOf(root);
  for (const signature of findElements(root, (it) => hasClass(it, "attr"))) {
    const entry = signature.parent;
    const id = entry && isElement(entry) ? idOf(entry) : undefined;
    if (!entry || !isElement(entry) || id === undefined) continue;
    const kind = classesOf(signature).find((name) => /^(class|function|variable)$/.test(name)) ?? "function";
    entry.name = "dl";
    entry.attribs = { class: `py ${kind === "function" && id.includes(".") ? "method" : kind}` };
    signature.name = "dt";
    signature.attribs = { class: "sig", id, "data-symbol": module === "" ? id : `${module}.${id}` };
    tidySignature(signature, id);
  }
};

function moduleOf(root: Parent): string {
  const [title] = findElements(root, (it) => it.name === "h1" && hasClass(it, "modulename"));
  return title ? rawText(title).replace(/\s+/g, "") : "";
}

function tidySignature(signature: Element, id: string): void {
  const parts = childElements(signature).filter((it) => hasClass(it, ...PARTS));
  const isValue = (part: Element): boolean => hasClass(part, "default_value");
  setChildren(
    signature,
    parts.flatMap((part) => (isValue(part) ? [new Text(" = "), part] : [part])),
  );
  removeElements(
    signature,
    (it) => hasClass(it, "param") && childElements(it).some((part) => hasClass(part, "bp")),
  );
  for (const name of parts.filter((it) => hasClass(it, "name"))) {
    name.attribs["class"] = "name descname";
    if (id.endsWith(".__init__")) setChildren(name, [new Text("__init__")]);
  }
}
