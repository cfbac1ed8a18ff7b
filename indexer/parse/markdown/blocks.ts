import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent } from "mdast";
import type { Block } from "../document.js";
import { readHtml } from "./html-block.js";
import { readMarkers, withoutMarkers } from "./marker.js";
import { readPhrasing } from "./phrasing.js";
import { tableText } from "./table.js";

/** What a page holds, in order, before it is cut into sections. */
export type Piece =
  | {
      readonly type: "heading";
      readonly depth: number;
      readonly text: string;
      /** Fragment written into the heading itself. */
      readonly anchor: string | undefined;
    }
  | { readonly type: "block"; readonly block: Block }
  | { readonly type: "anchor"; readonly id: string }
  | { readonly type: "symbols"; readonly names: readonly string[] };

type Flow = RootContent | BlockContent | DefinitionContent;

/** Deeper nesting of lists and quotations is no prose; guards the call stack. */
const DEEPEST = 60;
const ALERT = /^\[!([A-Za-z][\w-]*)\][ \t]*([^\n]*)\n?([\s\S]*)$/;
const BOLD_ALERT = /^\*\*(Note|Tip|Warning|Important|Caution|Info|Danger)\b[:.]?\*\*:?\s*([\s\S]*)$/i;
const VERSION_NAMES = /^(versionadded|versionchanged|versionremoved|deprecated|feature-state)$/;
/** Lines of links to the same page elsewhere; they say nothing. */
const BOILERPLATE =
  /^(?:\s|[•|*/·,-]|(?:view|run|open|view source|edit|try it)\s+(?:on|in)\s+(?:tensorflow\.org|google colab|colab|kaggle|github|studio lab|binder|sagemaker studio lab)|download notebook|github source|view source|view in colab|see tf hub models?)+$/i;
const COPYRIGHT =
  /^(?:\**copyright\s+(?:\(c\)\s*)?\d{4}(?:-\d{4})?\s+the\s+[\w ]*authors\b.*|licensed under the [^\n]{0,60}licen[cs]e[^\n]{0,60}\(the ["“]licen[cs]e["”]\);?)$/i;

export function readFlow(nodes: readonly Flow[], depth = 0): readonly Piece[] {
  return depth > DEEPEST ? [] : nodes.flatMap((node) => readNode(node, depth));
}

function readNode(node: Flow, depth: number): readonly Piece[] {
  switch (node.type) {
    case "heading":
      return readHeading(node.depth, node.children);
    case "paragraph":
      return readParagraph(node.children);
    case "code": {
      const code = readCode(node.value, node.lang ?? "");
      return code === undefined ? [] : [{ type: "block", block: code }];
    }
    case "math":
      return prose(`$$\n${node.value}\n$$`);
    case "blockquote":
      return readQuotation(node.children, depth);
    case "list":
      return readList(node, depth);
    case "table": {
      const rows = node.children.map((row) => row.children.map((cell) => readPhrasing(cell.children).text));
      const text = tableText(rows);
      return text === "" ? [] : [{ type: "block", block: { type: "table", text } }];
    }
    case "html":
      return readHtml(node.value).flatMap(fromHtml);
    case "footnoteDefinition":
      return readFlow(node.children, depth + 1);
    default:
      return [];
  }
}

function fromHtml(piece: ReturnType<typeof readHtml>[number]): readonly Piece[] {
  switch (piece.type) {
    case "heading":
      return piece.text === ""
        ? []
        : [{ type: "heading", depth: piece.depth, text: piece.text, anchor: piece.id }];
    case "anchor":
      return [{ type: "anchor", id: piece.id }];
    case "code": {
      const code = readCode(piece.text, piece.language ?? "");
      return code === undefined ? [] : [{ type: "block", block: code }];
    }
    case "table":
      return [{ type: "block", block: { type: "table", text: piece.text } }];
    case "prose":
      return prose(piece.text);
  }
}

