import { type Block, blockText } from "./blocks.js";
import type { Citations } from "./citations.js";
import { type Quotation, quote } from "./quotation.js";
import type { Relevance } from "./relevance.js";
import { sentencesOf } from "./sentences.js";
import type { Material, Subject } from "./subjects.js";

/** One thing that an answer says, with what it rests on. */
export interface Statement {
  /** What it tells, in our words: `parameter n_init of sklearn.cluster.KMeans`. */
  readonly label: string;
  /** `fact`: read off signatures and releases, in our words; the others are quotations. */
  readonly role: "fact" | "signature" | "text" | "code";
  /** For a quotation the quoted text, exactly. */
  readonly text: string;
  readonly quotation: Quotation | null;
  /** Set where it tells that nothing was found, which proves nothing. */
  readonly isAbsence?: true;
  /** Numbers of sources; never empty. */
  readonly sources: readonly number[];
}

/** What statements are drafted from. */
export interface Drafting {
  readonly material: Material;
  readonly subjects: readonly Subject[];
  readonly citations: Citations;
  /** Of all hits, best hit first. */
  readonly blocks: readonly Block[];
  readonly relevance: Relevance["score"];
  readonly share: Relevance["share"];
}

/** Characters of one quotation; a longer block is cut where a sentence, a line or an item ends. */
const LONGEST = 900;
/** Those of an entry, which is asked for as a whole. */
const LONGEST_ENTRY = 1_600;

/** A block as a statement; undefined where nothing of it can be quoted. */
export function quoteBlock(
  { citations }: Drafting,
  block: Block,
  label: string,
  role: "signature" | "text" = "text",
): Statement | undefined {
  const [from, to] = block.type === "code" ? codeSpan(block) : textSpan(block);
  if (block.hit.text.slice(from, to).trim() === "") return undefined;
  const quotation = quote(block.hit, from, to);
  const source = citations.quotation(block.hit, quotation);
  const shown = block.type === "code" && role === "text" ? "code" : role;
  return { label, role: shown, text: quotation.text, quotation, sources: [source] };
}

/** The lines between the fences, as many as there is room for. */
function codeSpan({ hit, start, end }: Block): readonly [number, number] {
  const text = hit.text.slice(start, end);
  const first = text.indexOf("\n") + 1;
  const last = /\n\s*(?:`{3,}|~{3,})\s*$/.exec(text)?.index ?? text.length;
  return [start + first, start + cutAtLine(text.slice(0, last), first + LONGEST)];
}

function textSpan(block: Block): readonly [number, number] {
  const { start, end } = block;
  const text = blockText(block);
  const most = block.type === "entry" ? LONGEST_ENTRY : LONGEST;
  if (text.length <= most) return [start, end];
  if (text.includes("\n")) {
    const at = cutAtLine(text, most);
    if (at > 0 && at <= most) return [start, start + at];
  }
  const last = sentencesOf(text).findLast((sentence) => sentence.end <= most);
  return [start, start + (last?.end ?? text.length)];
}

/** The last line end before `most`; the first line's, if that is longer; the whole text without one. */
function cutAtLine(text: string, most: number): number {
  if (text.length <= most) return text.length;
  const at = text.lastIndexOf("\n", most);
  if (at > 0) return at;
  const first = text.indexOf("\n");
  return first < 0 ? text.length : first;
}

/** In our words; the numbers are those of what it was read off. */
export const fact = (label: string, text: string, sources: readonly number[]): Statement => ({
  ...{ label, role: "fact", text, quotation: null },
  sources: [...new Set(sources)].sort((a, b) => a - b),
});

/** What a hit is about, for a label: the API it documents, or where in its page it stands. */
export const placeOf = ({ hit }: Block): string => hit.symbols[0] ?? hit.headingPath.join(" › ");
