import { dedent } from "./lines.js";
import type { TableRow } from "./nodes.js";

export const GRID_BORDER = /^\+(?:-+\+)+$/;
const GRID_RULE = /^\+(?:[-=]+\+)+$/;
export const SIMPLE_BORDER = /^=+(?: +=+)+$/;
const SIMPLE_SPAN = /^-+(?: +-+)*$/;

export interface ParsedTable {
  readonly head: TableRow[];
  readonly body: TableRow[];
  /** Index of the first line after the table. */
  readonly end: number;
}

/** A grid table that starts at `start`. A cell that spans columns or rows is kept in the first of them. */
export function parseGridTable(lines: readonly string[], start: number): ParsedTable {
  let end = start;
  while (end < lines.length && /^[+|]/.test(lines[end] ?? "")) end++;
  const block = lines.slice(start, end);
  const edges = columnEdges(block);
  let head: TableRow[] = [];
  let rows: TableRow[] = [];
  let cells: string[][] = edges.slice(1).map(() => []);
  const flush = () => {
    if (cells.some((cell) => cell.some((line) => line.trim() !== ""))) {
      rows.push(cells.map((cell) => dedent(cell.map((line) => line.trimEnd()))));
    }
    cells = edges.slice(1).map(() => []);
  };
  for (const line of block.slice(1)) {
    if (GRID_RULE.test(line)) {
      flush();
      if (line.includes("=")) {
        head = rows;
        rows = [];
      }
      continue;
    }
    let column = 0;
    while (column < edges.length - 1) {
      let last = column + 1;
      while (last < edges.length - 1 && !/[|+]/.test(line[edges[last] ?? 0] ?? "")) last++;
      const text = line.slice((edges[column] ?? 0) + 1, edges[last]);
      // A rule that covers only some columns: the cells of the others go on below it.
      if (!/^[-=+]+$/.test(text)) cells[column]?.push(text);
      column = last;
    }
  }
  flush();
  return { head, body: rows, end };
}

function columnEdges(block: readonly string[]): number[] {
  const edges = new Set<number>();
  for (const line of block) {
    if (!GRID_RULE.test(line)) continue;
    for (let at = line.indexOf("+"); at >= 0; at = line.indexOf("+", at + 1)) edges.add(at);
  }
  return [...edges].sort((a, b) => a - b).slice(0, 200);
}

/** A simple table (`=== ===` borders) that starts at `start`, or undefined when it is never closed. */
export function parseSimpleTable(lines: readonly string[], start: number): ParsedTable | undefined {
  const borders: number[] = [];
  let end = start;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    if (!SIMPLE_BORDER.test(line)) {
      if (line.startsWith(" ") || line === "" || borders.length > 0) continue;
      break;
    }
    borders.push(end);
    if (borders.length > 1 && (lines[end + 1] ?? "") === "") break;
    if (borders.length === 3) break;
  }
  const last = borders.at(-1);
  if (last === undefined || borders.length < 2) return undefined;
  const columns = [...(lines[start] ?? "").matchAll(/=+/g)].map((match) => match.index);
  const divider = borders.length === 3 ? borders[1] : undefined;
  return {
    head: divider === undefined ? [] : simpleRows(lines.slice(start + 1, divider), columns),
    body: simpleRows(lines.slice((divider ?? start) + 1, last), columns),
    end: last + 1,
  };
}

function simpleRows(lines: readonly string[], columns: readonly number[]): TableRow[] {
  const rows: string[][][] = [];
  let open = false;
  for (const line of lines) {
    if (SIMPLE_SPAN.test(line)) {
      open = false;
      continue;
    }
    const cells = columns.map((from, i) => line.slice(from, columns[i + 1]).trimEnd());
    if (line === "") {
      for (const cell of rows.at(-1) ?? []) cell.push("");
    } else if (open && (cells[0] ?? "").trim() === "") {
      for (const [i, cell] of cells.entries()) rows.at(-1)?.[i]?.push(cell);
    } else {
      rows.push(cells.map((cell) => [cell]));
      open = true;
    }
  }
  return rows.map((row) => row.map(dedent));
}

/** Rows of comma-separated values: quoted fields may hold commas, line ends and doubled quotes. */
export function parseCsv(text: string, delimiter = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && field.trim() === "") {
      field = "";
      quoted = true;
    } else if (char === delimiter) {
      row.push(field.trim());
      field = "";
    } else if (char === "\n") {
      rows.push([...row, field.trim()]);
      row = [];
      field = "";
    } else field += char;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field.trim()]);
  return rows.filter((cells) => cells.some((cell) => cell !== ""));
}
