import { dedent, endOfIndented, indentOf, trimBlank } from "./lines.js";
import type { Directive, ListItem, RstNode, TermItem } from "./nodes.js";
import { GRID_BORDER, parseGridTable, parseSimpleTable, SIMPLE_BORDER } from "./table.js";

/** Deeper nesting than any page needs; what lies below is kept as plain paragraphs. */
export const MAX_DEPTH = 12;

/** Adornments in the order in which a document first uses them: the place is the level. */
export type Adornments = string[];

const BULLET = /^[-*+•‣⁃](?: +|$)/;
const ENUMERATOR =
  /^(?:\((?:\d{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9}|#)\)|(?:\d{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9}|#)[.)])(?: +|$)/;
const OPTION =
  /^(?:-[A-Za-z0-9]|--[A-Za-z0-9][\w-]*|-[A-Za-z][\w-]+)(?:[ =][<[]?[\w.|-]+[>\]]?|[<[][\w.|-]+[>\]])?$/;
const DIRECTIVE = /^([A-Za-z0-9][\w.+:-]{0,60}?) ?::(?: +(.*))?$/;
const SUBSTITUTION = /^\|([^|\s](?:[^|]{0,200}[^|\s])?)\| +([A-Za-z][\w.+:-]{0,60}?)::(?: +(.*))?$/;
const NOTE = /^\[(#[\w.-]*|\*|[\w.:+-]+)\](?: +(.*))?$/;
const OPTION_LINE = /^:([\w][\w .:-]{0,60}):(?: +(.*))?$/;

/** Directives without argument: what follows `::` already is content. */
const CONTENT_ONLY = new Set([
  "note",
  "warning",
  "tip",
  "important",
  "caution",
  "danger",
  "hint",
  "seealso",
  "attention",
  "error",
  "glossary",
  "epigraph",
  "highlights",
  "pull-quote",
  "compound",
  "math",
  "autosummary",
]);

/** Directives whose argument may go on over the next lines; elsewhere a forgotten blank line is forgiven. */
const LONG_ARGUMENT =
  /^(?:version(?:added|changed|removed)|deprecated|rubric|admonition|topic|sidebar|image|figure|table|centered|replace|unicode|(?:[a-z]+:)?(?:function|class|method|classmethod|staticmethod|attribute|property|exception|data|decorator|decoratormethod|macro|type|struct|member|var|enum|enumerator|envvar)|auto(?:function|class|method|attribute|data|exception))$/;

/** The blocks of dedented lines. Never throws; `adornments` grows as headings are met. */
export function parseBlocks(lines: readonly string[], adornments: Adornments, depth = 0): RstNode[] {
  if (depth > MAX_DEPTH) return plainParagraphs(lines);
  const nodes: RstNode[] = [];
  const nested = (content: readonly string[]) => parseBlocks(content, adornments, depth + 1);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const next = lines[at + 1] ?? "";
    if (line === "") {
      at++;
    } else if (line.startsWith(" ")) {
      const end = endOfIndented(lines, at);
      nodes.push({ type: "quote", nodes: nested(dedent(lines.slice(at, end))) });
      at = end;
    } else if (/^\.\.(?: |$)/.test(line)) {
      const end = endOfExplicit(lines, at);
      const node = parseExplicit(line.slice(2).trimStart(), lines.slice(at + 1, end), nested);
      if (node) nodes.push(node);
      at = end;
    } else if (/^__ \S/.test(line)) {
      at++;
    } else if (GRID_BORDER.test(line) && next.startsWith("|")) {
      const table = parseGridTable(lines, at);
      nodes.push({ type: "table", head: table.head, body: table.body });
      at = table.end;
    } else if (SIMPLE_BORDER.test(line)) {
      const table = parseSimpleTable(lines, at);
      if (table) nodes.push({ type: "table", head: table.head, body: table.body });
      at = table ? table.end : at + 1;
    } else if (/^\|(?: |$)/.test(line)) {
      const start = at;
      while (at < lines.length && /^(?:\|(?: |$)| +\S)/.test(lines[at] ?? "")) at++;
      nodes.push({
        type: "lines",
        lines: lines.slice(start, at).map((text) => text.replace(/^\|/, "").trim()),
      });
    } else if (/^>>>(?: |$)/.test(line)) {
      const start = at;
      while (at < lines.length && lines[at] !== "") at++;
      nodes.push({ type: "doctest", text: lines.slice(start, at).join("\n") });
    } else if (isOverline(lines, at)) {
      nodes.push({ type: "heading", text: next.trim(), level: levelOf(`${line[0]}${line[0]}`, adornments) });
      at += 3;
    } else if (isRule(line) && line.length >= 4) {
      at++;
    } else if (BULLET.test(line)) {
      const [items, end] = parseItems(lines, at, (text) => BULLET.exec(text)?.[0], line[0], nested);
      nodes.push({ type: "list", items });
      at = end;
    } else if (isEnumerator(lines, at)) {
      const [items, end] = parseItems(lines, at, (text) => ENUMERATOR.exec(text)?.[0], undefined, nested);
      nodes.push({ type: "list", items });
      at = end;
    } else if (fieldEnd(line) > 0) {
      const [items, end] = parseFields(lines, at, nested);
      nodes.push({ type: "fields", items });
      at = end;
    } else if (isOption(line)) {
      const [items, end] = parseOptions(lines, at, nested);
      nodes.push({ type: "options", items });
      at = end;
    } else {
      at = parseText(lines, at, adornments, nodes, nested);
    }
  }
  return nodes;
}

function plainParagraphs(lines: readonly string[]): RstNode[] {
  const text = lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
  return text === "" ? [] : [{ type: "paragraph", text }];
}

type Nested = (content: readonly string[]) => RstNode[];

/** Headings with an underline, definitions, paragraphs, and the literal block a paragraph may announce. */
function parseText(
  lines: readonly string[],
  start: number,
  adornments: Adornments,
  nodes: RstNode[],
  nested: Nested,
): number {
  const line = lines[start] ?? "";
  const next = lines[start + 1] ?? "";
  if (isRule(next) && (next.length >= 4 || next.length >= line.length)) {
    nodes.push({ type: "heading", text: line, level: levelOf(next.charAt(0), adornments) });
    return start + 2;
  }
  if (next.startsWith(" ") && !line.endsWith("::")) return parseDefinitions(lines, start, nodes, nested);
  let end = start;
  while (end < lines.length && lines[end] !== "" && !(lines[end] ?? "").startsWith(" ")) {
    // A heading right under a paragraph, or markup that no sentence starts with: the blank line was forgotten.
    if (end > start && /^\.\. [\w|[_]/.test(lines[end] ?? "")) break;
    end++;
  }
  const text = lines.slice(start, end).join("\n");
  if (!text.endsWith("::")) {
    nodes.push({ type: "paragraph", text });
    return end;
  }
  const said = text === "::" ? "" : /\s::$/.test(text) ? text.slice(0, -2).trimEnd() : text.slice(0, -1);
  if (said !== "") nodes.push({ type: "paragraph", text: said });
  let from = end;
  while (from < lines.length && lines[from] === "") from++;
  let to = endOfIndented(lines, from);
  if (to === from) {
    // A quoted literal block: unindented lines that share their first punctuation mark.
    const quote = (lines[from] ?? "").charAt(0);
    if (/[!-/:-@[-`{-~]/.test(quote)) while ((lines[to] ?? "").startsWith(quote)) to++;
  }
  const literal = dedent(lines.slice(from, to));
  if (literal.length > 0) nodes.push({ type: "literal", text: literal.join("\n") });
  return to > from ? to : end;
}

function parseDefinitions(lines: readonly string[], start: number, nodes: RstNode[], nested: Nested): number {
  const items: TermItem[] = [];
  let at = start;
  while (at < lines.length) {
    const term = lines[at] ?? "";
    if (term === "" || term.startsWith(" ") || !(lines[at + 1] ?? "").startsWith(" ")) break;
    if (at > start && (/^\.\.(?: |$)/.test(term) || BULLET.test(term) || fieldEnd(term) > 0)) break;
    const end = endOfIndented(lines, at + 1);
    items.push({ term, nodes: nested(dedent(lines.slice(at + 1, end))) });
    at = end;
  }
  nodes.push({ type: "definitions", items });
  return at;
}

/** One adornment character repeated: a rule, an underline or an overline. */
function isRule(line: string): boolean {
  const first = line.charCodeAt(0);
  const punctuation =
    (first >= 33 && first <= 47) ||
    (first >= 58 && first <= 64) ||
    (first >= 91 && first <= 96) ||
    (first >= 123 && first <= 126);
  if (!punctuation) return false;
  for (let i = 1; i < line.length; i++) if (line.charCodeAt(i) !== first) return false;
  return true;
}

function isOverline(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  const title = lines[at + 1] ?? "";
  const under = lines[at + 2] ?? "";
  return (
    isRule(line) &&
    title.trim() !== "" &&
    !isRule(title) &&
    isRule(under) &&
    under[0] === line[0] &&
    line.length >= 3
  );
}

function levelOf(adornment: string, adornments: Adornments): number {
  const known = adornments.indexOf(adornment);
  return known >= 0 ? known : adornments.push(adornment) - 1;
}

function isEnumerator(lines: readonly string[], at: number): boolean {
  if (!ENUMERATOR.test(lines[at] ?? "")) return false;
  const next = lines[at + 1] ?? "";
  return next === "" || next.startsWith(" ") || ENUMERATOR.test(next);
}

function parseItems(
  lines: readonly string[],
  start: number,
  markerOf: (line: string) => string | undefined,
  bullet: string | undefined,
  nested: Nested,
): [ListItem[], number] {
  const items: ListItem[] = [];
  let at = start;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const marker = markerOf(line);
    if (marker === undefined || (bullet !== undefined && line[0] !== bullet)) break;
    const end = endOfIndented(lines, at + 1);
    const rest = lines.slice(at + 1, end);
    const narrow = rest.some((text) => text !== "" && indentOf(text) < marker.length);
    const body = narrow ? dedent(rest) : rest.map((text) => text.slice(marker.length));
    const label = bullet === undefined ? marker.trim() : "-";
    const first = line.slice(marker.length);
    items.push({ marker: label, nodes: nested(trimBlank(first === "" ? dedent(rest) : [first, ...body])) });
    at = end;
  }
  return [items, at];
}

/** Index after the colon that closes a field's name, or 0 when the line opens no field. */
function fieldEnd(line: string): number {
  if (!/^:[^: ]/.test(line)) return 0;
  for (let i = 2; i < line.length; i++) {
    if (line[i] === "\\") i++;
    else if (line[i] === ":" && line[i - 1] !== " ") {
      const after = line[i + 1];
      if (after === undefined || after === " ") return i + 1;
      if (after === "`") return 0;
    }
  }
  return 0;
}

function parseFields(lines: readonly string[], start: number, nested: Nested): [TermItem[], number] {
  const items: TermItem[] = [];
  let at = start;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const close = fieldEnd(line);
    if (close === 0) {
      if (line !== "" || fieldEnd(lines[at + 1] ?? "") === 0) break;
      at++;
      continue;
    }
    const end = endOfIndented(lines, at + 1);
    items.push({
      term: line.slice(1, close - 1),
      nodes: nested(trimBlank([line.slice(close).trim(), ...dedent(lines.slice(at + 1, end))])),
    });
    at = end;
  }
  return [items, at];
}

function isOption(line: string): boolean {
  if (!line.startsWith("-")) return false;
  const gap = line.indexOf("  ");
  return (gap < 0 ? line : line.slice(0, gap)).split(", ", 8).every((option) => OPTION.test(option));
}

function parseOptions(lines: readonly string[], start: number, nested: Nested): [TermItem[], number] {
  const items: TermItem[] = [];
  let at = start;
  while (at < lines.length && isOption(lines[at] ?? "")) {
    const line = lines[at] ?? "";
    const gap = line.indexOf("  ");
    const end = endOfIndented(lines, at + 1);
    const first = gap < 0 ? "" : line.slice(gap).trim();
    const body = nested(trimBlank([first, ...dedent(lines.slice(at + 1, end))]));
    items.push({ term: gap < 0 ? line : line.slice(0, gap), nodes: body });
    at = end;
  }
  return [items, at];
}

/** An explicit markup block ends before the next line that stands at the margin. */
function endOfExplicit(lines: readonly string[], at: number): number {
  // `..` alone followed by a blank line is an empty comment: it swallows nothing.
  if (lines[at] === ".." && (lines[at + 1] ?? "") === "") return at + 1;
  return endOfIndented(lines, at + 1);
}

function parseExplicit(first: string, rest: readonly string[], nested: Nested): RstNode | undefined {
  if (first.startsWith("_")) {
    const named = /^_(?:`([^`]+)`|((?:[^:\\]|\\.|:(?!\s|$))+)):(?:\s+(.*))?$/.exec(first);
    const name = named?.[1] ?? named?.[2];
    if (!named || name === undefined) return undefined;
    const uri = [named[3] ?? "", ...rest.map((line) => line.trim())].join("");
    return { type: "target", name: name.replace(/\\(.)/g, "$1"), external: uri !== "" };
  }
  const substitution = SUBSTITUTION.exec(first);
  if (substitution?.[1] && substitution[2]) {
    const directive = parseDirective(substitution[2], substitution[3] ?? "", rest);
    return { type: "substitution", name: substitution[1], directive };
  }
  const note = NOTE.exec(first);
  if (note?.[1])
    return { type: "note", label: note[1], nodes: nested(trimBlank([note[2] ?? "", ...dedent(rest)])) };
  const directive = DIRECTIVE.exec(first);
  return directive?.[1] ? parseDirective(directive[1], directive[2] ?? "", rest) : undefined;
}

function parseDirective(written: string, first: string, rest: readonly string[]): Directive {
  const name = written.toLowerCase();
  const argument: string[] = [];
  const options = new Map<string, string>();
  const lines = dedentKeepingStart(rest);
  let at = 0;
  if (!CONTENT_ONLY.has(name)) {
    if (first !== "") argument.push(first);
    while (at < lines.length && lines[at] !== "" && !OPTION_LINE.test(lines[at] ?? "")) {
      if (argument.length === 0 || !LONG_ARGUMENT.test(name)) break;
      argument.push((lines[at] ?? "").trim());
      at++;
    }
  }
  for (let match = optionAt(lines, at); match; match = optionAt(lines, at)) {
    const end = endOfIndented(lines, at + 1);
    const stop = lines.indexOf("", at + 1);
    const until = stop >= 0 ? Math.min(stop, end) : end;
    const more = lines.slice(at + 1, until).map((line) => line.trim());
    options.set(
      (match[1] ?? "").toLowerCase(),
      [match[2] ?? "", ...more].filter((part) => part !== "").join("\n"),
    );
    at = until;
  }
  const said = CONTENT_ONLY.has(name) ? [first, ...lines.slice(at)] : lines.slice(at);
  return { type: "directive", name, argument, options, content: trimBlank(said) };
}

function optionAt(lines: readonly string[], at: number): RegExpExecArray | null {
  return OPTION_LINE.exec(lines[at] ?? "");
}

function dedentKeepingStart(lines: readonly string[]): string[] {
  const width = lines.reduce(
    (least, line) => (line === "" ? least : Math.min(least, indentOf(line))),
    Infinity,
  );
  return width < Infinity ? lines.map((line) => line.slice(width)) : [];
}
