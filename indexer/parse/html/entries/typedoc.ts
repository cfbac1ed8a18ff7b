import {
  closest,
  type Element,
  findElement,
  findElements,
  hasClass,
  idOf,
  isElement,
  isText,
  type Node,
  type Parent,
  rawText,
  removeElements,
  replaceElements,
  setChildren,
  Text,
} from "../dom.js";
import type { Filter } from "../filters.js";
import { withDefaults } from "../signature.js";
import { VERSION_ATTRIBUTE } from "../version-label.js";
import { entryOf } from "./entry.js";
import { headingAsLabel } from "./label.js";

/** TypeDoc's words for what a page or a member is, and Sphinx's for the same. */
const KINDS: Readonly<Record<string, string>> = {
  class: "class",
  interface: "interface",
  enumeration: "enum",
  enum: "enum",
  function: "function",
  variable: "data",
  "type alias": "type",
};
const MEMBER_KIND: Readonly<Record<string, string>> = {
  "enum-member": "enumerator",
  property: "attribute",
  "get-signature": "property",
  "set-signature": "property",
  accessor: "property",
};

/** TypeDoc's pages: the page's own symbol is one definition, and its members are definitions in it. */
export const typedocEntries: Filter = (root) => {
  const [title] = findElements(root, (it) => it.name === "h1");
  const words = title ? rawText(title).replace(/\s+/g, " ").trim() : "";
  const [, word = "", name = ""] = /^(\w+(?: alias)?) ([\w$.]+)/i.exec(words) ?? [];
  const kind = KINDS[word.toLowerCase()];
  tidyComments(root);
  removeElements(root, isGroupHeading);
  const owner = kind === undefined ? "" : `${name}.`;
  replaceElements(root, (it) => (hasClass(it, "tsd-member") ? memberEntries(it, owner) : undefined));
  if (kind === undefined || !title) return;
  setChildren(title, [new Text(name)]);
  const entries = entriesOf(root, kind, name, name);
  const own = entries.length > 0 ? entries : [wholeEntry(root, kind, word, name)];
  setChildren(root, [title, ...own]);
};

/** `Methods` above a class's methods. */
function isGroupHeading(element: Element): boolean {
  return (
    (element.name === "summary" && hasClass(element, "tsd-accordion-summary")) ||
    (element.name === "h2" && closest(element, (it) => hasClass(it, "tsd-member-group")) !== undefined)
  );
}

/** A class or an interface has no signature: its heading is one, and all of the page belongs to it. */
function wholeEntry(root: Parent, kind: string, word: string, name: string): Element {
  const body = root.children.filter((child) => !isElement(child) || !hasClass(child, "tsd-page-title"));
  return entryOf(
    { kind: `ts ${kind}`, symbol: name, anchor: undefined, signature: [`${word.toLowerCase()} `, name, ""] },
    body,
  );
}

function memberEntries(member: Element, owner: string): readonly Node[] {
  const heading = findElement(member, (it) => /^h[2-4]$/.test(it.name));
  const title = heading && findElement(heading, (it) => it.name === "span");
  const name = rawText(title ?? heading ?? member).trim();
  const anchor = (heading && idOf(heading)) ?? anchorIn(member);
  const entries = entriesOf(member, "method", name, `${owner}${name}`, anchor);
  return entries.length > 0 ? entries : [member];
}

function anchorIn(member: Element): string | undefined {
  const target = findElement(member, (it) => it.name === "a" && hasClass(it, "tsd-anchor"));
  return target && idOf(target);
}

/** Each signature with what stands between it and the next. */
function entriesOf(parent: Parent, kind: string, name: string, symbol: string, anchor?: string): Element[] {
  const groups: { readonly signature: Element; readonly body: Node[] }[] = [];
  const visit = (within: Parent): void => {
    for (const child of within.children) {
      if (isElement(child) && hasClass(child, "tsd-signature")) groups.push({ signature: child, body: [] });
      else if (isElement(child) && holdsSignature(child)) visit(child);
      else groups.at(-1)?.body.push(child);
    }
  };
  visit(parent);
  return groups.map(({ signature, body }) => {
    const own = anchor ?? idOf(signature);
    const parts = signatureParts(signature, name, defaultsIn(body));
    return entryOf(
      { kind: `ts ${memberKind(signature) ?? kind}`, symbol, anchor: own, signature: parts },
      body,
    );
  });
}

