import {
  childElements,
  closest,
  type Element,
  findElements,
  hasClass,
  idOf,
  type Parent,
  rawText,
} from "./dom.js";
import type { Filter } from "./filters.js";

/** Where the content of a tab keeps the words on its label. */
export const LABEL_ATTRIBUTE = "data-label";

/** Gives each tab's content the words of its label; the labels themselves are boilerplate from then on. */
export const tabLabelsAsAttributes: Filter = (root) => {
  const elements = findElements(root, isTabPart);
  if (elements.length === 0) return;
  labelPanels(elements);
  for (const element of elements) if (isTabSet(element)) labelSet(element);
};

const SET = [
  "sd-tab-set", // Sphinx Design
  "tab-set", // Sphinx inline tabs
  "tabbed-set", // Material for MkDocs
  "vp-code-group", // VitePress
];

function isTabSet(element: Element): boolean {
  return hasClass(element, ...SET);
}

function isTabPart(element: Element): boolean {
  return /^tab(list|panel)?$/.test(element.attribs["role"] ?? "") || isTabSet(element);
}

/** ARIA tabs: a panel names its label, or the panels stand in the order of the labels of the bar before them. */
function labelPanels(elements: readonly Element[]): void {
  const labels = new Map<string, Element>();
  const bars = new Map<Parent, { readonly labels: readonly Element[]; used: number }>();
  let bar: { readonly labels: readonly Element[]; used: number } | undefined;
  for (const element of elements) {
    const id = idOf(element);
    const role = element.attribs["role"];
    if (role === "tab" && id !== undefined) labels.set(id, element);
    if (role === "tablist") {
      bar = { labels: findElements(element, (it) => it.attribs["role"] === "tab"), used: 0 };
      const around = closest(element, () => true);
      if (around) bars.set(around, bar);
    }
    if (role !== "tabpanel") continue;
    const set = closest(element, (it) => bars.has(it));
    const own = (set && bars.get(set)) ?? bar;
    const named = labels.get(element.attribs["aria-labelledby"] ?? "");
    const label = named ?? own?.labels[own.used];
    if (own) own.used += 1;
    setLabel(element, label);
  }
}

/** Labels and contents as brothers: each label before its content, or all labels in a row before all contents. */
function labelSet(set: Element): void {
  const children = childElements(set).flatMap((child) =>
    hasClass(child, "tabbed-labels", "tabs") || (hasClass(child, "tabbed-content", "blocks") && isRow(child))
      ? childElements(child)
      : [child],
  );
  const labels = children.filter((child) => child.name === "label");
  const contents = children.filter((child) => child.name === "div" && !hasClass(child, "tabbed-labels"));
  contents.forEach((panel, index) => {
    setLabel(panel, labels[index]);
  });
  for (const label of labels) label.attribs = { hidden: "" };
}

/** The contents stand in a box of their own. */
function isRow(element: Element): boolean {
  return (
    childElements(element).some((child) => hasClass(child, "tabbed-block")) || hasClass(element, "blocks")
  );
}

function setLabel(panel: Element, label: Element | undefined): void {
  const text = label ? rawText(label).replace(/\s+/g, " ").trim() : "";
  if (text !== "") panel.attribs[LABEL_ATTRIBUTE] = text;
}
