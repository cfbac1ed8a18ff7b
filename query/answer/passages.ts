import { isListed, isListLine } from "../store/listed.js";
import { type Block, blockText } from "./blocks.js";
import { type Drafting, placeOf, quoteBlock, type Statement } from "./statement.js";

/** What passages are wanted. */
export interface PassageWish {
  /** Passages at most, code not counted. */
  readonly most: number;
  /** Whether to add the code example that goes with the best of them. */
  readonly code: boolean;
  /** Blocks that are not to be quoted again. */
  readonly except?: ReadonlySet<Block>;
  /** What counts beside relevance; 0 adds nothing. */
  readonly bonus?: (block: Block) => number;
  /** Only these blocks. Default: of other pages than those of the APIs that are asked about, those that say much of it. */
  readonly only?: (block: Block) => boolean;
}

/** What it is worth to stand in the documentation of an API that is asked about. */
const OWN = 2;

/** Share of the question's terms. */
const MUCH = 0.6;

/** A passage that says less than this share of the best is left out. */
const WORTH = 0.6;

/** Odds of a page, beside those of the best, below which it is not quoted where no API is asked about. */
const UNLIKELY = 0.1;

/**
 * The passages that say most of what is asked, best first, each with what it leads up to. Where no API is asked about and
 * the likeliest page has nothing but a signature, that stands first.
 */
export function passages(
  drafting: Drafting,
  { most, code, except, bonus, only }: PassageWish,
): readonly Statement[] {
  // What is only listed has no page of its own.
  const own = new Set(drafting.subjects.flatMap(({ name, life }) => (isListed(life) ? [] : [name])));
  const grade = (block: Block): number => {
    const relevance = drafting.relevance(block);
    const isOwn = own.has(placeOf(block));
    if (relevance === 0 && !bonus) return 0;
    return relevance + (isOwn ? OWN : 0) + (bonus?.(block) ?? 0);
  };
  const isWanted =
    only ?? ((block) => own.size === 0 || own.has(placeOf(block)) || drafting.share(block) >= MUCH);
  const isLikely = ({ hit }: Block): boolean => own.size > 0 || hit.score >= UNLIKELY;
  const texts = drafting.blocks.filter(
    (block) =>
      block.type !== "code" &&
      tells(block) &&
      !except?.has(block) &&
      isLikely(block) &&
      isWanted(block) &&
      grade(block) > 0,
  );
  const ranked = [...texts].sort((a, b) => grade(b) - grade(a));
  const [best] = ranked;
  const signature = own.size === 0 ? bareSignature(drafting) : [];
  if (!best) return [...signature, ...(code ? codeOf(drafting, [], except) : [])];
  const chosen = ranked.filter((block) => grade(block) >= WORTH * grade(best)).slice(0, most);
  const quoted = new Set<Block>();
  const statements = chosen.flatMap((block) => {
    if (quoted.has(block)) return [];
    const whole = withWhatFollows(block, drafting.blocks, quoted);
    return quoteBlock(drafting, whole, placeOf(block)) ?? [];
  });
  if (!code || [...quoted].some(({ type }) => type === "code")) return [...signature, ...statements];
  return [...signature, ...statements, ...codeOf(drafting, chosen, except)];
}

/** The signature of the likeliest hit, where that is all it says. */
function bareSignature(drafting: Drafting): readonly Statement[] {
  const blocks = drafting.blocks.filter(({ hit }) => hit.rank === 1);
  const [only] = blocks;
  if (!only || !blocks.every(isSignature)) return [];
  return [quoteBlock(drafting, only, `signature of ${placeOf(only)}`, "signature") ?? []].flat();
}

/** Characters of a passage with the list or the table that it introduces. */
const LONGEST = 900;

/** A sentence that ends in a colon says nothing without what follows it, and an item little without its list. */
function withWhatFollows(block: Block, blocks: readonly Block[], quoted: Set<Block>): Block {
  quoted.add(block);
  if (block.type !== "item" && !(block.type === "paragraph" && /:\s*$/.test(blockText(block)))) return block;
  const at = blocks.indexOf(block);
  const goesOn = (next: Block): boolean =>
    next.type === "item" || (block.type === "paragraph" && isShown(next));
  let whole = block;
  const grow = (next: Block): boolean => {
    const wider = { ...whole, start: Math.min(whole.start, next.start), end: Math.max(whole.end, next.end) };
    const fits = next.hit === block.hit && inOneChunk(wider) && wider.end - wider.start <= LONGEST;
    if (!fits || !goesOn(next) || quoted.has(next)) return false;
    quoted.add(next);
    whole = wider;
    // Code and tables are whole by themselves.
    return next.type === "item";
  };
  for (const next of blocks.slice(at + 1)) if (!grow(next)) break;
  if (block.type === "item") for (const next of blocks.slice(0, at).reverse()) if (!grow(next)) break;
  return whole;
}

const isShown = ({ type }: Block): boolean => type === "code" || type === "table";

const inOneChunk = ({ hit, start, end }: Block): boolean =>
  hit.chunks.some((chunk) => chunk.start <= start && end <= chunk.end);

/** The example that goes with what is told: of an API that is asked about, else of a page that is quoted. */
function codeOf(
  drafting: Drafting,
  quoted: readonly Block[],
  except: ReadonlySet<Block> | undefined,
): readonly Statement[] {
  const examples = drafting.blocks.filter((block) => isExample(block) && !except?.has(block));
  for (const place of [...drafting.subjects.map(({ name }) => name), ...quoted.map(placeOf)]) {
    const own = examples.filter((block) => placeOf(block) === place);
    const [best] = own.sort((a, b) => drafting.relevance(b) - drafting.relevance(a));
    const statement = best && quoteBlock(drafting, best, `example, ${place}`);
    if (statement) return [statement];
  }
  return [];
}

/** Code that does something; what is drawn or calculated in fixed letters (a table, a formula) is none. */
const isExample = (block: Block): boolean => {
  const text = blockText(block);
  const acts = /\w\(|^\s*(?:import|from|pip|npm)\b/m.test(text) && !/^\s*[=-]{4,}/m.test(text);
  const isOneTerm = !/\n.*\n.*\n/.test(text) && !/[^=!<>]=[^=]|\bimport\b/.test(text);
  return block.type === "code" && acts && !isOneTerm && !isSignature(block);
};

/** The code that an API's documentation opens with. */
export const isSignature = (block: Block): boolean => {
  const { signature } = block.hit;
  if (block.type !== "code" || signature === null) return false;
  const squeeze = (text: string): string => text.replace(/\s+/g, "");
  const [first = ""] = signature.split("\n");
  return squeeze(blockText(block)).includes(squeeze(first));
};

/** Lists of links, references to elsewhere, literature and what was cut off in the middle answer nothing. */
const tells = (block: Block): boolean => {
  if (block.section === "see also" || block.section === "references") return false;
  const text = blockText(block);
  if (isListLine(text)) return false;
  if (/^> \*\*see ?also|^(?:Read more in|Refer to|See the)\b|^For\b[^.]*\b(?:see|refer)\b/i.test(text))
    return false;
  return text.length > 120 || block.type === "entry" || /[.!?:)`"'\]>|]\s*$/.test(text);
};
