import type { Block, Section, SymbolFact } from "../document.js";
import { readNodes, type Writer } from "./blocks.js";
import { childElements, type Element, isElement } from "./dom.js";
import { inlineText } from "./inline.js";
import { symbolEntries } from "./symbols.js";

interface OpenSection {
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  readonly blocks: Block[];
  readonly symbols: string[];
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

/** Cuts a page's content at its headings and at the symbols it documents. */
export function readSections(
  content: Element,
  title: string,
): { readonly sections: readonly Section[]; readonly symbols: readonly SymbolFact[] } {
  const sections: OpenSection[] = [];
  const facts = new Map<string, SymbolFact>();
  /** Heading path of the symbol being read; headings inside it stand under it. */
  let base: readonly string[] = [title];
  let within: string | undefined;
  let headings: Heading[] = [];
  let current = open(base, undefined);

  function open(headingPath: readonly string[], anchor: string | undefined): OpenSection {
    const section = { headingPath, anchor, blocks: [], symbols: [] };
    sections.push(section);
    return section;
  }

  function path(): readonly string[] {
    const own = headings.map(({ text }) => text);
    // A second heading of the first level stands beside the title, not under it: "Version 1.1.2" after "Version 1.1.3".
    return headings[0]?.level === 1 && within === undefined ? own : [...base, ...own];
  }

  const writer: Writer = {
    add: (block) => current.blocks.push(block),
    heading(element, level) {
      const text = headingText(element);
      if (text === "") return;
      const anchor = anchorOf(element);
      const isTitle = text === title && sections.length === 1 && headings.length === 0;
      headings = isTitle ? [] : [...headings.filter((heading) => heading.level < level), { level, text }];
      if (!isTitle) current = open(path(), anchor);
      const module = /^module-(.+)$/.exec(anchor ?? "")?.[1];
      if (module === undefined) return;
      current.symbols.push(module);
      const base = {
        aliases: [],
        kind: "module",
        signatures: [],
        parameters: [],
        summary: "",
        anchor,
      } as const;
      if (!facts.has(module)) facts.set(module, { ...base, name: module });
    },
    symbols(list) {
      const entries = symbolEntries(list, within);
      for (const entry of entries) {
        const outer = { base, within, headings, current };
        const name = entry.names[0];
        const own = path();
        base = name === undefined ? own : withSymbol(own, name);
        headings = [];
        within = name ?? within;
        current = open(base, entry.anchor);
        current.symbols.push(...entry.names);
        current.blocks.push({ type: "signature", text: entry.signature });
        const { blocks } = current;
        const fresh = entry.facts("").filter((fact) => !facts.has(fact.name));
        for (const fact of fresh) facts.set(fact.name, fact);
        readNodes(entry.body, writer);
        const summary = blocks.find((block) => block.type === "prose")?.text.replace(/\s+/g, " ") ?? "";
        for (const fact of fresh) facts.set(fact.name, { ...fact, summary });
        ({ base, within, headings, current } = outer);
      }
      return entries.length > 0;
    },
  };

  readNodes(content.children, writer);
  const kept = sections.filter(({ blocks, symbols }) => blocks.length > 0 || symbols.length > 0);
  return { sections: kept, symbols: [...facts.values()] };
}

/** A heading's words alone: no code marks, no link sign. */
export function headingText(element: Element): string {
  return inlineText(element.children)
    .replace(/\s+/g, " ")
    .replace(/`/g, "")
    .replace(/\s*[¶#]$/, "");
}

/** A heading that only repeats the symbol's name, whole or in part, gives way to it. */
function withSymbol(path: readonly string[], name: string): readonly string[] {
  const last = path.at(-1) ?? "";
  return path.length > 1 && (name === last || name.endsWith(`.${last}`))
    ? [...path.slice(0, -1), name]
    : last === name
      ? path
      : [...path, name];
}

/** The fragment that leads to a heading: its own, that of the section it heads, or of a target just before it. */
function anchorOf(heading: Element): string | undefined {
  const own = idOf(heading);
  if (own !== undefined) return own;
  const parent = heading.parent;
  if (
    parent &&
    isElement(parent) &&
    (parent.name === "section" || /\bsection\b/.test(parent.attribs["class"] ?? ""))
  ) {
    const first = childElements(parent).find((child) => /^h[1-6]$/.test(child.name));
    const id = first === heading ? idOf(parent) : undefined;
    if (id !== undefined) return id;
  }
  const inside = childElements(heading)
    .map(idOf)
    .find((id) => id !== undefined);
  if (inside !== undefined) return inside;
  let before = heading.prev;
  while (before && !isElement(before)) before = before.prev;
  return before && /^(a|span)$/.test(before.name) ? idOf(before) : undefined;
}

function idOf(element: Element): string | undefined {
  const id = element.attribs["id"] ?? (element.name === "a" ? element.attribs["name"] : undefined);
  return id === "" ? undefined : id;
}
