import { isBoilerplate } from "./boilerplate.js";
import { type Element, findElements, hasClass, isElement, type Parent, removeElements } from "./dom.js";
import { API_ENTRIES } from "./entries/entries.js";
import type { Generator } from "./generator.js";
import { anchorsOfPermalinks } from "./permalink.js";
import { tabLabelsAsAttributes } from "./tabs.js";
import { versionLabelsAsAttributes } from "./version-label.js";

/** One thing that is done to a page before it is read. */
export type Filter = (root: Parent) => void;

export const dropBoilerplate: Filter = (root) => {
  removeElements(root, isBoilerplate);
};

/** Names of parameters, which Sphinx sets in bold type, become code. */
export const codeParameterNames: Filter = (root) => {
  for (const list of findElements(root, (it) => hasClass(it, "field-list")))
    for (const strong of findElements(list, isParameterName)) strong.name = "code";
};

/** A term of its own, or the first words of an item. */
function isParameterName(element: Element): boolean {
  const { parent } = element;
  if (element.name !== "strong" || !parent || !isElement(parent)) return false;
  if (parent.name === "dt") return true;
  const around = parent.parent;
  return (
    parent.name === "p" &&
    isFirst(element) &&
    isFirst(parent) &&
    /^(li|dd)$/.test(around && isElement(around) ? around.name : "")
  );
}

function isFirst(element: Element): boolean {
  let before = element.prev;
  while (before && !isElement(before)) before = before.prev;
  return before === null;
}

const asItIs: Filter = () => undefined;

/** Reads as a sentence: what is done to every page that this generator built, in this order. */
export function pageFilters(generator: Generator): readonly Filter[] {
  return [
    anchorsOfPermalinks,
    tabLabelsAsAttributes,
    dropBoilerplate,
    API_ENTRIES[generator] ?? asItIs,
    versionLabelsAsAttributes,
    codeParameterNames,
  ];
}
