import type { Block, Section, SymbolFact } from "../document.js";
import { readNodes, type Writer } from "./blocks.js";
import { childElements, type Element, hasClass, idOf, isElement, type Parent } from "./dom.js";
import { headingText } from "./inline.js";
import { createLinkCollector, type LinkCollector } from "./links.js";
import { type SymbolEntry, symbolEntries } from "./symbols.js";

interface OpenSection {
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  readonly blocks: Block[];
  readonly symbols: string[];
  readonly collector: LinkCollector;
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

/** Cuts a page's content at its headings and at the symbols it documents. */
export function readSections(
  content: Parent,
  title: string,
  base: URL | undefined,
): { readonly sections: readonly Section[]; readonly symbols: readonly SymbolFact[] } {
  const sections: OpenSection[] = [];
  const facts = new Map<string, SymbolFact>();
  /** Heading path of the symbol being read; headings inside it stand under it. */
  let above: readonly string[] = [title];
  let within: string | undefined;
  let headings: Heading[] = [];
  /** Modules whose anchor was met, and whose description comes next. */
  let modules: string[] = [];
  let current = open(above, undefined);

  function open(headingPath: readonly string[], anchor: string | undefined): OpenSection {
    const section = { headingPath, anchor, blocks: [], symbols: [], collector: createLinkCollector(base) };
    sections.push(section);
    return section;
  }

  function path(): readonly string[] {
    const own = headings.map(({ text }) => text);
    // A second heading of the first level stands beside the title, not under it: "Version 1.1.2" after "Version 1.1.3".
    return headings[0]?.level === 1 && within === undefined ? own : [...above, ...own];
  }

  function settleModules(): void {
    for (const anchor of modules) {
      const name = anchor.slice("module-".length);
      if (facts.has(name)) continue;
      current.symbols.push(name);
      facts.set(name, moduleFact(name, anchor));
    }
    modules = [];
  }

  const writer: Writer = {
    add(block) {
      if (modules.length > 0) settleModules();
      current.blocks.push(block);
    },
    heading(element, level) {
      const text = headingText(element);
      if (text === "") return;
      const isTitle = text === title && sections.length === 1 && headings.length === 0;
      headings = isTitle ? [] : [...headings.filter((heading) => heading.level < level), { level, text }];
      if (!isTitle) current = open(path(), anchorOf(element));
      settleModules();
    },
    module(anchor) {
      modules.push(anchor);
    },
    read: (nodes) => current.collector.add(nodes),
    symbols(list) {
      settleModules();
      const entries = symbolEntries(list, within);
      entries.forEach((entry, index) => {
        const outer = { above, within, headings, current };
        const name = entry.names[0];
        const own = path();
        above = name === undefined ? own : withSymbol(own, name);
        headings = [];
        within = name ?? within;
        current = open(above, entry.anchor);
        for (const symbol of entry.names) current.symbols.push(symbol);
        current.blocks.push(signatureBlock(entry));
        const { blocks } = current;
        const fresh = entry.facts.filter((fact) => !facts.has(fact.name));
        for (const fact of entry.facts) facts.set(fact.name, withOverloads(facts.get(fact.name), fact));
        const before = sections.length;
        readNodes(entry.body, writer);
        // Some pages describe an entry after it and leave its own body empty: the text up to the next heading is its own.
        const isBare = blocks.length === 1 && sections.length === before && index === entries.length - 1;
        for (const fact of fresh) facts.set(fact.name, { ...fact, summary: summaryOf(blocks) });
        above = outer.above;
        within = outer.within;
        headings = outer.headings;
        if (!isBare) current = outer.current;
      });
    },
  };

  readNodes(content.children, writer);
  settleModules();
  return { sections: sections.flatMap(toSection), symbols: [...facts.values()] };
}

function toSection({ collector, ...section }: OpenSection): Section[] {
  if (section.blocks.length === 0 && section.symbols.length === 0) return [];
  return [{ ...section, ...(collector.links.length > 0 && { links: collector.links }) }];
}

function signatureBlock({ signature, language }: SymbolEntry): Block {
  return { type: "signature", text: signature, ...(language !== undefined && { language }) };
}

/** More overloads than these are no help to anybody. */
const MAX_OVERLOADS = 40;

/** Overloads can have entries of their own; the first entry is the one whose text counts. */
function withOverloads(first: SymbolFact | undefined, fact: SymbolFact): SymbolFact {
  if (!first) return fact;
  const more = fact.signatures.filter((signature) => !first.signatures.includes(signature));
  if (more.length === 0 || first.signatures.length >= MAX_OVERLOADS) return first;
  return { ...first, signatures: [...first.signatures, ...more] };
}

function moduleFact(name: string, anchor: string): SymbolFact {
  return { name, aliases: [], kind: "module", signatures: [], parameters: [], summary: "", anchor };
}

function summaryOf(blocks: readonly Block[]): string {
  return blocks.find((block) => block.type === "prose")?.text.replace(/\s+/g, " ") ?? "";
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
  const { parent } = heading;
  const heads =
    parent && isElement(parent) && (parent.name === "section" || hasClass(parent, "section"))
      ? isFirstHeading(heading)
      : false;
  if (parent && isElement(parent) && heads && idOf(parent) !== undefined) return idOf(parent);
  const inside = childElements(heading)
    .map(targetOf)
    .find((id) => id !== undefined);
  if (inside !== undefined) return inside;
  let before = heading.prev;
  while (before && !isElement(before)) before = before.prev;
  return before && /^(a|span)$/.test(before.name) ? targetOf(before) : undefined;
}

function isFirstHeading(heading: Element): boolean {
  let before = heading.prev;
  while (before && !(isElement(before) && /^h[1-6]$/.test(before.name))) before = before.prev;
  return before === null;
}

function targetOf(element: Element): string | undefined {
  return idOf(element) ?? (element.name === "a" ? element.attribs["name"] || undefined : undefined);
}
