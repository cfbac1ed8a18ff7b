import type { Block, Document, Section, SymbolFact } from "../document.js";
import type { Comment } from "./comment.js";
import type { Api } from "./draft.js";

/** Interfaces and literal types up to this size are shown whole, with their members in one list. */
const SMALL = 12;
/** ... unless their members say more than this many characters. */
const SMALL_WORDS = 3000;
/** A list of members longer than this is given as one block per member. */
const LIST_LENGTH = 1500;

/** Makes the document of one top-level name. `aliases` are its other public names. */
export function renderApi(packageName: string, path: string, api: Api, aliases: readonly string[]): Document {
  const qualified = (name: string): string => `${packageName}.${name}`;
  const title = qualified(api.name);
  const sections: Section[] = [];
  const symbols: SymbolFact[] = [];

  function addSection(entry: Api, headingPath: readonly string[]): void {
    symbols.push(fact(entry, qualified));
    const whole = isSmall(entry);
    const plain = entry.members.filter((member) => !whole && !deservesSection(member));
    const inside = whole ? entry.members : plain;
    for (const member of inside) symbols.push(fact(member, qualified));
    sections.push({
      headingPath,
      anchor: undefined,
      blocks: [...declarationBlocks(entry, whole, plain), ...commentBlocks(entry), ...memberList(inside)],
      symbols: [entry, ...inside].map((it) => qualified(it.name)),
    });
    for (const member of entry.members) {
      if (!inside.includes(member)) addSection(member, [...headingPath, member.name]);
    }
  }

  addSection(api, [title]);
  const [first, ...rest] = symbols;
  const all = first ? [{ ...first, aliases: aliases.map(qualified) }, ...rest] : rest;
  return { path, title, kind: "api", sections, symbols: uniqueByName(all) };
}

function isSmall(api: Api): boolean {
  const { kind, text, members } = api;
  if (kind === "class" || text === undefined) return false;
  if (members.some((member) => member.members.length > 0)) return false;
  const words = members.flatMap((member) => member.comments.map(oneText)).join("").length;
  return words === 0 || (members.length <= SMALL && words <= SMALL_WORDS);
}

function deservesSection(member: Api): boolean {
  return member.kind !== "property" || member.comments.length > 0;
}

function declarationBlocks(api: Api, whole: boolean, plain: readonly Api[]): Block[] {
  const lines = [...api.signatures, ...plain.flatMap((member) => member.signatures)];
  const text = api.text;
  if (whole && text !== undefined) return [{ type: "signature", text }];
  if (api.kind === "type" && text !== undefined) return [{ type: "signature", text }];
  return lines.length === 0 ? [] : [{ type: "signature", text: [...new Set(lines)].join("\n") }];
}

/** Overloads repeat themselves: what an earlier one said of a parameter or result is not said again. */
function commentBlocks(api: Api): Block[] {
  const said = new Set<string>();
  return api.comments.flatMap((comment) =>
    oneCommentBlocks(api, comment).flatMap((block): Block[] => {
      if (block.type === "code") return [block];
      const lines = block.text.split(/\n(?=- )/).filter((line) => !said.has(line));
      for (const line of lines) said.add(line);
      return lines.length === 0 ? [] : [{ ...block, text: lines.join("\n") }];
    }),
  );
}

function oneCommentBlocks(api: Api, comment: Comment): Block[] {
  const blocks: Block[] = [];
  if (comment.deprecated) {
    const { since, message } = comment.deprecated;
    blocks.push({ type: "admonition", name: "deprecated", ...(since && { version: since }), text: message });
  }
  if (comment.insiders !== undefined)
    blocks.push({ type: "prose", text: `Marked \`@${comment.insiders}\`: not meant for users.` });
  blocks.push(...markdownBlocks(comment.summary), ...markdownBlocks(comment.remarks));
  if (comment.params.size > 0) blocks.push({ type: "prose", text: parameterList(api, comment) });
  if (comment.returns !== "") blocks.push({ type: "prose", text: `Returns: ${comment.returns}` });
  if (comment.default !== "") blocks.push({ type: "prose", text: `Default: ${inCode(comment.default)}` });
  for (const thrown of comment.throws) blocks.push({ type: "prose", text: `Throws: ${thrown}` });
  if (comment.since !== undefined) {
    const text = `Added in version ${comment.since}.`;
    blocks.push({ type: "admonition", name: "versionadded", version: comment.since, text });
  }
  for (const example of comment.examples) blocks.push(...exampleBlocks(example));
  return blocks;
}

