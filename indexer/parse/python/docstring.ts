import type { Block, Deprecation } from "../document.js";
import { cleanText } from "../text.js";
import { deprecatesItself, deprecation, parameterDeprecation } from "./deprecation.js";
import { asText, cleanDocstring, dedent, indentOf, inlineMarkup, readMarkup } from "./markup.js";
import { type Callable, parseSignature } from "./signature.js";

/** A docstring understood. */
export interface Docstring {
  readonly blocks: readonly Block[];
  /** First paragraph, on one line. */
  readonly summary: string;
  /** Signatures that the docstring itself begins with or announces. */
  readonly signatures: readonly Callable[];
  readonly attributes: readonly DocumentedName[];
  /** Parameters whose own description says that they are deprecated, by name. */
  readonly deprecatedParameters: ReadonlyMap<string, Deprecation>;
  readonly since?: string;
  readonly deprecated?: Deprecation;
}

export interface DocumentedName {
  readonly name: string;
  readonly type: string;
  readonly summary: string;
}

interface Part {
  /** Undefined for the text before the first heading and between sections. */
  readonly title: string | undefined;
  readonly style: "numpy" | "google" | "none";
  readonly lines: string[];
}

type Layout = "entries" | "results" | "errors" | "prose";

/** How the sections that tools agree on are laid out; any other heading keeps its text as prose. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  parameters: "entries",
  "other parameters": "entries",
  "keyword parameters": "entries",
  args: "entries",
  arg: "entries",
  arguments: "entries",
  "call arguments": "entries",
  "keyword args": "entries",
  "keyword arguments": "entries",
  kwargs: "entries",
  params: "entries",
  attributes: "entries",
  attribute: "entries",
  methods: "entries",
  inputs: "entries",
  outputs: "entries",
  returns: "results",
  return: "results",
  yields: "results",
  yield: "results",
  receives: "results",
  raises: "errors",
  raise: "errors",
  warns: "errors",
  deprecated: "prose",
  example: "prose",
  examples: "prose",
  note: "prose",
  notes: "prose",
  reference: "prose",
  references: "prose",
  "see also": "prose",
  shape: "prose",
  todo: "prose",
  tip: "prose",
  usage: "prose",
  variables: "prose",
  warning: "prose",
  warnings: "prose",
};

const FIELD =
  /^:(param|parameter|arg|argument|key|keyword|kwarg|type|returns?|rtype|raises?|except|exception|var|ivar|cvar|vartype|yields?|ytype)\b([^:]*):(?:\s+(.*))?$/;

/** Reads a docstring of the NumPy, Google or field-list style; `name` is the documented object's own. */
export function readDocstring(raw: string, name: string): Docstring {
  const text = cleanText(cleanDocstring(raw));
  const { signatures, rest } = takeSignatures(text, name);
  const parts = split(rest.split("\n"));
  const blocks: Block[] = [];
  const attributes: DocumentedName[] = [];
  const deprecatedParameters = new Map<string, Deprecation>();
  let since: string | undefined;
  let deprecated: Deprecation | undefined;
  let summary = "";
  for (const part of parts) {
    const layout = part.title === undefined ? "prose" : (LAYOUTS[part.title.toLowerCase()] ?? "prose");
    if (part.title === undefined) {
      const own = readPlain(part.lines);
      blocks.push(...own);
      for (const block of own) {
        if (summary === "" && block.type === "prose" && !/^\*\*|^\w+(?: \w+){0,3}:$/.test(block.text)) {
          summary = block.text.replace(/\s+/g, " ");
        }
        if (block.type === "signature")
          signatures.push(...[parseSignature(block.text)].filter((s) => s !== undefined));
        else if (deprecatesItself(block.text, [name])) deprecated ??= deprecation(block.text, undefined);
        if (block.type !== "admonition") continue;
        if (block.name === "versionadded") since ??= block.version;
        if (block.name === "deprecated") deprecated ??= deprecation(block.text, block.version);
      }
    } else if (part.title.toLowerCase() === "deprecated") {
      const message = asText(readMarkup(part.lines.join("\n")));
      deprecated ??= deprecation(message, undefined);
      blocks.push({ type: "admonition", name: "deprecated", text: message });
    } else if (part.style === "google" && /^(?:note|warning|tip|todo|important|caution)$/i.test(part.title)) {
      const message = asText(readMarkup(dedent(part.lines).join("\n")));
      if (deprecatesItself(message, [name])) deprecated ??= deprecation(message, undefined);
      blocks.push({ type: "admonition", name: part.title.toLowerCase(), text: message });
    } else {
      const entries = layout === "prose" ? undefined : readEntries(part, layout);
      if (/^attributes?$/i.test(part.title)) attributes.push(...(entries ?? []).flatMap(documentedNames));
      else if (layout === "entries") {
        for (const entry of entries ?? []) {
          const told = entry.text.includes("deprecated::") ? readMarkup(entry.text) : [];
          const deprecated = parameterDeprecation(entry.name, told);
          if (deprecated) deprecatedParameters.set(entry.name, deprecated);
        }
      }
      const body = entries === undefined ? readProse(part) : entries.flatMap(entryBlocks);
      blocks.push(...withHeading(part.title, body));
    }
  }
  return {
    blocks,
    summary,
    signatures,
    attributes,
    deprecatedParameters,
    ...(since === undefined || since === "" ? {} : { since }),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

/** `abs(input, *, out=None) -> Tensor` in the first lines is the signature, not the summary. */
function takeSignatures(text: string, name: string): { signatures: Callable[]; rest: string } {
  const signatures: Callable[] = [];
  let rest = text;
  for (let found = true; found; ) {
    found = false;
    const opening = /^\s*[\p{L}_][\p{L}\p{N}_.]*\(/u.exec(rest)?.[0];
    if (opening === undefined || opening.slice(0, -1).trim().split(".").at(-1) !== name) break;
    const lines = rest.trimStart().split("\n");
    for (let count = 1; count <= Math.min(8, lines.length) && lines[count - 1]?.trim() !== ""; count += 1) {
      const signature = parseSignature(
        lines
          .slice(0, count)
          .join(" ")
          .replace(/[;,.]$/, ""),
      );
      if (signature === undefined) continue;
      signatures.push(signature);
      rest = lines.slice(count).join("\n");
      found = true;
      break;
    }
  }
  return { signatures, rest };
}

function split(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  let part: Part = { title: undefined, style: "none", lines: [] };
  const open = (title: string | undefined, style: Part["style"]): void => {
    if (part.lines.some((line) => line.trim() !== "")) parts.push(part);
    part = { title, style, lines: [] };
  };
  let fence = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    const isTop = !fence && line.trim() !== "" && indentOf(line) === 0;
    if (isTop && /^(?:-{3,}|={3,})\s*$/.test(lines[index + 1] ?? "") && isHeading(line)) {
      open(line.trim().replace(/:$/, ""), "numpy");
      index += 1;
      continue;
    }
    const google = isTop ? googleHeading(lines, index) : undefined;
    if (google !== undefined) {
      open(google, "google");
      continue;
    }
    if (isTop && part.style === "google") open(undefined, "none");
    part.lines.push(line);
  }
  open(undefined, "none");
  return parts;
}

function isHeading(line: string): boolean {
  return line.length < 60 && !/[.>]$/.test(line) && !/^[=-]+$/.test(line.trim());
}

function googleHeading(lines: readonly string[], index: number): string | undefined {
  const title = /^(?:\*\*)?([A-Z][A-Za-z /_-]{0,40}?)(?:\s*\([^)]*\))?(?:\*\*)?:{1,2}(?:\*\*)?$/.exec(
    lines[index] ?? "",
  )?.[1];
  if (title === undefined) return undefined;
  let next = index + 1;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next += 1;
  const following = lines[next];
  if (following === undefined) return undefined;
  const isKnown = title.toLowerCase() in LAYOUTS;
  if (indentOf(following) > 0) return isKnown || next === index + 1 ? title : undefined;
  // `Example:` before a fence or doctest at the margin.
  return undefined;
}

/** Text between sections: prose, and field lists where there are any. */
function readPlain(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  const fields: { kind: string; subject: string; lines: string[] }[] = [];
  let plain: string[] = [];
  let beforeFields = 0;
  const flush = (): void => {
    blocks.push(...readMarkup(plain.join("\n")));
    plain = [];
  };
  let fence = false;
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    const field = fence ? null : FIELD.exec(line);
    // Arguments without a heading, for tools that add it: `labels (`Tensor`):` over an indented text.
    const [, implicit, type = ""] = /^([a-z_]\w*) \((.+)\):$/.exec(fence ? "" : line) ?? [];
    const current = fields.at(-1);
    if (implicit !== undefined && indentOf(lines[index + 1] ?? "") > 0) {
      flush();
      if (fields.length === 0) beforeFields = blocks.length;
      fields.push(
        { kind: "type", subject: implicit, lines: [type] },
        { kind: "param", subject: implicit, lines: [""] },
      );
    } else if (field !== null) {
      flush();
      if (fields.length === 0) beforeFields = blocks.length;
      fields.push({ kind: field[1] ?? "", subject: (field[2] ?? "").trim(), lines: [field[3] ?? ""] });
    } else if (current !== undefined && plain.length === 0 && (line.trim() === "" || indentOf(line) > 0)) {
      current.lines.push(line);
    } else plain.push(line);
  }
  const before = fields.length === 0 ? blocks.length : beforeFields;
  flush();
  return [...blocks.slice(0, before), ...readFields(fields), ...blocks.slice(before)];
}

