import {
  childElements,
  type Element,
  hasClass,
  idOf,
  type Node,
  rawText,
  removeElements,
  replaceElements,
} from "../dom.js";
import type { Filter } from "../filters.js";
import { entryOf } from "./entry.js";

const KINDS = ["class", "function", "attribute", "module", "type_alias"];

/** Objects of mkdocstrings become definitions, members inside their classes. */
export const mkdocstringsEntries: Filter = (root) => {
  replaceElements(root, (it) => (hasClass(it, "doc-object") ? entryOfObject(it) : undefined));
};

function entryOfObject(object: Element): readonly Node[] | undefined {
  const children = childElements(object);
  const heading = children.find((it) => hasClass(it, "doc-heading"));
  const contents = children.find((it) => hasClass(it, "doc-contents"));
  const symbol = heading && idOf(heading);
  if (!heading || symbol === undefined || !/^[\w.]+$/.test(symbol)) return undefined;
  removeElements(heading, (it) => hasClass(it, "doc-labels", "headerlink", "doc-symbol"));
  const apart = children.find((it) => hasClass(it, "doc-signature"));
  const short = symbol.slice(symbol.lastIndexOf(".") + 1);
  const text = rawText(apart ?? heading)
    .replace(/\s+/g, " ")
    .replace(/\( /g, "(")
    .replace(/,? \)/g, ")")
    .trim();
  const at = text.indexOf(short);
  const kind = KINDS.find((name) => hasClass(object, `doc-${name}`)) ?? "function";
  const isMethod = kind === "function" && /\.[A-Z]\w*\.\w+$/.test(symbol);
  const signature = [
    at > 0 ? text.slice(0, at) : "",
    short,
    at === -1 ? "" : text.slice(at + short.length),
  ] as const;
  const own = object.children.filter((child) => child !== heading && child !== apart && child !== contents);
  const head = { kind: `py ${isMethod ? "method" : kind}`, symbol, anchor: symbol, signature };
  return [entryOf(head, [...own, ...(contents?.children ?? [])])];
}
