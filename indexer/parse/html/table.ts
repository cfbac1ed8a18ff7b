import type { Block } from "../document.js";
import { admonitions, boxOf } from "./admonition.js";
import { isSymbolList } from "./definitions.js";
import { childElements, closest, type Element, findElements, type Node } from "./dom.js";
import { inlineText } from "./inline.js";
import { ownedBy } from "./list.js";
import { VERSION_ATTRIBUTE } from "./version-label.js";

/**
 * A table, and after it the version boxes in its cells, each with the name of its row; they are facts of their
 * own. API lists in cells are put aside.
 */
export function tableBlocks(
  table: Element,
  read: (nodes: readonly Node[]) => readonly Block[],
  aside: Element[],
): readonly Block[] {
  const text = tableText(table);
  if (text === "") return [];
  for (const list of findElements(table, isSymbolList)) aside.push(list);
  const boxes = findElements(table, (it) => it.attribs[VERSION_ATTRIBUTE] !== undefined).flatMap(
    (element) => {
      const box = boxOf(element);
      const row = closest(element, (it) => it.name === "tr");
      const name = row && childElements(row)[0];
      return box ? ownedBy(name ? inlineText(name.children) : "", admonitions(box, read(box.content))) : [];
    },
  );
  return [{ type: "table", text }, ...boxes];
}

/** Columns above this number are no table any more: what they say is kept, the rest of the grid is not filled. */
const MAX_SPAN = 20;

/** Cells that a page can fill by spans. */
const MAX_FILLED = 20_000;

/** A table as GitHub-flavoured Markdown, "" when it holds nothing. Without header cells the head is empty. */
export function tableText(table: Element): string {
  const elements = rowsOf(table);
  const rows = gridOf(elements).filter((cells) => cells.some((text) => text !== ""));
  if (rows.length === 0) return "";
  const hasHead = elements.some((row) => cellsOf(row).every((cell) => cell.name === "th"));
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const empty = Array<string>(width).fill("");
  const [head = [], ...body] = hasHead ? rows : [empty, ...rows];
  const full = [...head, ...empty.slice(head.length)];
  return [full, full.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowsOf(table: Element): Element[] {
  return childElements(table).flatMap((child) => {
    if (child.name === "tr") return [child];
    return /^t(head|body|foot)$/.test(child.name) ? rowsOf(child) : [];
  });
}

function cellsOf(row: Element): Element[] {
  return childElements(row).filter((cell) => cell.name === "td" || cell.name === "th");
}

/** The cells' texts. A cell that spans columns is followed by empty ones, one that spans rows stands in each. */
function gridOf(rows: readonly Element[]): string[][] {
  let room = MAX_FILLED;
  const spanning = new Map<number, { readonly text: string; rows: number }>();
  return rows.map((row) => {
    const cells: string[] = [];
    const fill = (): void => {
      for (let above = spanning.get(cells.length); above; above = spanning.get(cells.length)) {
        above.rows -= 1;
        if (above.rows === 0) spanning.delete(cells.length);
        cells.push(above.text);
      }
    };
    for (const cell of cellsOf(row)) {
      fill();
      const text = inlineText(cell.children).replace(/\n+/g, " ").replace(/\|/g, "\\|");
      const below = Math.min(spanOf(cell, "rowspan") - 1, room);
      if (below > 0) spanning.set(cells.length, { text, rows: below });
      room -= Math.max(below, 0);
      cells.push(text, ...Array<string>(Math.min(spanOf(cell, "colspan"), MAX_SPAN) - 1).fill(""));
    }
    fill();
    return cells;
  });
}

function spanOf(cell: Element, name: "rowspan" | "colspan"): number {
  const span = Number(cell.attribs[name] ?? 1);
  return Number.isInteger(span) && span > 0 ? span : 1;
}