/** The lists and panels around signatures; not the descriptions, which can show signatures of their own. */
function holdsSignature(element: Element): boolean {
  return (
    (hasClass(element, "tsd-signatures", "tsd-panel") || element.name === "li") &&
    !hasClass(element, "tsd-description") &&
    findElement(element, (it) => hasClass(it, "tsd-signature")) !== undefined
  );
}

function memberKind(signature: Element): string | undefined {
  for (const child of signature.children) {
    const kind = isElement(child) ? /tsd-kind-([\w-]+)/.exec(child.attribs["class"] ?? "")?.[1] : undefined;
    if (kind !== undefined && kind in MEMBER_KIND) return MEMBER_KIND[kind];
  }
  return undefined;
}

function signatureParts(
  signature: Element,
  name: string,
  defaults: ReadonlyMap<string, string>,
): [string, string, string] {
  const text = rawText(signature).replace(/\s+/g, " ").replace(/, ?\)/g, ")").replace(/\( /g, "(").trim();
  const word = /^(?:new|get|set) ([\w$]+)/.exec(text)?.[1] ?? name;
  const at = text.indexOf(word);
  if (at === -1) return ["", name, ` ${text}`];
  return [text.slice(0, at), word, withDefaults(text.slice(at + word.length), defaults)];
}

/** `limit: number = 10` in the list of parameters: signatures leave defaults out. */
function defaultsIn(body: readonly Node[]): ReadonlyMap<string, string> {
  const defaults = new Map<string, string>();
  for (const node of body) {
    if (!isElement(node)) continue;
    for (const list of findElements(node, (it) => hasClass(it, "tsd-parameter-list")))
      for (const item of list.children) {
        const head = isElement(item) ? item.children.find(isElement) : undefined;
        const text = head ? rawText(head).replace(/\s+/g, " ") : "";
        const [, name, value] = /^(?:\w+ )?([\w$]+)\??: .*? = (.+)$/.exec(text) ?? [];
        if (name !== undefined && value !== undefined) defaults.set(name, value.trim());
      }
  }
  return defaults;
}

/** Tags of comments become boxes, small headings labels, names of parameters code. */
function tidyComments(root: Parent): void {
  for (const tag of findElements(root, (it) => hasClass(it, "tsd-tag-since", "tsd-tag-deprecated"))) {
    const text = rawText(tag).replace(/^\s*(?:since|deprecated)/i, "");
    const isSince = hasClass(tag, "tsd-tag-since");
    const version = (isSince ? /v?(\d[\w.-]*)/ : /\b(?:since|in)(?: version)? v?(\d[\w.-]*)/i).exec(
      text,
    )?.[1];
    tag.attribs = {
      class: isSince ? "versionadded" : "deprecated",
      ...(version !== undefined && { [VERSION_ATTRIBUTE]: version }),
    };
    removeElements(tag, (it) => /^h\d$/.test(it.name) || isSince);
  }
  for (const heading of findElements(root, (it) => /^h[45]$/.test(it.name))) {
    const type = heading.children.filter((child) => isElement(child) && !hasClass(child, "tsd-anchor-icon"));
    if (hasClass(heading, "tsd-returns-title") && type.length > 0) returnsAsLabel(heading);
    else headingAsLabel(heading);
  }
  for (const list of findElements(root, (it) => hasClass(it, "tsd-parameter-list")))
    for (const name of findElements(list, (it) => hasClass(it, "tsd-kind-parameter"))) name.name = "code";
}

/** `Returns` and the type on one line. */
function returnsAsLabel(heading: Element): void {
  heading.name = "p";
  heading.attribs = {};
  const first = heading.children.find(isText);
  if (first) first.data = first.data.replace(/^\s*Returns\s*/, "Returns: ");
}
