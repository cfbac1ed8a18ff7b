import type { Block } from "../document.js";
import { codeSpan } from "./inline.js";

export function bold(text: string): string {
  const inner = text.replaceAll("**", "");
  return inner === "" ? "" : `**${inner}**`;
}

export function indent(text: string, pad: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${pad}`);
}

export function asMarkdown(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === "code") return fenced(block.text, block.language ?? "");
      if (block.type === "signature") return fenced(block.text, "python");
      if (block.type !== "admonition") return block.text;
      const version = block.version === undefined ? "" : ` ${block.version}`;
      return `**${block.name}${version}**: ${block.text}`;
    })
    .join("\n\n");
}

export function mathBlock(text: string): string {
  const formula = text.trim();
  return formula === "" ? "" : `$$\n${formula}\n$$`;
}

export function noteLead(label: string): string {
  const shown = label.replace(/^[#*]/, "");
  return shown === "" ? "- " : `[${shown}] `;
}

function fenced(text: string, language: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Blocks as the text of one table cell. */
export function cellText(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.type === "code" ? codeSpan(block.text.replace(/\s*\n\s*/g, " ")) : asMarkdown([block]),
    )
    .join("\n")
    .replace(/\n+ */g, "<br>")
    .replace(/\\?\|/g, "\\|");
}

/** A GitHub-flavoured table; without a head, its head is empty, for the format needs one. */
export function tableText(rows: readonly (readonly string[])[], headed: boolean): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width === 0) return "";
  const line = (row: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => row[i] ?? "").join(" | ")} |`;
  const [head = [], ...body] = headed ? rows : [[], ...rows];
  return [line(head), `| ${Array(width).fill("---").join(" | ")} |`, ...body.map(line)].join("\n");
}
