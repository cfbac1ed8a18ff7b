import { type CheerioAPI, load } from "cheerio/slim";
import { imageText, inlineCode } from "./phrasing.js";
import { tableText } from "./table.js";

type Node = ReturnType<CheerioAPI["root"]>[number]["children"][number];

/** What a block of HTML inside Markdown holds, in order. */
export type HtmlPiece =
  | {
      readonly type: "heading";
      readonly depth: number;
      readonly text: string;
      readonly id: string | undefined;
    }
  | { readonly type: "prose" | "table"; readonly text: string }
  | { readonly type: "code"; readonly text: string; readonly language: string | undefined }
  | { readonly type: "anchor"; readonly id: string };

const SKIPPED =
  /^(script|style|svg|iframe|video|audio|object|colgroup|nav|button|input|select|template|head)$/;
const PARAGRAPHS =
  /^(p|div|section|center|article|main|figure|figcaption|blockquote|ul|ol|dl|details|hr|header|footer|aside|tr)$/;
/** Deeper than any real page; guards the call stack. */
const DEEPEST = 200;

/** Reads HTML as text, code, headings and tables. Tags that are not closed, or not HTML, do no harm. */
export function readHtml(html: string): readonly HtmlPiece[] {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } }, false);
  const pieces: HtmlPiece[] = [];
  let text = "";

  const flush = (): void => {
    for (const paragraph of text.split(/\n[ \t]*\n/)) {
      const clean = tidy(paragraph);
      if (clean !== "") pieces.push({ type: "prose", text: clean });
    }
    text = "";
  };

  const walk = (nodes: readonly Node[], depth: number): void => {
    if (depth > DEEPEST) return;
    for (const node of nodes) {
      if (node.type === "text") text += node.data.replace(/[ \t]*\n\s*/g, " ");
      else if ("attribs" in node) element(node, depth);
    }
  };

  const element = (node: Extract<Node, { attribs: unknown }>, depth: number): void => {
    const tag = node.name.toLowerCase();
    const inner = (): void => walk(node.children as Node[], depth + 1);
    if (SKIPPED.test(tag)) return;
    if (/^h[1-6]$/.test(tag)) {
      flush();
      const heading = tidy(plainText(node.children as Node[], depth)).replaceAll("\n", " ");
      pieces.push({ type: "heading", depth: Number(tag[1]), text: heading, id: node.attribs["id"] });
    } else if (tag === "pre") {
      flush();
      const code = plainText(node.children as Node[], depth).replace(/^\n+|\s+$/g, "");
      const language = /\b(?:lang(?:uage)?|highlight)-([\w+#-]+)/.exec($.html(node).slice(0, 300))?.[1];
      if (code.trim() !== "") pieces.push({ type: "code", text: code, language });
    } else if (tag === "table") {
      flush();
      pieces.push(...readTable($, node, depth));
    } else if (tag === "br") text += "\n";
    else if (tag === "img") text += imageText(node.attribs["alt"]);
    else if (tag === "code" || tag === "tt" || tag === "kbd" || tag === "samp") {
      const code = plainText(node.children as Node[], depth).trim();
      if (code !== "") text += inlineCode(code);
    } else if (tag === "summary") {
      flush();
      text = `**${tidy(plainText(node.children as Node[], depth))}**`;
      flush();
    } else if (tag === "b" || tag === "strong" || tag === "dt") {
      const bold = tidy(plainText(node.children as Node[], depth));
      if (bold !== "") text += tag === "dt" ? `\n- **${bold}**` : `**${bold}**`;
    } else if (tag === "dd") {
      text += ": ";
      inner();
    } else if (tag === "li") {
      text += "\n- ";
      inner();
    } else {
      const id = node.attribs["id"] ?? node.attribs["name"];
      if (tag === "a" && id !== undefined) {
        flush();
        pieces.push({ type: "anchor", id });
      }
      const paragraph = PARAGRAPHS.test(tag);
      if (paragraph) text += "\n\n";
      inner();
      if (paragraph) text += "\n\n";
    }
  };

  walk($.root()[0]?.children ?? [], 0);
  flush();
  return pieces;
}

function readTable($: CheerioAPI, table: Node, depth: number): readonly HtmlPiece[] {
  const rows = $(table as never)
    .find("tr")
    .toArray()
    .map((row) =>
      $(row)
        .children("td, th")
        .toArray()
        .map((cell) => ({
          text: cellText(cell.children as Node[], depth),
          head: cell.name === "th",
          wide: "colspan" in cell.attribs,
        })),
    )
    .filter((row) => row.some((cell) => cell.text !== ""));
  const regular = rows.every((row) => row.length === rows[0]?.length && !row.some((cell) => cell.wide));
  if (regular && (rows[0]?.length ?? 0) > 1) {
    const head = rows[0]?.every((cell) => cell.head) ? [] : [Array.from(rows[0] ?? [], () => "")];
    return [
      { type: "table", text: tableText([...head, ...rows.map((row) => row.map((cell) => cell.text))]) },
    ];
  }
  // A name across the table and its description in the next row belong together.
  const lines: string[] = [];
  for (const row of rows) {
    const text = row
      .map((cell) => cell.text)
      .filter((cell) => cell !== "")
      .join(" | ");
    const continues = row.length > 1 && row[0]?.text === "" && lines.length > 0;
    if (continues) lines.push(`${lines.pop() ?? ""}: ${text}`);
    else lines.push(rows[0]?.length === 1 && rows.length === 1 ? text : `- ${text}`);
  }
  return lines.length > 0 ? [{ type: "prose", text: lines.join("\n") }] : [];
}

function cellText(nodes: readonly Node[], depth: number): string {
  if (depth > DEEPEST) return "";
  return tidy(
    nodes
      .map((node): string => {
        if (node.type === "text") return node.data;
        if (!("attribs" in node) || SKIPPED.test(node.name)) return "";
        if (node.name === "img") return imageText(node.attribs["alt"]);
        const inner = cellText(node.children as Node[], depth + 1);
        if (/^(code|tt|kbd|samp)$/.test(node.name)) return inner === "" ? "" : inlineCode(inner);
        return /^(p|div|br|li|ul|ol|tr|td|th|pre)$/.test(node.name) ? ` ${inner} ` : inner;
      })
      .join(""),
  ).replace(/\s+/g, " ");
}

/** Text of an element without recursion, for headings and code; `<br>` is a line end. */
function plainText(nodes: readonly Node[], depth: number): string {
  if (depth > DEEPEST) return "";
  return nodes
    .map((node): string => {
      if (node.type === "text") return node.data;
      if (!("attribs" in node)) return "";
      return node.name === "br" ? "\n" : plainText(node.children as Node[], depth + 1);
    })
    .join("");
}

/** Single blanks, no blank lines, and no link targets of Markdown that stood inside the HTML. */
function tidy(text: string): string {
  return text
    .replace(/!\[[^\]\n]*\]\([^()\n]*\)/g, "")
    .replace(/\[([^[\]\n]+)\]\([^()\s]*\)/g, "$1")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
