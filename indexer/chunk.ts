import { createHash } from "node:crypto";
import type { Block, Document, Section } from "./parse/document.js";

/** Raised whenever the same documents would give other chunks: every release is then read again. */
export const CHUNKER_VERSION = 2;

/** A piece of a document with everything a reader needs to place it; no version, no vector. */
export interface Chunk {
  /** Hash of all other fields: the same text at the same place is the same chunk in every release. */
  readonly id: string;
  readonly anchor: string;
  readonly headingPath: readonly string[];
  readonly symbols: readonly string[];
  readonly text: string;
  /** What is embedded: a short header and the text. */
  readonly embedText: string;
}

export interface ChunkOptions {
  /** Display name of the corpus, first word of the header. */
  readonly corpusName: string;
  /** Tokens of header and text together; blocks that are longer by themselves are cut at sentences, lists at items. */
  readonly maxTokens: number;
  readonly countTokens: (text: string) => number;
  /** Texts of this release that change with every release and mean nothing, e.g. the version inside a URL. */
  readonly normalise: (text: string) => string;
}

/** Code longer than this many windows is cut all the same, between top-level statements. */
const CODE_WINDOWS = 6;

/**
 * Cuts a document into chunks: at headings and API symbols first, then at blocks within the model's window.
 * Code is kept whole; prose is cut between list items or sentences only when a block exceeds the window.
 */
export function chunkDocument(document: Document, source: string, options: ChunkOptions): Chunk[] {
  const seen = new Map<string, number>();
  const language = /\.[cm]?[jt]s$/.test(document.path) ? "ts" : "python";
  return document.sections.flatMap((section) => {
    const header = headerOf(section, options);
    const budget = Math.max(32, options.maxTokens - options.countTokens(header));
    return packBlocks(section.blocks, budget, options.countTokens).map((blocks) => {
      const text = options.normalise(blocks.map((block) => renderBlock(block, language)).join("\n\n"));
      const identity = JSON.stringify([
        ...[source, document.path, document.title, document.kind, section.anchor ?? ""],
        ...[section.headingPath, section.symbols, text],
      ]);
      const repetition = seen.get(identity) ?? 0;
      seen.set(identity, repetition + 1);
      return {
        id: shortHash(`${identity}#${repetition}`),
        anchor: section.anchor ?? "",
        headingPath: section.headingPath,
        symbols: section.symbols,
        text,
        embedText: `${header}\n${text}`,
      };
    });
  });
}

/** 96 bits of SHA-256, URL-safe: among ten million texts two collide with probability 10^-15. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest().subarray(0, 12).toString("base64url");

function headerOf(section: Section, { corpusName }: ChunkOptions): string {
  const own = section.symbols[0];
  const path = section.headingPath.join(" > ");
  return own !== undefined && !path.includes(own)
    ? `${corpusName} | ${path} | ${own}`
    : `${corpusName} | ${path}`;
}

/** A block as Markdown. `language` is that of signatures. */
export function renderBlock(block: Block, language = "python"): string {
  switch (block.type) {
    case "prose":
    case "table":
      return block.text;
    case "code":
      return fenced(block.text, block.language ?? "");
    case "signature":
      return fenced(block.text, block.language ?? language);
    case "admonition": {
      const label = block.name.charAt(0).toUpperCase() + block.name.slice(1);
      const words: Readonly<Record<string, string>> = {
        versionadded: "Added in version",
        versionchanged: "Changed in version",
        deprecated: "Deprecated since version",
      };
      const version = words[block.name];
      const isDated = version !== undefined && block.version !== undefined && block.version !== "";
      const lead = isDated ? `${version} ${block.version}` : (version?.split(" ")[0] ?? label);
      return block.text ? `> **${lead}:** ${block.text.replaceAll("\n", "\n> ")}` : `> **${lead}**`;
    }
  }
}

function fenced(text: string, language: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Greedy packing in page order; a chunk ends where the next block would not fit. */
function packBlocks(
  blocks: readonly Block[],
  budget: number,
  countTokens: (text: string) => number,
): (readonly Block[])[] {
  const chunks: Block[][] = [];
  let current: Block[] = [];
  let used = 0;
  const flush = () => {
    if (current.length > 0) chunks.push(current);
    current = [];
    used = 0;
  };
  for (const block of blocks.flatMap((whole) => fitBlock(whole, budget, countTokens))) {
    const tokens = countTokens(renderBlock(block));
    if (tokens === 0) continue;
    if (used > 0 && used + tokens > budget) {
      // Prose that leads up to code belongs with it: "for example:" alone answers nothing.
      const lead = block.type === "code" ? takeLead(current, budget - tokens, countTokens) : undefined;
      flush();
      if (lead) {
        current.push(lead);
        used = countTokens(renderBlock(lead));
      }
    }
    current.push(block);
    used += tokens;
  }
  flush();
  return chunks;
}

/** Removes and returns a short last paragraph that ends in a colon, if it fits. */
function takeLead(current: Block[], room: number, countTokens: (text: string) => number): Block | undefined {
  const last = current.at(-1);
  if (current.length < 2 || last?.type !== "prose" || !last.text.trimEnd().endsWith(":")) return undefined;
  if (countTokens(last.text) > Math.max(room, 0)) return undefined;
  return current.pop();
}

/** A block that exceeds the window, in pieces that do not; code only when it is enormous. */
function fitBlock(block: Block, budget: number, countTokens: (text: string) => number): readonly Block[] {
  const limit = block.type === "code" || block.type === "signature" ? budget * CODE_WINDOWS : budget;
  // A token stands for one character at least.
  if (block.text.length <= limit || countTokens(block.text) <= limit) return [block];
  return cutText(block.text, cutters[block.type], limit, countTokens).map((text) => ({ ...block, text }));
}

/** Where a text may be cut, from the best place to the worst. */
const cutters: Readonly<Record<Block["type"], readonly RegExp[]>> = {
  prose: [/\n(?=\n)/, /\n(?=(?:[-*+]|\d+[.)]) )/, /\n/, /(?<=[.!?:;])\s/, /\s/],
  admonition: [/\n(?=\n)/, /\n(?=(?:[-*+]|\d+[.)]) )/, /\n/, /(?<=[.!?:;])\s/, /\s/],
  table: [/\n/, /\s/],
  code: [/\n(?=\n\S)/, /\n(?=\S)/, /\n/],
  signature: [/\n/],
};

function cutText(
  text: string,
  places: readonly RegExp[],
  limit: number,
  countTokens: (text: string) => number,
): readonly string[] {
  const [place, ...worse] = places;
  if (place === undefined || countTokens(text) <= limit) return [text];
  const joint = place.source.includes("\\n") ? "\n" : " ";
  const pieces: string[] = [];
  let current = "";
  let used = 0;
  for (const part of text.split(place)) {
    const tokens = countTokens(part);
    if (used > 0 && used + tokens > limit) {
      pieces.push(current);
      current = "";
      used = 0;
    }
    current = used === 0 ? part : `${current}${joint}${part}`;
    used += tokens;
  }
  if (current.trim()) pieces.push(current);
  return pieces.flatMap((piece) =>
    countTokens(piece) > limit ? cutText(piece, worse, limit, countTokens) : [piece],
  );
}
