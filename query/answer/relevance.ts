import type { Question } from "../question.js";
import { lastPartOf, leafOf, splitIdentifier } from "../store/terms.js";
import { type Block, blockText } from "./blocks.js";

/** How much each block of some hits says of what a question asks. */
export interface Relevance {
  readonly score: (block: Block) => number;
  /** Share of the question's terms that the block has, 0 to 1; 1 where the question has none beside its names. */
  readonly share: (block: Block) => number;
}

const K1 = 1.2;
const B = 0.5;
/** What a block is worth by its words alone; the rest is how likely its page answers, beside the best. */
const PASSAGE = 0.2;

/**
 * BM25 with the blocks as its documents (Robertson, Walker 1994), terms cut to five letters so that inflections agree.
 * A name that is written out weighs three times a word. What a block is about, the name of its API, is said by all of its
 * blocks: “Concatenates a sequence” under `torch.stack` speaks of stacking. Blocks of likelier pages are worth more.
 *
 * @param about names that every block at hand is about, and which therefore tell none from another
 */
export function relevanceOf(
  question: Question,
  about: readonly string[],
  blocks: readonly Block[],
): Relevance {
  const known = new Set(about.flatMap((name) => [leafOf(name), ...splitIdentifier(name)]).map(stem));
  const terms = new Set(question.words.map(stem).filter((term) => !known.has(term)));
  const leaves = new Set(about.map(leafOf));
  const names = question.identifiers
    .map((name) => name.toLowerCase())
    .filter((name) => !leaves.has(leafOf(name)));
  const bags = new Map(blocks.map((block) => [block, bagOf(block)]));
  const size = (bag: Bag) => Math.max(1, bag.size);
  const average = [...bags.values()].reduce((sum, bag) => sum + size(bag), 0) / Math.max(1, bags.size);
  const rarity = new Map(
    [...terms].map((term) => {
      const having = [...bags.values()].filter(({ counts }) => counts.has(term)).length;
      return [term, Math.log(1 + (bags.size - having + 0.5) / (having + 0.5))];
    }),
  );
  const score = (block: Block): number => {
    const bag = bags.get(block);
    if (!bag) return 0;
    const damping = K1 * (1 - B + (B * size(bag)) / average);
    let sum = 0;
    for (const [term, idf] of rarity) {
      const count = bag.counts.get(term) ?? 0;
      sum += (idf * count * (K1 + 1)) / (count + damping);
    }
    for (const name of names) if (bag.text.includes(name)) sum += 3;
    return sum * (PASSAGE + (1 - PASSAGE) * block.hit.score);
  };
  const share = (block: Block): number => {
    const counts = bags.get(block)?.counts;
    return terms.size === 0 ? 1 : [...terms].filter((term) => counts?.has(term)).length / terms.size;
  };
  return { score, share };
}

interface Bag {
  readonly text: string;
  readonly size: number;
  readonly counts: ReadonlyMap<string, number>;
}

function bagOf(block: Block): Bag {
  const text = blockText(block).toLowerCase();
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of words) counts.set(stem(word), (counts.get(stem(word)) ?? 0) + 1);
  for (const symbol of block.hit.symbols.slice(0, 1)) {
    for (const word of splitIdentifier(lastPartOf(symbol))) {
      counts.set(stem(word), Math.max(1, counts.get(stem(word)) ?? 0));
    }
  }
  return { text, size: words.length, counts };
}

const stem = (word: string): string => word.slice(0, 5);
