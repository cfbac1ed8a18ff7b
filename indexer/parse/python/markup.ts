import { ADMONITIONS } from "../admonitions.js";
import type { Block } from "../document.js";

/**
 * The markup found in docstrings, which mixes reStructuredText with Markdown and is rarely valid as
 * either: read line by line, never refused.
 */
export function readMarkup(text: string): Block[] {
  return new MarkupReader(text.split("\n")).read();
}

const DIRECTIVE = /^(\s*)\.\.\s*([A-Za-z][\w.:+-]*?)::(?:\s+(.*))?$/;
const EXPLICIT = /^(\s*)\.\.(?:\s|$)/;
const FENCE = /^(\s*)(`{3,}|~{3,})\s*\{?\.?([\w+-]*)/;
const ITEM = /^(\s*)([-*+•]|\d{1,3}[.)]|\(\d{1,3}\)|#\.)\s+(?=\S)/;
const DOCTEST = /^\s*>>>(?:\s|$)/;
const RULE = /^\s*(?:\+[-=+]{3,}\+|={3,}(?:\s+={2,})+|-{3,}(?:\s+-{3,})+)\s*$/;
const PIPE_TABLE = /^\s*\|.*\|\s*$/;
const UNDERLINE = /^([=\-~^"'*#`+])\1{2,}\s*$/;

const CODE_DIRECTIVES: ReadonlySet<string> = new Set([
  "code",
  "code-block",
  "sourcecode",
  "doctest",
  "testcode",
  "testoutput",
  "ipython",
  "plot",
  "jupyter-execute",
  "prompt",
  "parsed-literal",
  "literalinclude",
]);
const VERSION_DIRECTIVES: ReadonlySet<string> = new Set([
  "versionadded",
  "versionchanged",
  "versionremoved",
  "deprecated",
]);
/** In a docstring a topic and a to-do box are boxes, too. */
const BOXES: ReadonlySet<string> = new Set([...ADMONITIONS, "topic", "todo"]);
const SILENT: ReadonlySet<string> = new Set([
  "autosummary",
  "bibliography",
  "currentmodule",
  "figure",
  "highlight",
  "image",
  "include",
  "index",
  "label",
  "module",
  "py:currentmodule",
  "raw",
  "testcleanup",
  "testsetup",
  "toctree",
]);

