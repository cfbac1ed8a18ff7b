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
}

/** A passage that says less than this share of the best is left out. */
const WORTH = 0.6;

/** The passages that say most of what is asked, best first, each with what it leads up to. */
export function passages(
  drafting: Drafting,
  { most, code, except, bonus }: PassageWish,
): readonly Statement[] {
  const grade = (block: Block): number => drafting.relevance(block) + (bonus?.(block) ?? 0);
  const texts = drafting.blocks.filter(
    (block) => block.type !== "code" && tells(block) && !except?.has(block) && grade(block) > 0,
  );
  const ranked = [...texts].sort((a, b) => grade(b) - grade(a));
  const [best] = ranked;
  if (!best) return code ? codeOf(drafting, undefined, except) : [];
  const chosen = ranked.filter((block) => grade(block) >= WORTH * grade(best)).slice(0, most);
  const quoted = new Set<Block>();
  const statements = chosen.flatMap((block) => {
    if (quoted.has(block)) return [];
    const whole = withWhatFollows(block, drafting.blocks, quoted);
    return quoteBlock(drafting, whole, placeOf(block)) ?? [];
  });
  if (!code || [...quoted].some(({ type }) => type === "code")) return statements;
  return [...statements, ...codeOf(drafting, best, except)];
}

/** Characters of a passage with the list or the table that it introduces. */
const LONGEST = 900;

/** A sentence that ends in a colon says nothing without what follows it. */
function withWhatFollows(block: Block, blocks: readonly Block[], quoted: Set<Block>): Block {
  quoted.add(block);
  let whole = block;
  const continues = block.type === "paragraph" && /:\s*$/.test(blockText(block));
  if (!continues) return whole;
  for (const next of blocks.slice(blocks.indexOf(block) + 1)) {
    const together = next.hit === block.hit && inOneChunk(block, next) && next.end - block.start <= LONGEST;
    if (!together || next.type === "paragraph" || next.type === "entry") break;
    quoted.add(next);
    whole = { ...whole, end: next.end };
    if (next.type !== "item") break;
  }
  return whole;
}

const inOneChunk = (a: Block, b: Block): boolean =>
  a.hit.chunks.some(({ start, end }) => start <= a.start && b.end <= end);

/** The example nearest to a passage: behind it in its own hit, else the most relevant one of any. */
function codeOf(
  drafting: Drafting,
  near: Block | undefined,
  except: ReadonlySet<Block> | undefined,
): readonly Statement[] {
  const examples = drafting.blocks.filter(
    (block) => block.type === "code" && !isSignature(block) && !except?.has(block),
  );
  const behind = examples.find(({ hit, start }) => near && hit === near.hit && start > near.start);
  const best = [...examples].sort((a, b) => drafting.relevance(b) - drafting.relevance(a))[0];
  const example = behind ?? (best && drafting.relevance(best) > 0 ? best : undefined);
  const statement = example && quoteBlock(drafting, example, `example, ${placeOf(example)}`);
  return statement ? [statement] : [];
}

/** The code that an API's documentation opens with. */
export const isSignature = (block: Block): boolean => {
  const { signature } = block.hit;
  if (block.type !== "code" || signature === null) return false;
  const squeeze = (text: string): string => text.replace(/\s+/g, "");
  const [first = ""] = signature.split("\n");
  return squeeze(blockText(block)).includes(squeeze(first));
};

/** Lists of links and of literature answer nothing. */
const tells = ({ section, hit, start, end }: Block): boolean =>
  section !== "see also" &&
  section !== "references" &&
  !/^> \*\*see ?also/i.test(hit.text.slice(start, end)) &&
  !/^Read more in the\b/.test(hit.text.slice(start, end));
