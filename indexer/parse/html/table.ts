import { childElements, type Element } from "./dom.js";
import { inlineText } from "./inline.js";

/** A table as GitHub-flavoured Markdown, "" when it holds nothing. Without header cells the head is empty. */
export function tableText(table: Element): string {
  const elements = rowsOf(table);
  const rows = elements
    .map((row) => childElements(row).filter((cell) => cell.name === "td" || cell.name === "th"))
    .map((cells) => cells.flatMap(cellTexts))
    .filter((cells) => cells.some((text) => text !== ""));
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  if (rows.length === 0) return "";
  const hasHead = elements.some((row) => childElements(row).every((cell) => cell.name === "th"));
  const lines = rows.map((cells) => [...cells, ...Array<string>(width - cells.length).fill("")]);
  const [head = [], ...body] = hasHead ? lines : [Array<string>(width).fill(""), ...lines];
  const rule = head.map(() => "---");
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function rowsOf(table: Element): Element[] {
  return childElements(table).flatMap((child) => {
    if (child.name === "tr") return [child];
    return child.name === "thead" || child.name === "tbody" || child.name === "tfoot" ? rowsOf(child) : [];
  });
}

/** One cell, repeated as an empty one for every further column that it spans. */
function cellTexts(cell: Element): string[] {
  const text = inlineText(cell.children).replace(/\n+/g, " ").replace(/\|/g, "\\|");
  const span = Math.min(Number(cell.attribs["colspan"] ?? 1) || 1, 20);
  return [text, ...Array<string>(span - 1).fill("")];
}
