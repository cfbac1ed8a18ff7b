import pc from "picocolors";
import { wrap } from "../render.js";
import type { AnsweredQuery } from "./answer.js";
import { type OutlineLine, outlineOf } from "./outline.js";
import { printable } from "./printable.js";

export interface PlainOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** An answer as a person reads it on a terminal. Quotations have a bar at their left. */
export function renderPlain(answered: AnsweredQuery, asked: PlainOptions): string {
  // A terminal that does not know its own width says 0.
  const options = { ...asked, width: Math.max(asked.width, 24) };
  const paint = pc.createColors(options.colour);
  return outlineOf(answered)
    .map(({ title, lines }) =>
      [paint.bold(title), ...lines.flatMap((line) => rendered(line, options))].join("\n"),
    )
    .join("\n\n");
}

function rendered(line: OutlineLine, { colour, width }: PlainOptions): readonly string[] {
  const paint = pc.createColors(colour);
  const tones = { good: paint.green, doubtful: paint.yellow, bad: paint.red, quiet: paint.dim };
  const tone = line.tone ? tones[line.tone] : (text: string) => text;
  const rows = (room: number): readonly string[] =>
    printable(line.text)
      .split("\n")
      .flatMap((row) => wrap(row, room));
  switch (line.type) {
    case "text":
      return rows(width - 2).map((row) => `  ${tone(row)}`);
    case "item":
      return rows(width - 4).map((row, at) => `${at === 0 ? "  - " : "    "}${tone(row)}`);
    case "label":
      return rows(width - 2).map((row) => `  ${paint.cyan(row)}`);
    case "signature":
      return rows(width - 6).map((row) => `  ${paint.dim("│")} ${paint.bold(row)}`);
    case "code":
    case "quote":
      return rows(width - 6).map(
        (row) => `  ${paint.dim("│")}${row === "" ? "" : ` ${colour ? bold(row) : row}`}`,
      );
  }

  /** On a terminal that has bold letters they take the place of their marks. */
  function bold(row: string): string {
    return row.replace(/\*\*([^*]+)\*\*/g, (_, words: string) => paint.bold(words));
  }
}