/** `## Title {#id}`, `## Title[[id]]`, `## <a name="id"></a>Title`; other attribute lists are dropped. */
function readHeading(depth: number, children: readonly PhrasingContent[]): readonly Piece[] {
  const { text, anchors } = readPhrasing(children, true);
  const [, title = text, bracketed, braced] =
    /^([\s\S]*?)\s*(?:\[\[([\w.:-]+)\]\]|\{[^{}]*?#([\w.:-]+)[^{}]*\})\s*$/.exec(text) ?? [];
  const clean = withoutMarkers(title)
    .replace(/\s*\{:?\s*[.#:][^{}]*\}\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (clean === "" || COPYRIGHT.test(clean)) return [];
  return [{ type: "heading", depth, text: clean, anchor: bracketed ?? braced ?? anchors[0] }];
}

function readParagraph(children: readonly PhrasingContent[]): readonly Piece[] {
  const { text, anchors } = readPhrasing(children);
  const pieces: Piece[] = [];
  for (const marker of readMarkers(text)) {
    if (marker.type === "anchor") pieces.push(...marker.values.map((id): Piece => ({ type: "anchor", id })));
    else if (marker.values.length > 0) {
      pieces.push({ type: "symbols", names: marker.values }, ...prose(describeSymbols(marker.values)));
    }
  }
  return [...pieces, ...anchors.map((id): Piece => ({ type: "anchor", id })), ...prose(withoutMarkers(text))];
}

/** The line that stands for an API entry which the documentation tool would have filled in. */
function describeSymbols([name = "", ...members]: readonly string[]): string {
  const short = members.map(
    (member) => `\`${member.slice(member.startsWith(`${name}.`) ? name.length + 1 : 0)}\``,
  );
  return short.length === 0
    ? `API reference: \`${name}\``
    : `API reference: \`${name}\`: ${short.join(", ")}`;
}

function prose(text: string): readonly Piece[] {
  const clean = text.trim();
  if (clean === "" || BOILERPLATE.test(clean) || COPYRIGHT.test(clean)) return [];
  return [{ type: "block", block: { type: "prose", text: clean } }];
}

/** Languages as fences spell them. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ipython: "python",
  ipython3: "python",
  py: "python",
  python3: "python",
  "python-repl": "pycon",
};

export function readCode(value: string, info: string): Block | undefined {
  const text = value.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  if (text === "" || /^\s*(?:\{!.*!\}|\{\*.*\*\}|-{1,}8<-{1,}.*)\s*$/.test(text)) return undefined;
  const written = /^[{.\s]*([A-Za-z][\w+#-]*)/.exec(info)?.[1]?.toLowerCase();
  if (written === undefined) return { type: "code", text };
  return { type: "code", text, language: LANGUAGES[written] ?? written };
}

/** GitHub's alert, a box of any other flavour brought to that form, or a quotation. */
function readQuotation(children: readonly Flow[], depth: number): readonly Piece[] {
  const pieces = readFlow(children, depth + 1);
  const body = pieces.flatMap((piece) => (piece.type === "block" ? [piece.block] : []));
  const others = pieces.filter((piece) => piece.type === "anchor" || piece.type === "symbols");
  const [first, ...rest] = textOf(pieces);
  if (first === undefined) return others;

  const [, name, title = "", opening = ""] = ALERT.exec(first) ?? [];
  if (name !== undefined) {
    const kind = name.toLowerCase();
    const text = [opening, ...rest].filter((part) => part.trim() !== "").join("\n\n");
    if (VERSION_NAMES.test(kind)) {
      return [
        ...others,
        { type: "block", block: { type: "admonition", name: kind, version: title.trim(), text } },
      ];
    }
    const heading = title.replaceAll("**", "").trim();
    const titled = heading === "" || heading.toLowerCase() === kind ? "" : `**${heading}**`;
    const whole = [titled, text].filter((part) => part !== "").join("\n\n");
    return whole === ""
      ? others
      : [...others, { type: "block", block: { type: "admonition", name: kind, text: whole } }];
  }
  const [, bold, after = ""] = BOLD_ALERT.exec(first) ?? [];
  if (bold !== undefined) {
    const text = [after, ...rest].filter((part) => part.trim() !== "").join("\n\n");
    if (text !== "")
      return [...others, { type: "block", block: { type: "admonition", name: bold.toLowerCase(), text } }];
  }
  if (body.every((block) => block.type === "code")) return pieces;
  const quoted = [first, ...rest].join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">");
  return [...others, ...prose(quoted)];
}

/** Pieces as Markdown paragraphs, for what is kept as one text. */
function textOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => {
    if (piece.type === "heading") return [`**${piece.text}**`];
    return piece.type === "block" ? [blockText(piece.block)] : [];
  });
}

function blockText(block: Block): string {
  if (block.type === "code") {
    const ticks = block.text.includes("```") ? "````" : "```";
    return `${ticks}${block.language ?? ""}\n${block.text}\n${ticks}`;
  }
  if (block.type !== "admonition") return block.text;
  const name = block.name.charAt(0).toUpperCase() + block.name.slice(1);
  return `**${[name, block.version].filter((part) => part).join(" ")}:** ${block.text}`;
}

/**
 * A list of text is one block. Code, tables and boxes inside it are blocks of their own, and the
 * list goes on after them: steps with commands keep their commands as code.
 */
function readList(list: List, depth: number): readonly Piece[] {
  if (depth > DEEPEST) return [];
  const pieces: Piece[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    pieces.push(...prose(lines.join("\n")));
    lines = [];
  };
  list.children.forEach((item, position) => {
    const bullet = list.ordered ? `${(list.start ?? 1) + position}. ` : "- ";
    const indent = " ".repeat(bullet.length);
    let lead = bullet + (item.checked == null ? "" : item.checked ? "[x] " : "[ ] ");
    for (const piece of readFlow(item.children, depth + 1)) {
      const text =
        piece.type === "heading"
          ? `**${piece.text}**`
          : piece.type === "block" && piece.block.type === "prose"
            ? piece.block.text
            : undefined;
      if (text === undefined) {
        if (piece.type !== "block") pieces.push(piece);
        else {
          flush();
          pieces.push(piece);
        }
        continue;
      }
      const [first = "", ...rest] = text.split("\n");
      lines.push(lead + first, ...rest.map((line) => (line === "" ? "" : indent + line)));
      lead = indent;
    }
  });
  flush();
  return pieces;
}
