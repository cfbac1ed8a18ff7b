import type { Hit } from "../result.js";

/** What a section of an API's documentation is about, whatever its author calls it. */
export const SECTIONS = [
  "description",
  "parameters",
  "returns",
  "raises",
  "attributes",
  "examples",
  "notes",
  "see also",
  "references",
  "other",
] as const;
export type Section = (typeof SECTIONS)[number];

/** A piece of a hit that says one thing and can be quoted by itself. */
export interface Block {
  readonly hit: Hit;
  /** `entry`: one parameter, return value or attribute with all that is said of it. */
  readonly type: "paragraph" | "entry" | "item" | "code" | "table" | "admonition";
  readonly section: Section;
  /** Names that an entry is about, or an admonition such as “Deprecated since version 1.8: `penalty`: …”. */
  readonly names: readonly string[];
  /** In the hit's text. */
  readonly start: number;
  readonly end: number;
}

export const blockText = ({ hit, start, end }: Block): string => hit.text.slice(start, end);

/** The blocks of a hit in page order; none crosses the end of a chunk. */
export function blocksOf(hit: Hit): readonly Block[] {
  const blocks: Block[] = [];
  let section: Section = "description";
  for (const chunk of hit.chunks) {
    const lines = linesOf(hit.text, chunk.start, chunk.end);
    let at = 0;
    while (at < lines.length) {
      const line = lines[at];
      if (!line) break;
      const label = LABEL.exec(line.text)?.[1];
      if (label !== undefined) section = sectionOf(label);
      if (label !== undefined || line.text.trim() === "") {
        at += 1;
        continue;
      }
      const type = typeOf(line.text);
      const after = endOf(lines, at, type);
      const last = lines[after - 1] ?? line;
      const block = { hit, type, section, start: line.start, end: last.end };
      const names = namesOf(hit.text.slice(block.start, block.end), type);
      blocks.push({ ...block, names });
      at = after;
    }
  }
  return blocks;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string, from: number, to: number): readonly Line[] {
  let start = from;
  return text
    .slice(from, to)
    .split("\n")
    .map((line) => {
      const read = { text: line, start, end: start + line.length };
      start = read.end + 1;
      return read;
    });
}

const LABEL = /^(?:\*\*([^*]{1,60})\*\*:?:?|#{1,6}\s+(.+))\s*$/;
const FENCE = /^\s*(`{3,}|~{3,})/;
const ENTRY = /^[-*] \*\*([^*]+)\*\*(?=[\s:(,]|$)/;
const ITEM = /^(?:[-*+]|\d+[.)])\s/;

function typeOf(line: string): Block["type"] {
  if (FENCE.test(line)) return "code";
  if (line.startsWith(">")) return "admonition";
  if (line.startsWith("|")) return "table";
  if (ENTRY.test(line)) return "entry";
  return ITEM.test(line) ? "item" : "paragraph";
}

/** The index of the first line behind the block that begins at `from`. */
function endOf(lines: readonly Line[], from: number, type: Block["type"]): number {
  const text = (at: number) => lines[at]?.text ?? "";
  let at = from + 1;
  switch (type) {
    case "code": {
      const fence = FENCE.exec(text(from))?.[1] ?? "```";
      while (at < lines.length && !text(at).trimStart().startsWith(fence)) at += 1;
      return Math.min(at + 1, lines.length);
    }
    case "admonition":
    case "table":
      while (at < lines.length && typeOf(text(at)) === type) at += 1;
      return at;
    case "entry":
    case "item": {
      // What is indented below it is part of it, blank lines between included.
      let end = at;
      while (at < lines.length && (text(at).trim() === "" || /^\s+\S/.test(text(at)))) {
        at += 1;
        if (text(at - 1).trim() !== "") end = at;
      }
      return end;
    }
    case "paragraph":
      while (
        at < lines.length &&
        text(at).trim() !== "" &&
        typeOf(text(at)) === "paragraph" &&
        !LABEL.test(text(at))
      )
        at += 1;
      return at;
  }
}

function namesOf(text: string, type: Block["type"]): readonly string[] {
  const named =
    type === "entry"
      ? ENTRY.exec(text)?.[1]
      : type === "admonition"
        ? /^> \*\*[^*]+:\*\* `([\w.*, ]+)`:?/.exec(text)?.[1]
        : undefined;
  if (named === undefined) return [];
  return named
    .split(/\s*(?:,|\/| and | or )\s*/)
    .map((name) => name.replace(/^[`*]+|[`*]+$/g, ""))
    .filter((name) => name !== "");
}

const SECTION_NAMES: readonly (readonly [RegExp, Section])[] = [
  [
    /^(?:other |keyword |call |additional |optional )?(?:args?|arguments?|param(?:eter)?s?|kwargs)$/,
    "parameters",
  ],
  [/^(?:returns?|yields?|output|outputs)$/, "returns"],
  [/^(?:raises?|throws?|exceptions?|warns)$/, "raises"],
  [/^(?:attributes?|properties|members)$/, "attributes"],
  [/^(?:examples?|example usage|usage|sample usage)$/, "examples"],
  [/^(?:notes?|warnings?|tips?|remarks?)$/, "notes"],
  [/^(?:see ?also|related)$/, "see also"],
  [/^(?:references?|bibliography|citations?)$/, "references"],
];

const sectionOf = (label: string): Section => {
  const name = label.toLowerCase().replace(/[:\s]+$/, "");
  return SECTION_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
};
