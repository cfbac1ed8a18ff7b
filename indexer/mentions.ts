import type { Lifetime, MentionRow } from "../query/store/rows.js";
import { IDENTIFIER, isCompound, nameSuffixes } from "../query/store/terms.js";
import { shortHash } from "./chunk.js";
import type { HarvestedDocument } from "./harvest.js";

/** More APIs than this that a name may stand for, and it tells nothing (`fit`, `forward`). */
const MAX_BEARERS = 4;
/** Longer sentences are tables or data. */
const MAX_SENTENCE = 400;
/** Characters kept of what is said about one API. */
const MAX_TEXT = 4_000;

/**
 * What the rest of a release says about each of its APIs: the sentences that name it, and on how many documents
 * it is used. Anchor text, in web retrieval (Craswell, Hawking, Robertson, SIGIR 2001): those who point at a page
 * say in other words what it is for, and how often it is pointed at says how likely it is asked for.
 *
 * A document's words about its own APIs do not count. A name that several APIs bear counts as a share for each.
 */
export function mentionRows(
  source: string,
  documents: readonly HarvestedDocument[],
): ReadonlyMap<string, Omit<MentionRow, keyof Lifetime>> {
  const bearers = bearersOf(documents);
  const said = new Map<string, Said>();
  // In the order of paths, so that the order of reading does not show in what is kept.
  for (const document of [...documents].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const shares = new Map<string, number>();
    for (const { symbols, text } of document.chunks) {
      for (const { line, isCode } of linesOf(symbols.length > 0 ? withoutSignature(text) : text)) {
        for (const name of namesIn(line, isCode)) {
          const others = resolve(name, bearers).filter((entry) => entry.document !== document.id);
          for (const entry of others) {
            // `dim` in an entry is its parameter more often than the function of that name.
            const share = isCompound(name) ? 1 / others.length : 0;
            shares.set(entry.name, Math.max(shares.get(entry.name) ?? 0, share));
            keep(said, entry, isCode ? commentOf(line) : line);
          }
        }
      }
    }
    for (const [name, share] of shares) {
      const about = said.get(name);
      if (about) about.pages += share;
    }
  }
  const rows = [...said.values()].map(({ entry, pages, sentences }) => {
    const row = {
      source,
      document: entry.document,
      symbols: entry.symbols,
      pages: Math.round(pages * 100) / 100,
      text: [...sentences].join("\n").slice(0, MAX_TEXT),
    };
    return { id: shortHash(JSON.stringify(row)), ...row };
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a mention's vector depends on. */
export type MentionWords = Pick<MentionRow, "symbols" | "text">;

/** What is embedded of a mention: the same short header that an API's own chunks have, and what is said. */
export const mentionText = (corpusName: string, { symbols, text }: MentionWords): string =>
  `${corpusName} | ${symbols[0] ?? ""}\n${text}`;

/** An API by the first of its names, and the document that is about it. */
interface Entry {
  readonly name: string;
  readonly symbols: readonly string[];
  readonly document: string;
  readonly parts: number;
}

interface Said {
  readonly entry: Entry;
  pages: number;
  readonly sentences: Set<string>;
}

/** The APIs that bear a name or dotted ending, lower case. */
function bearersOf(documents: readonly HarvestedDocument[]): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry>();
  const bearers = new Map<string, Set<Entry>>();
  for (const { id, chunks } of documents) {
    for (const { symbols } of chunks) {
      const [first] = symbols;
      if (first === undefined) continue;
      const entry = entries.get(first) ?? {
        name: first,
        symbols,
        document: id,
        parts: first.split(".").length,
      };
      entries.set(first, entry);
      for (const suffix of symbols.flatMap(nameSuffixes)) {
        const known = bearers.get(suffix);
        if (known) known.add(entry);
        else bearers.set(suffix, new Set([entry]));
      }
    }
  }
  return new Map([...bearers].map(([suffix, those]) => [suffix, [...those]]));
}

/** The APIs that a written name stands for: by the longest ending that is one, of many the shortest names. */
function resolve(name: string, bearers: ReadonlyMap<string, readonly Entry[]>): readonly Entry[] {
  const suffixes = nameSuffixes(name);
  const found = suffixes.map((suffix) => bearers.get(suffix)).find((those) => those !== undefined) ?? [];
  if (found.length <= MAX_BEARERS) return found;
  const fewest = Math.min(...found.map(({ parts }) => parts));
  const shortest = found.filter(({ parts }) => parts === fewest);
  return shortest.length <= MAX_BEARERS ? shortest : [];
}

/** The types of a signature are named by the one who wrote it, not because somebody asks for them. */
const withoutSignature = (text: string): string => text.replace(/^```[^\n]*\n[\s\S]*?\n```/, "");

function* linesOf(text: string): Generator<{ readonly line: string; readonly isCode: boolean }> {
  let isCode = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) isCode = !isCode;
    else if (isCode) yield { line, isCode };
    else for (const sentence of line.split(/(?<=[.!?:])\s+/)) yield { line: sentence, isCode };
  }
}

/** Names written in a line: compound ones anywhere, plain words where they are marked as code. */
function namesIn(line: string, isCode: boolean): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 0: found, index } of line.matchAll(IDENTIFIER)) {
    const name = found.replace(/^_+|_+$/g, "");
    if (name.length < 2 || name.length > 120) continue;
    if (isCompound(name) || (!isCode && line[index - 1] === "`")) names.add(name);
  }
  return names;
}

/** What a line of code says in words. */
const commentOf = (line: string): string => /(?:#|\/\/)\s*(.*)$/.exec(line)?.[1] ?? "";

function keep(said: Map<string, Said>, entry: Entry, sentence: string): void {
  const about = said.get(entry.name) ?? { entry, pages: 0, sentences: new Set<string>() };
  said.set(entry.name, about);
  const trimmed = sentence.trim();
  if (trimmed.includes(" ") && trimmed.length <= MAX_SENTENCE) about.sentences.add(trimmed);
}
