import type { Block } from "../document.js";
import {
  closest,
  type Element,
  findElements,
  hasClass,
  isText,
  rawText,
  removeElements,
  setChildren,
} from "./dom.js";
import type { Filter } from "./filters.js";
import { tidy } from "./inline.js";

type Admonition = Extract<Block, { type: "admonition" }>;

/** Where a version box keeps the version that its label named. */
export const VERSION_ATTRIBUTE = "data-version";

/** What a version box can be called: Sphinx's directives. */
export const VERSION_BOXES = [
  "versionadded",
  "versionchanged",
  "versionremoved",
  "deprecated",
  "deprecated-removed",
] as const;

/** What a version box says beside its text. */
export interface VersionLabel {
  readonly name: (typeof VERSION_BOXES)[number];
  readonly version?: string;
}

/** The label of a version box; undefined for any other element. */
export function versionOf(element: Element): VersionLabel | undefined {
  if (element.attribs["class"] === undefined) return undefined;
  const name = VERSION_BOXES.find((it) => hasClass(element, it));
  const version = element.attribs[VERSION_ATTRIBUTE];
  return name && { name, ...(version !== undefined && { version }) };
}

const VERBS: Readonly<Record<VersionLabel["name"], string>> = {
  versionadded: "added",
  versionchanged: "changed",
  versionremoved: "removed",
  deprecated: "deprecated",
  "deprecated-removed": "deprecated",
};

/** The label in words. */
export function versionLabel({ name, version }: VersionLabel): string {
  return version === undefined ? `${VERBS[name]}.` : `${VERBS[name]} in version ${version}.`;
}

/** Whether a block came from a version box. */
export function isVersionBox(block: Block): block is Admonition & VersionLabel {
  return block.type === "admonition" && VERSION_BOXES.some((name) => name === block.name);
}

/** Labels are a few words; whatever is longer is none. */
const LABEL_LENGTH = 200;

/**
 * Moves the version out of labels such as `Added in version 1.2:`, and the labels out of the text. What a
 * label says more (`Deprecated since version 3.8, will be removed in version 3.10`) stays.
 */
export const versionLabelsAsAttributes: Filter = (root) => {
  const labels = findElements(root, (it) => hasClass(it, "versionmodified"));
  for (const label of labels) {
    const text = tidy(rawText(label)).slice(0, LABEL_LENGTH);
    const [, version, more] =
      /version\s+([^,:]+?)\s*(?:,\s*(.*?))?[.:]?$/i.exec(text) ?? /(\d[\w.]*?)[.:]?$/.exec(text) ?? [];
    const box = closest(label, (it) => hasClass(it, ...VERSION_BOXES));
    if (version !== undefined && box) box.attribs[VERSION_ATTRIBUTE] = version;
    if (more !== undefined) replaceText(label, `${more.charAt(0).toUpperCase()}${more.slice(1)}. `);
  }
  removeElements(root, (it) => hasClass(it, "versionmodified"));
};

/** An element's text becomes this, and it is no label any more. */
function replaceText(element: Element, text: string): void {
  const first = element.children.find(isText);
  if (!first) return;
  first.data = text;
  setChildren(element, [first]);
  element.attribs = {};
}
