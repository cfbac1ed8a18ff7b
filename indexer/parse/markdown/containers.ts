import { alertLines } from "./admonition.js";
import { append } from "./append.js";
import { rewriteDirective } from "./directives.js";
import { closingFence, openingFence } from "./fence.js";
import { MARK } from "./marker.js";
import { label } from "./own-line.js";

/** Deeper than any real page nests its boxes; beyond it the opening line alone is dropped. */
const DEEPEST = 12;

const MARKED = new RegExp(`^(\\s*)${MARK}(?:open (\\S+) ([^${MARK}]*)|close)${MARK}\\s*$`);
const INDENTED = /^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)[^"]*(?:"(.*)")?\s*$/;
const INDENTED_TAB = /^(\s*)===[+!]*\s+["'](.*)["']\s*$/;
const COLONS = /^(\s*)(:{3,})\s*(\{[\w-]+\}|[A-Za-z][\w-]*)\s*(.*)$/;
const UNCLOSED = /^(\s*):{3,}\s*\{?(?:note|tip|info|caution|warning|danger|important)\}?(?=\s|$)/;
const SLASHES = /^(\s*)(\/{3,})\s+([A-Za-z][\w-]*)\s*(?:\|\s*(.*))?$/;

/**
 * Brings every way of writing a box, a tab or a directive to plain Markdown: MkDocs by indentation,
 * Docusaurus and MyST by colons, pymdownx by slashes, MyST by fences, and the markers left by
 * components and shortcodes. An opening without an end is dropped, and its text stays.
 */
export function rewriteContainers(lines: readonly string[], depth = 0): string[] {
  const result: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = openingFence(line);
    if (fence !== undefined) {
      const end = closingFence(lines, index + 1, fence.ticks);
      const directive = /^\{([\w:-]+)\}\s*(.*)$/.exec(fence.info);
      if (directive?.[1] === undefined || depth >= DEEPEST) append(result, lines.slice(index, end + 1));
      else {
        const body = dedent(lines.slice(index + 1, end), fence.prefix.length);
        const inner = rewriteDirective(directive[1], directive[2] ?? "", body, (inside) =>
          rewriteContainers(inside, depth + 1),
        );
        const indent = fence.prefix.replace(/\S/g, " ");
        if (fence.prefix.trim() !== "") result.push(fence.prefix);
        append(
          result,
          inner.map((text) => indent + text),
        );
      }
      index = end;
      continue;
    }
    const found = depth < DEEPEST ? readContainer(lines, index) : undefined;
    if (found === undefined) {
      if (!MARKED.test(line) && !/^\s*(:{3,}|\/{3,})\s*$/.test(line))
        result.push(line.replace(UNCLOSED, "$1"));
      continue;
    }
    const { indent, name, title, directive } = found;
    const body = dedent(lines.slice(index + 1, found.end), found.bodyIndent);
    const inner = (inside: readonly string[]): string[] => rewriteContainers(inside, depth + 1);
    if (directive)
      append(
        result,
        rewriteDirective(name, title, body, inner).map((text) => indent + text),
      );
    else if (name === "tab" || name === "details") {
      append(
        result,
        [...label(title).split("\n"), ...inner(body), ""].map((text) => indent + text),
      );
    } else append(result, alertLines(name, title, inner(body), indent));
    index = found.skip;
  }
  return result;
}

interface Container {
  readonly indent: string;
  readonly name: string;
  readonly title: string;
  readonly directive: boolean;
  /** First line behind the body, and the last line that belongs to the container. */
  readonly end: number;
  readonly skip: number;
  readonly bodyIndent: number;
}

function readContainer(lines: readonly string[], index: number): Container | undefined {
  const line = lines[index] ?? "";
  const [, indent = "", name, title = ""] = MARKED.exec(line) ?? [];
  if (name !== undefined) {
    const end = closeOf(lines, index, (text) => {
      const match = MARKED.exec(text);
      return match === null ? 0 : match[2] === undefined ? -1 : 1;
    });
    if (end === undefined) return undefined;
    return { indent, name, title, directive: false, end, skip: end, bodyIndent: indent.length };
  }
  return (
    readIndented(lines, index, line) ?? readColons(lines, index, line) ?? readSlashes(lines, index, line)
  );
}

function readIndented(lines: readonly string[], index: number, line: string): Container | undefined {
  const tab = INDENTED_TAB.exec(line);
  const box = tab ?? INDENTED.exec(line);
  if (box === null) return undefined;
  const indent = box[1] ?? "";
  let end = index + 1;
  for (let next = end; next < lines.length; next++) {
    const text = lines[next] ?? "";
    if (text.trim() === "") continue;
    if (width(text) < indent.length + 4) break;
    end = next + 1;
  }
  const [name, title] = tab ? ["tab", tab[2]] : [box[2] ?? "note", box[3]];
  const shape = { indent, directive: false, end, skip: end - 1, bodyIndent: indent.length + 4 };
  return { ...shape, name, title: title ?? "" };
}

function readColons(lines: readonly string[], index: number, line: string): Container | undefined {
  const [, indent = "", , word, rest = ""] = COLONS.exec(line) ?? [];
  if (word === undefined) return undefined;
  const end = closeOf(lines, index, (text) => (COLONS.test(text) ? 1 : /^\s*:{3,}\s*$/.test(text) ? -1 : 0));
  if (end === undefined) return undefined;
  const directive = word.startsWith("{");
  const name = directive ? word.slice(1, -1) : word;
  const title = directive ? rest : rest.replace(/^\[(.*)\]$/, "$1").replace(/\{[^{}]*\}$/, "");
  return { indent, name, title, directive, end, skip: end, bodyIndent: indent.length };
}

function readSlashes(lines: readonly string[], index: number, line: string): Container | undefined {
  const [, indent = "", , name, title = ""] = SLASHES.exec(line) ?? [];
  if (name === undefined) return undefined;
  const end = closeOf(lines, index, (text) =>
    SLASHES.test(text) ? 1 : /^\s*\/{3,}\s*$/.test(text) ? -1 : 0,
  );
  if (end === undefined) return undefined;
  return { indent, name, title, directive: false, end, skip: end, bodyIndent: indent.length };
}

/** Index of the line at which what opens on line `index` ends; `step` tells openings from ends. */
function closeOf(
  lines: readonly string[],
  index: number,
  step: (line: string) => -1 | 0 | 1,
): number | undefined {
  let depth = 1;
  for (let next = index + 1; next < lines.length; next++) {
    const line = lines[next] ?? "";
    const fence = openingFence(line);
    if (fence !== undefined && fence.ticks[0] !== ":") {
      next = closingFence(lines, next + 1, fence.ticks);
      continue;
    }
    depth += step(line);
    if (depth === 0) return next;
  }
  return undefined;
}

function width(line: string): number {
  return line.replaceAll("\t", "    ").search(/\S|$/);
}

/** Cuts up to `columns` blanks from the front of each line. */
function dedent(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => {
    const expanded = /^[ ]*\t/.test(line)
      ? line.replace(/^[ \t]+/, (lead) => lead.replaceAll("\t", "    "))
      : line;
    return expanded.slice(Math.min(columns, expanded.search(/\S|$/)));
  });
}
