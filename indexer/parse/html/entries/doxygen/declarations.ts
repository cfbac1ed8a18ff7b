import {
  type Element,
  findElement,
  findElements,
  hasClass,
  idOf,
  type Node,
  rawText,
  Text,
} from "../../dom.js";
import { elementOf, entryOf } from "../entry.js";
import { kindOf, spaced } from "./signature.js";

/** Rows: a heading for each group, and for each member its declaration and then its brief description. */
export function declarationEntries(table: Element, owner: string): readonly Node[] {
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

function leadsElsewhere(cell: Element, id: string): boolean {
  const link = findElement(cell, (it) => it.name === "a");
  return link !== undefined && !(link.attribs["href"] ?? "").endsWith(`#${id}`);
}
