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
} from "../dom.js";
import type { Filter } from "../filters.js";
import { declarationEntries } from "./doxygen/declarations.js";
import { tidyDescriptions } from "./doxygen/descriptions.js";
import { kindOf, spaced, symbolOf } from "./doxygen/signature.js";
import { entryOf } from "./entry.js";

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