class MarkupReader {
  private readonly lines: readonly string[];
  private readonly blocks: Block[] = [];
  private index = 0;

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  read(): Block[] {
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      const directive = DIRECTIVE.exec(line);
      const fence = FENCE.exec(line);
      if (line.trim() === "" || /^\s*<\/?(?:Tip|hfoptions?|Youtube|br)\b[^>]*>\s*$/.test(line))
        this.index += 1;
      else if (fence !== null) this.fence(fence);
      else if (directive !== null) this.directive(directive);
      else if (EXPLICIT.test(line)) this.explicit(line);
      else if (DOCTEST.test(line)) this.doctest();
      else if (RULE.test(line)) this.ruledTable();
      else if (PIPE_TABLE.test(line) && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(this.lines[this.index + 1] ?? ""))
        this.pipeTable();
      else if (ITEM.test(line)) this.list();
      else this.paragraph();
    }
    return this.blocks;
  }

  /** The lines of the block that belongs to the line before: blank or further in than `indent`. */
  private takeIndented(indent: number): string[] {
    const taken: string[] = [];
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      if (line.trim() !== "" && indentOf(line) <= indent) break;
      taken.push(line);
      this.index += 1;
    }
    return dedent(taken);
  }

  private code(lines: readonly string[], language: string | undefined): void {
    const text = dedent(lines).join("\n");
    if (text.trim() === "") return;
    this.blocks.push(language === undefined ? { type: "code", text } : { type: "code", text, language });
  }

  private fence(match: RegExpExecArray): void {
    const [, , marker = "```", language = ""] = match;
    this.index += 1;
    const taken: string[] = [];
    while (this.index < this.lines.length && !(this.lines[this.index] ?? "").trim().startsWith(marker)) {
      taken.push(this.lines[this.index] ?? "");
      this.index += 1;
    }
    this.index += 1;
    this.code(
      taken,
      languageName(language) ?? (taken.some((line) => DOCTEST.test(line)) ? "python" : undefined),
    );
  }

  private doctest(): void {
    const taken: string[] = [];
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      if (FENCE.test(line) || DIRECTIVE.test(line)) break;
      if (line.trim() === "") {
        const next = this.lines.slice(this.index).find((following) => following.trim() !== "");
        if (next === undefined || !DOCTEST.test(next)) break;
      }
      taken.push(line);
      this.index += 1;
    }
    this.code(taken, "python");
  }

  private ruledTable(): void {
    const taken: string[] = [];
    while (this.index < this.lines.length && (this.lines[this.index] ?? "").trim() !== "") {
      taken.push(this.lines[this.index] ?? "");
      this.index += 1;
    }
    this.code(taken, undefined);
  }

  private pipeTable(): void {
    const taken: string[] = [];
    while (PIPE_TABLE.test(this.lines[this.index] ?? "")) {
      taken.push(inlineMarkup((this.lines[this.index] ?? "").trim()));
      this.index += 1;
    }
    if (taken.length === 0) this.index += 1;
    else this.blocks.push({ type: "table", text: taken.join("\n") });
  }

  private directive(match: RegExpExecArray): void {
    const [, margin = "", name = "", argument = ""] = match;
    this.index += 1;
    const body = this.takeIndented(margin.length);
    const lower = name.toLowerCase();
    const options = body.findIndex((line) => !/^:[\w-]+:(?:\s|$)/.test(line));
    const content = options < 0 ? [] : body.slice(options);
    if (VERSION_DIRECTIVES.has(lower)) {
      const [, version = "", rest = ""] = /^(?:version\s+)?(\S*)\s*([\s\S]*)$/i.exec(argument) ?? [];
      const text = asText(readMarkup([rest, ...dedent(body)].join("\n")));
      this.blocks.push({ type: "admonition", name: lower, version: version.replace(/[:,;]$/, ""), text });
    } else if (BOXES.has(lower)) {
      const text = asText(readMarkup(trimBlank([argument, ...content]).join("\n")));
      if (text !== "") this.blocks.push({ type: "admonition", name: lower, text });
    } else if (CODE_DIRECTIVES.has(lower)) {
      if (lower === "literalinclude") return;
      const isPython =
        content.some((line) => DOCTEST.test(line)) ||
        !/^(?:code|code-block|sourcecode|parsed-literal|prompt|testoutput)$/.test(lower);
      this.code(content, languageName(argument) ?? (isPython ? "python" : undefined));
    } else if (lower === "math") {
      const formula = trimBlank([argument, ...content])
        .join("\n")
        .trim();
      if (formula !== "") this.blocks.push({ type: "prose", text: `$$\n${formula}\n$$` });
    } else if (/^(?:py:)?(?:function|method|class|attribute|data)$/.test(lower)) {
      if (argument !== "") this.blocks.push({ type: "signature", text: argument.trim() });
      this.blocks.push(...readMarkup(content.join("\n")));
    } else if (lower === "rubric") {
      this.blocks.push({ type: "prose", text: `**${inlineMarkup(argument.trim())}**` });
      this.blocks.push(...readMarkup(content.join("\n")));
    } else if (!SILENT.has(lower)) {
      this.blocks.push(...readMarkup([argument, "", ...content].join("\n")));
    }
  }

  /** Footnotes stay as list items; targets, substitutions and comments go. */
  private explicit(line: string): void {
    const margin = indentOf(line);
    const note = /^\s*\.\.\s+\[([^\]]+)\]\s*(.*)$/.exec(line);
    this.index += 1;
    const body = this.takeIndented(margin);
    if (note === null) return;
    const text = asText(readMarkup([note[2] ?? "", ...body].join("\n")));
    this.blocks.push({ type: "prose", text: `- [${note[1]}] ${text.replace(/\n+/g, " ")}` });
  }

  private list(): void {
    const margin = indentOf(this.lines[this.index] ?? "");
    let text = "";
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      const item = ITEM.exec(line);
      if (item === null || indentOf(line) !== margin) break;
      this.index += 1;
      const content = [line.slice(item[0].length), ...this.takeItem(margin)];
      const marker = /^\d/.test(item[2] ?? "") ? `${item[2]?.replace(/\D+$/, "")}. ` : "- ";
      for (const [position, block] of readMarkup(content.join("\n")).entries()) {
        if (block.type === "prose" && position === 0) {
          text += `${text === "" ? "" : "\n"}${marker}${indent(block.text)}`;
        } else if (block.type === "prose") {
          text += `\n${/^(?:- |\d+\. )/.test(block.text) ? "" : "\n"}  ${indent(block.text)}`;
        } else {
          if (text !== "") this.blocks.push({ type: "prose", text });
          text = "";
          this.blocks.push(block);
        }
      }
      while ((this.lines[this.index] ?? "").trim() === "" && this.index < this.lines.length) this.index += 1;
    }
    if (text !== "") this.blocks.push({ type: "prose", text });
  }

  /** The rest of a list item: further in, or lazily continued at the margin without a blank line. */
  private takeItem(margin: number): string[] {
    const taken: string[] = [];
    let blank = false;
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      const outside = line.trim() !== "" && indentOf(line) <= margin;
      if (
        outside &&
        (blank || ITEM.test(line) || DIRECTIVE.test(line) || DOCTEST.test(line) || FENCE.test(line))
      )
        break;
      blank = line.trim() === "";
      taken.push(outside ? `${" ".repeat(margin + 1)}${line.trim()}` : line);
      this.index += 1;
    }
    return dedent(taken);
  }

  private paragraph(): void {
    const first = this.lines[this.index] ?? "";
    const margin = indentOf(first);
    const title = first.trim();
    if (UNDERLINE.test((this.lines[this.index + 1] ?? "").trim()) && title.length < 80) {
      this.index += 2;
      this.blocks.push({ type: "prose", text: `**${inlineMarkup(title)}**` });
      return;
    }
    const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(title);
    if (heading !== null) {
      this.index += 1;
      this.blocks.push({ type: "prose", text: `**${inlineMarkup(heading[1] ?? "")}**` });
      return;
    }
    const taken: string[] = [];
    while (this.index < this.lines.length) {
      const line = this.lines[this.index] ?? "";
      const starts = FENCE.test(line) || DIRECTIVE.test(line) || DOCTEST.test(line) || EXPLICIT.test(line);
      const item =
        /^\s*(?:[-*+•])\s+\S/.test(line) ||
        (/^\s*\d{1,3}[.)]\s/.test(line) && /[:.]$/.test(taken.at(-1) ?? ""));
      if (line.trim() === "" || (taken.length > 0 && (starts || item))) break;
      taken.push(line.trim());
      this.index += 1;
    }
    const raw = taken.join(" ").replace(/ {2,}/g, " ");
    const literal = raw.endsWith("::");
    const text = inlineMarkup(literal ? raw.replace(/\s*::$/, ":").replace(/^:$/, "") : raw);
    if (text !== "") this.blocks.push({ type: "prose", text });
    if (!literal && !/:$/.test(raw)) return;
    const next = this.lines.slice(this.index).find((line) => line.trim() !== "");
    if (next === undefined || indentOf(next) <= margin) return;
    if (literal || looksLikeCode(next)) {
      const body = this.takeIndented(margin);
      const doctest = body.some((line) => DOCTEST.test(line));
      if (doctest && !literal) this.blocks.push(...readMarkup(body.join("\n")));
      else
        this.code(
          trimBlank(body),
          doctest || looksLikeCode(body.find((line) => line !== "") ?? "") ? "python" : undefined,
        );
    }
  }
}