function readFields(fields: readonly { kind: string; subject: string; lines: string[] }[]): Block[] {
  const types = new Map<string, string>();
  const body = (lines: readonly string[]): string =>
    [lines[0] ?? "", ...dedent(lines.slice(1))].join("\n").trim();
  for (const { kind, subject, lines } of fields) {
    if (kind === "type" || kind === "vartype") types.set(subject, body(lines).replace(/\s+/g, " "));
    if (kind === "rtype" || kind === "ytype") types.set("", body(lines).replace(/\s+/g, " "));
  }
  const groups: [string, Entry[]][] = [
    ["Parameters", []],
    ["Attributes", []],
    ["Returns", []],
    ["Raises", []],
  ];
  const [parameters, attributes, results, errors] = groups.map(([, entries]) => entries);
  for (const { kind, subject, lines } of fields) {
    if (/type$/.test(kind)) continue;
    const words = subject.split(/\s+/);
    const name = words.at(-1) ?? "";
    const text = body(lines);
    if (/^(?:return|yield)/.test(kind)) results?.push({ name: "", type: types.get("") ?? "", text });
    else if (/^(?:raise|except)/.test(kind)) errors?.push({ name: subject, type: "", text });
    else {
      const entry = { name, type: words.slice(0, -1).join(" ") || (types.get(name) ?? ""), text };
      (/var$/.test(kind) ? attributes : parameters)?.push(entry);
    }
  }
  if (results?.length === 0 && types.has("")) results.push({ name: "", type: types.get("") ?? "", text: "" });
  return groups.flatMap(([title, entries]) => withHeading(title, entries.flatMap(entryBlocks)));
}