function parameterList(api: Api, comment: Comment): string {
  const overloaded = api.signatures.filter((line) => line.includes("(")).length > 1;
  const lines = [...comment.params].map(([name, text]) => {
    const type = api.parameters.find((parameter) => parameter.name === name)?.annotation;
    const value = comment.defaults.get(name);
    const about = [
      type !== undefined && !overloaded && `\`${type}\``,
      value !== undefined && `default \`${value}\``,
    ].filter(Boolean);
    return `- \`${name}\`${about.length === 0 ? "" : ` (${about.join(", ")})`}: ${indented(text)}`;
  });
  return overloaded ? lines.join("\n") : ["Parameters:", ...lines].join("\n");
}

/** Documented members of a small object, each with its own words. */
function memberList(members: readonly Api[]): Block[] {
  const items = members.flatMap((member) => {
    const text = member.comments.map(oneText).join("\n\n").trim();
    return text === "" ? [] : [`- \`${lastPart(member.name)}\`: ${indented(text)}`];
  });
  if (items.join("\n").length <= LIST_LENGTH)
    return items.length === 0 ? [] : [{ type: "prose", text: items.join("\n") }];
  return items.map((text) => ({ type: "prose", text }));
}

function oneText(comment: Comment): string {
  const params = [...comment.params].map(([name, text]) => `\`${name}\`: ${text}`);
  return [
    comment.deprecated && `Deprecated: ${comment.deprecated.message}`,
    comment.summary,
    comment.remarks,
    ...params,
    comment.returns && `Returns: ${comment.returns}`,
    comment.default && `Default: ${inCode(comment.default)}`,
    ...comment.examples,
    comment.since && `Since ${comment.since}.`,
  ]
    .filter((text) => text !== undefined && text !== "")
    .join("\n\n");
}

function fact(api: Api, qualified: (name: string) => string): SymbolFact {
  const comment = api.comments.find(({ summary }) => summary !== "") ?? api.comments[0];
  const deprecated = api.comments.every((it) => it.deprecated) ? comment?.deprecated : undefined;
  const since = api.comments.find((it) => it.since)?.since;
  return {
    name: qualified(api.name),
    aliases: [],
    ...(api.bases.length > 0 && { bases: api.bases.map(qualified) }),
    kind: api.kind,
    signatures: api.signatures,
    parameters: api.parameters,
    ...(api.returns !== undefined && { returns: api.returns }),
    summary:
      comment?.summary
        .split(/\n\s*\n/)[0]
        ?.replace(/\s+/g, " ")
        .trim() ?? "",
    ...(deprecated && { deprecated }),
    ...(since !== undefined && { since }),
    anchor: undefined,
  };
}

function uniqueByName(facts: readonly SymbolFact[]): SymbolFact[] {
  const byName = new Map<string, SymbolFact>();
  for (const it of facts) if (!byName.has(it.name)) byName.set(it.name, it);
  return [...byName.values()];
}

/** Paragraphs and fenced code of a comment. */
export function markdownBlocks(markdown: string): Block[] {
  return markdown.split(/^(```[\s\S]*?^[ \t]*```[ \t]*$)/m).flatMap((part): Block[] => {
    const fence = /^```([\w+-]*)[^\n]*\n([\s\S]*?)\n?[ \t]*```[ \t]*$/.exec(part);
    if (fence) {
      const text = fence[2] ?? "";
      return text.trim() === "" ? [] : [{ type: "code", text, ...(fence[1] && { language: fence[1] }) }];
    }
    return part
      .split(/\n\s*\n/)
      .map((text) => text.trim())
      .filter((text) => text !== "")
      .map((text) => ({ type: "prose", text }));
  });
}

/** An example is code, unless it fences its code itself. */
function exampleBlocks(example: string): Block[] {
  if (example.trim() === "") return [];
  if (/^[ \t]*```/m.test(example)) return markdownBlocks(example.replace(/^[ \t]*```/gm, "```"));
  const caption = /^<caption>([\s\S]*?)<\/caption>\s*\n/.exec(example);
  const code: Block = { type: "code", text: example.slice(caption?.[0].length ?? 0), language: "typescript" };
  return caption?.[1] === undefined ? [code] : [{ type: "prose", text: caption[1] }, code];
}

function indented(text: string): string {
  return text.replace(/\n(?=.)/g, "\n  ");
}

function inCode(text: string): string {
  return text.includes("`") ? text : `\`${text}\``;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