function looksLikeCode(line: string): boolean {
  return /^\s*(?:>>> |import \w|from [\w.]+ import |@\w|def \w|class \w+[:(]|with \w.*:$|for \w.* in .*:$|[\w.[\]]+ = \S|[\w.]+\(.*\)$)/.test(
    line,
  );
}

function languageName(name: string): string | undefined {
  const lower = name.trim().toLowerCase();
  if (lower === "") return undefined;
  if (/^(?:py|python3?|pycon|ipython3?|jupyter)$/.test(lower)) return "python";
  return /^[\w+-]+$/.test(lower) ? lower : undefined;
}

/** Blocks as one Markdown text, code in fences. */
export function asText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === "code") return `\`\`\`${block.language ?? ""}\n${block.text}\n\`\`\``;
      if (block.type !== "admonition") return block.text;
      return [ADMONITION_LEADS[block.name], block.version].filter((part) => part !== undefined).join(" ") ===
        ""
        ? block.text
        : `${[ADMONITION_LEADS[block.name], block.version].filter((part) => part !== undefined).join(" ")}: ${block.text}`;
    })
    .join("\n\n");
}

const ADMONITION_LEADS: Readonly<Record<string, string>> = {
  versionadded: "Added in",
  versionchanged: "Changed in",
  versionremoved: "Removed in",
  deprecated: "Deprecated since",
  note: "Note",
  warning: "Warning",
};

