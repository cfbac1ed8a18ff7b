import {
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
import { VERSION_ATTRIBUTE } from "../version-label.js";
import { elementOf, entryOf, paragraphOf } from "./entry.js";

/**
 * Doxygen's members become definitions: those with a description of their own, and those that only stand in
 * the table of declarations. Rows of members that are described below are dropped.
 */
export const doxygenEntries: Filter = (root) => {
  removeElements(root, (it) => it.name === "a" && rawText(it).trim() === "More...");
  tidyDescriptions(root);
  const page = pageOf(root);
  const owner = page?.kind === "class" ? page.symbol : "";
  replaceElements(root, (it) => {
    if (it.name === "div" && hasClass(it, "memitem")) return detailsEntry(it);
    return hasClass(it, "memberdecls") ? declarationEntries(it, owner) : undefined;
  });
  removeElements(root, (it) => hasClass(it, "memtitle"));
  dropOrigin(root);
  if (page) pageAsEntry(root, page);
};

/** `<a id>`, heading, signature and description stand one after another. */
function detailsEntry(details: Element): readonly Node[] | undefined {
  const heading = elementBefore(details);
  const target = heading && elementBefore(heading);
  const prototype = findElement(details, (it) => hasClass(it, "memproto"));
  const description = findElement(details, (it) => hasClass(it, "memdoc"));
  const nameCell = prototype && findElement(prototype, (it) => it.name === "td" && hasClass(it, "memname"));
  if (!prototype || !nameCell) return undefined;
  const text = spaced(prototype);
  const declared = spaced(nameCell);
  const symbol = symbolOf(declared);
  const short = symbol.slice(symbol.lastIndexOf(":") + 1);
  const at = text.indexOf(declared) + declared.length;
  const signature = [text.slice(0, at - short.length), short, text.slice(at)] as const;
  const anchor = target?.name === "a" ? idOf(target) : undefined;
  const kind = `cpp ${kindOf(text.slice(0, at), text.slice(at), symbol)}`;
  return [entryOf({ kind, symbol, anchor, signature }, description?.children ?? [])];
}

function elementBefore(element: Element): Element | undefined {
  let before = element.prev;
  while (before && !isElement(before)) before = before.prev;
  return before ?? undefined;
}

function kindOf(before: string, after: string, symbol: string): string {
  const word = /\b(enum|typedef|using|#define)\b/.exec(before)?.[1];
  if (word === "enum") return "enum";
  if (word === "typedef" || word === "using") return "type";
  if (word === "#define") return "macro";
  if (!after.includes("(")) return "member";
  return /::\w*[A-Z]\w*::/.test(`::${symbol}`) ? "method" : "function";
}

/** `T ns::Store< T >::find` is `ns::Store::find`; `operator()` and its like keep their signs. */
function symbolOf(declared: string): string {
  const plain = declared
    .replace(/<[^<>]*>/g, "")
    .replace(/<[^<>]*>/g, "")
    .replace(/\s*::\s*/g, "::");
  return /(?:[\w~]+::)*(?:operator\s*\S.*|[\w~]+)$/.exec(plain.trim())?.[0] ?? plain.trim();
}

/** Text of a table of cells: a space between cells, none inside brackets. */
function spaced(element: Element): string {
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

/** Rows: a heading for each group, and for each member its declaration and then its brief description. */
function declarationEntries(table: Element, owner: string): readonly Node[] {
  const found: Node[] = [];
  const briefs = new Map<string, Element>();
  const rows = findElements(table, (it) => it.name === "tr");
  const idIn = (row: Element, start: string): string | undefined =>
    (row.attribs["class"] ?? "")
      .split(/\s+/)
      .find((it) => it.startsWith(start))
      ?.slice(start.length);
  for (const row of rows) {
    const id = idIn(row, "memdesc:");
    const text = findElement(row, (it) => hasClass(it, "mdescRight"));
    if (id !== undefined && text) briefs.set(id, text);
  }
  for (const row of rows) {
    const heading = findElement(row, (it) => /^h[1-6]$/.test(it.name));
    const id = idIn(row, "memitem:");
    const left = findElement(row, (it) => hasClass(it, "memItemLeft"));
    const right = findElement(row, (it) => hasClass(it, "memItemRight"));
    if (heading) found.push(heading);
    if (id === undefined || !left || !right) continue;
    const brief = briefs.get(id)?.children ?? [];
    const target = findElement(row, (it) => it.name === "a" && idOf(it) === id);
    if (target) found.push(declarationEntry(left, right, { id, brief, owner }));
    else if (leadsElsewhere(right, id))
      found.push(elementOf("p", {}, [...right.children, new Text(": "), ...brief]));
  }
  return found;
}

interface Declaration {
  readonly id: string;
  readonly brief: readonly Node[];
  readonly owner: string;
}

function declarationEntry(left: Element, right: Element, { id, brief, owner }: Declaration): Element {
  const name = findElement(right, (it) => it.name === "b");
  const short = name ? rawText(name).trim() : spaced(right);
  const text = `${spaced(left)} ${spaced(right)}`.trim();
  const at = text.lastIndexOf(short);
  const signature = [text.slice(0, at), short, text.slice(at + short.length)] as const;
  const symbol = owner === "" ? short : `${owner}::${short}`;
  return entryOf(
    { kind: `cpp ${kindOf(signature[0], signature[2], symbol)}`, symbol, anchor: id, signature },
    brief,
  );
}

interface PageSymbol {
  readonly kind: "class" | "module";
  readonly word: string;
  readonly symbol: string;
}

/** What the page is about, as its title says: `ns::Store< T > Class Template Reference`. */
function pageOf(root: Parent): PageSymbol | undefined {
  let top: Parent = root;
  while (isElement(top) && top.parent && "children" in top.parent) top = top.parent as Parent;
  const [title] = findElements(top, (it) => it.name === "div" && hasClass(it, "title"));
  const [, name = "", word = ""] =
    /^\s*([\w:]+(?:<.*>)?) (Class|Struct|Union|Interface|Namespace)\b.* Reference/.exec(
      title ? rawText(title).replace(/\s+/g, " ").replace(/ </g, "<") : "",
    ) ?? [];
  if (name === "") return undefined;
  const kind = word === "Namespace" ? "module" : "class";
  return { kind, word: word.toLowerCase(), symbol: symbolOf(name) };
}

/** The brief and the detailed description become the definition of the page's own symbol. */
function pageAsEntry(root: Parent, { kind, word, symbol }: PageSymbol): void {
  const details = root.children.find((it): it is Element => isElement(it) && hasClass(it, "textblock"));
  const brief = root.children.find((it): it is Element => isElement(it) && it.name === "p");
  const described = details ?? brief;
  if (!described) return;
  const template = findElement(described, (it) => hasClass(it, "compoundTemplParams"));
  const text = template ? rawText(template).replace(/\s+/g, " ").trim() : `${word} ${symbol}`;
  const short = symbol.slice(symbol.lastIndexOf(":") + 1);
  const at = text.lastIndexOf(short);
  const signature = [text.slice(0, at), short, text.slice(at + short.length)] as const;
  removeElements(described, (it) => it === template);
  const entry = entryOf(
    { kind: `cpp ${kind}`, symbol, anchor: details ? "details" : undefined, signature },
    details ? details.children : described.children,
  );
  const dropped = new Set<Node | undefined>([described, details && brief, details && headingBefore(details)]);
  setChildren(root, [entry, ...root.children.filter((child) => !dropped.has(child))]);
}

function headingBefore(element: Element): Element | undefined {
  const before = elementBefore(element);
  return before && hasClass(before, "groupheader") ? before : undefined;
}

/** `The documentation for this class was generated from the following file:` and what comes after. */
function dropOrigin(root: Parent): void {
  const at = root.children.findIndex(
    (it) => isText(it) && it.data.trim().startsWith("The documentation for this"),
  );
  if (at !== -1) setChildren(root, root.children.slice(0, at));
}

function leadsElsewhere(cell: Element, id: string): boolean {
  const link = findElement(cell, (it) => it.name === "a");
  return link !== undefined && !(link.attribs["href"] ?? "").endsWith(`#${id}`);
}

const BOXES: Readonly<Record<string, string>> = {
  note: "admonition note",
  warning: "admonition warning",
  attention: "admonition attention",
  remark: "admonition note",
  see: "admonition seealso",
  todo: "admonition todo",
};

/** Sections of descriptions: parameters as fields, notes as boxes, versions as version boxes. */
function tidyDescriptions(root: Parent): void {
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
