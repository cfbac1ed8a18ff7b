import type { AnsweredQuery } from "./answer.js";
import { type OutlineLine, outlineOf } from "./outline.js";
import { printable } from "./printable.js";

/** An answer as Markdown. Quotations are block quotes and fenced code: what they say is said by the documentation. */
export function renderMarkdown(answered: AnsweredQuery): string {
  return outlineOf(answered)
    .map(({ title, lines }) => `## ${title}\n\n${joined(lines)}`)
    .join("\n\n");
}

/** Items stand close together; everything else is a paragraph of its own. */
function joined(lines: readonly OutlineLine[]): string {
  return lines
    .map((line, at) => {
      const close = line.type === "item" && lines[at - 1]?.type === "item";
      return `${at === 0 ? "" : close ? "\n" : "\n\n"}${rendered(line)}`;
    })
    .join("");
}

function rendered({ type, text: raw }: OutlineLine): string {
  const text = printable(raw);
  switch (type) {
    case "text":
      return text;
    case "item":
      return `- ${text}`;
    case "label":
      return `**${text}**`;
    case "quote":
      return text
        .split("\n")
        .map((one) => (one === "" ? ">" : `> ${one}`))
        .join("\n");
    case "signature":
    case "code": {
      const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
      const fence = "`".repeat(longest + 1);
      return `${fence}\n${text}\n${fence}`;
    }
  }
}