const INLINE = /``(.+?)``(?!`)|(:[a-zA-Z][\w:+.-]{0,40}:)?(?<!`)`([^`]+)`(?!`)(__?(?![\w]))?/g;

/** Inline roles, literals and links as Markdown: code in backticks, targets dropped. */
export function inlineMarkup(text: string): string {
  let shown = "";
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, literal, role, content = "", reference] = match;
    shown += text.slice(end, match.index).replace(/\\ /g, "");
    end = match.index + whole.length;
    if (literal !== undefined) shown += `\`${literal.trim()}\``;
    else if (role !== undefined) shown += renderRole(role.slice(1, -1), content);
    else {
      const link = /^([\s\S]*?)\s*<[^<>]+>$/.exec(content)?.[1];
      if (link !== undefined && link !== "") shown += link;
      else
        shown +=
          reference === undefined ? `\`${content.replace(/^~/, "").trim()}\`` : content.replace(/^<|>$/g, "");
    }
  }
  shown += text.slice(end).replace(/\\ /g, "");
  return shown
    .replace(/\[(`[^`]+`)\](?:\([^)\s]*\))?/g, "$1")
    .replace(/(^|[^\w`\]])!?\[([^\][]+)\]\([\w./#:@?&=%~+-]+\)/g, "$1$2");
}

function renderRole(role: string, content: string): string {
  const name = role.split(":").at(-1) ?? role;
  const titled = /^([\s\S]*?)\s*<([^<>]+)>$/.exec(content);
  const shown = (titled?.[1] || titled?.[2]) ?? content;
  if (name === "math") return `$${content}$`;
  if (
    /^(?:ref|doc|term|numref|pep|rfc|cite|footcite|user|abbr|emphasis|strong|issue|pr|download)$/.test(name)
  ) {
    if (titled === null && /^sphx_glr_/.test(shown)) return shown.replace(/^sphx_glr_(?:auto_)?/, "");
    return name === "pep" || name === "rfc" ? `${name.toUpperCase()} ${shown}` : shown.replace(/^[~!]/, "");
  }
  const isShort = titled === null && shown.startsWith("~");
  const target = shown.replace(/^[~!.]+/, "");
  return `\`${isShort ? (target.split(".").at(-1) ?? target) : target}\``;
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

export function dedent(lines: readonly string[]): string[] {
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim() !== "") margin = Math.min(margin, indentOf(line));
  return trimBlank(lines.map((line) => line.slice(Math.min(margin, line.length))));
}

function trimBlank(lines: readonly string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && (lines[start] ?? "").trim() === "") start += 1;
  while (end > start && (lines[end - 1] ?? "").trim() === "") end -= 1;
  return lines.slice(start, end);
}

function indent(text: string): string {
  return text.replace(/\n(?=[^\n])/g, "\n  ");
}

/** Cleans a docstring as `inspect.cleandoc` does: the common margin of all lines but the first goes. */
export function cleanDocstring(text: string): string {
  const lines = text.replace(/\t/g, "        ").split("\n");
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(1)) {
    if (line.trim() !== "") margin = Math.min(margin, line.length - line.trimStart().length);
  }
  return [
    lines[0]?.trimStart() ?? "",
    ...lines.slice(1).map((line) => line.slice(Math.min(margin, line.length))),
  ]
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}