function readProse(part: Part): Block[] {
  const lines = dedent(part.lines);
  if (part.title?.toLowerCase() === "see also") {
    // Items `name : text` or `name, name`, with further lines indented.
    const items = lines.filter((line) => line.trim() !== "" && indentOf(line) === 0);
    if (items.length > 0 && items.every((line) => /^[\w.~:`, ]+(?:\s*:\s.*)?$/.test(line))) {
      return readEntries({ ...part, style: "numpy", lines }, "entries").flatMap(({ name, type, text }) =>
        entryBlocks({ name, type: "", text: [type, text].filter((piece) => piece !== "").join(" ") }),
      );
    }
  }
  const title = part.title?.toLowerCase() ?? "";
  const first = lines.find((line) => line.trim() !== "") ?? "";
  if (/^(?:example|examples|usage)$/.test(title) && /^(?:import |from \w|[\w.]+ = |[\w.]+\(|@)/.test(first)) {
    return readExample(lines);
  }
  return readMarkup(lines.join("\n"));
}

/** An example without prompts: code up to a line that reads as a sentence. */
function readExample(lines: readonly string[]): Block[] {
  const isSentence = lines.some(
    (line, index) => lines[index - 1]?.trim() === "" && /^[A-Z][a-z]+ [a-z]+ .*[.:]$/.test(line),
  );
  if (isSentence) return readMarkup(lines.join("\n"));
  return [{ type: "code", text: lines.join("\n"), language: "python" }];
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const GOOGLE_ENTRY =
  /^(\*{0,2}`{0,2}\*{0,2}[\p{L}_][\p{L}\p{N}_.]*`{0,2}(?:(?:\s*,\s*|\s*\/\s*)\*{0,2}`{0,2}[\p{L}_][\p{L}\p{N}_.]*`{0,2})*)\s*(?:\(((?:[^()]|\([^()]*\))*)\))?\s*:(?:\s+(.*))?$/u;

function readEntries(part: Part, layout: Layout): Entry[] {
  const lines = dedent(part.lines);
  const entries: Entry[] = [];
  let head: string | undefined;
  let body: string[] = [];
  const close = (): void => {
    if (head !== undefined || body.some((line) => line.trim() !== "")) {
      entries.push(toEntry(head ?? "", dedent(body).join("\n"), part.style, layout));
    }
    head = undefined;
    body = [];
  };
  const bases = lines.filter((line) => line.trim() !== "" && indentOf(line) === 0);
  const isListing = bases.length > 1 && bases.every((line) => GOOGLE_ENTRY.test(line));
  if (layout === "results" && part.style === "google" && !isListing) {
    // One result, described freely: only its type, when there is one, stands apart.
    const [, type, first] = /^([`\w.[\], |~:]*?[\w\]`])\s*:(?:\s+(.*))?$/.exec(lines[0] ?? "") ?? [];
    const isType =
      type !== undefined &&
      type.length < 80 &&
      !/\s\w+\s\w+\s/.test(type.replace(/\bof\b|\bor\b|\band\b/g, ""));
    if (type !== undefined && /^[a-z]+(?:_[a-z0-9]+)+$/.test(type)) {
      return [{ name: type, type: "", text: [first ?? "", ...dedent(lines.slice(1))].join("\n").trim() }];
    }
    if (!isType) return [{ name: "", type: "", text: lines.join("\n") }];
    return [{ name: "", type, text: [first ?? "", ...dedent(lines.slice(1))].join("\n").trim() }];
  }
  for (const line of lines) {
    const isHead =
      line.trim() !== "" &&
      indentOf(line) === 0 &&
      !/^(?:\.\. |>>> |```)/.test(line) &&
      (part.style === "numpy" || GOOGLE_ENTRY.test(line));
    if (isHead) {
      close();
      head = line;
    } else {
      if (line.trim() !== "" && indentOf(line) === 0 && head !== undefined && /^[-*.>`]/.test(line)) close();
      body.push(line);
    }
  }
  close();
  return entries;
}

function toEntry(head: string, text: string, style: Part["style"], layout: Layout): Entry {
  if (head === "") return { name: "", type: "", text };
  if (style === "google") {
    const [, name = head, type = "", first = ""] = GOOGLE_ENTRY.exec(head) ?? [];
    return { name: bare(name), type, text: [first, text].filter((piece) => piece !== "").join("\n") };
  }
  const typed = /^(.+?)\s*:(?:\s+(.*))?$/.exec(head);
  const isName = typed !== null && /^[*`\w., ()/]+$/.test(typed[1] ?? "");
  if (isName) return { name: bare(typed[1] ?? ""), type: typed[2] ?? "", text };
  return layout === "results" ? { name: "", type: head, text } : { name: bare(head), type: "", text };
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function bare(name: string): string {
  return name.replace(/`/g, "").trim();
}

function documentedNames({ name, type, text }: Entry): DocumentedName[] {
  const [first] = readMarkup(text);
  const summary = first?.type === "prose" ? first.text.replace(/\s+/g, " ") : "";
  return name
    .split(/\s*[,/]\s*/)
    .filter((single) => /^[A-Za-z]\w*$/.test(single))
    .map((single) => ({ name: single, type: inlineMarkup(oneBlank(type)), summary }));
}

function entryBlocks({ name, type, text }: Entry): Block[] {
  const label = [name === "" ? "" : `**${name}**`, type === "" ? "" : `(${inlineMarkup(oneBlank(type))})`]
    .filter((piece) => piece !== "")
    .join(" ");
  const content = readMarkup(text);
  const blocks: Block[] = [];
  let item = label === "" ? "" : `- ${label}`;
  const subject = name === "" ? "" : `\`${name}\`: `;
  let started = false;
  const flush = (): void => {
    if (item !== "") blocks.push({ type: "prose", text: item });
    item = "";
  };
  for (const block of content) {
    if (block.type === "prose") {
      if (label === "") item += `${item === "" ? "" : "\n\n"}${block.text}`;
      else if (!started) item = `- ${label}: ${block.text.replace(/\n/g, "\n  ")}`;
      else if (item === "") item = `  ${block.text.replace(/\n(?=[^\n])/g, "\n  ")}`.trim();
      else item += `\n\n  ${block.text.replace(/\n(?=[^\n])/g, "\n  ")}`;
      started = true;
    } else {
      started = true;
      flush();
      if (block.type !== "admonition") blocks.push(block);
      else
        blocks.push({
          ...block,
          text: block.text === "" && name !== "" ? `\`${name}\`` : `${subject}${block.text}`,
        });
    }
  }
  flush();
  return blocks;
}

/** The heading stands with the first paragraph, so that it is never cut off from it. */
function withHeading(title: string, blocks: readonly Block[]): Block[] {
  const [first, ...rest] = blocks;
  if (first === undefined) return [];
  const heading = `**${title}**`;
  if (first.type === "prose") return [{ type: "prose", text: `${heading}\n\n${first.text}` }, ...rest];
  return [{ type: "prose", text: heading }, first, ...rest];
}
