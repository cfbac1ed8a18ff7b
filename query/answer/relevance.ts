import type { Question } from "../question.js";
import { splitIdentifier } from "../store/terms.js";
import { type Block, blockText } from "./blocks.js";

/** How much each block of some hits says of what a question asks. */
export type Relevance = (block: Block) => number;

const K1 = 1.2;
const B = 0.5;

/**
 * BM25 with the blocks as its documents (Robertson, Walker 1994), terms cut to five letters so that inflections agree.
 * A name that is written out weighs three times a word. Blocks of earlier hits are worth a little more: their rank is
 * evidence too.
 *
 * @param about names that every block at hand is about, and which therefore tell none from another
 */
export function relevanceOf(
  question: Question,
  about: readonly string[],
  blocks: readonly Block[],
): Relevance {
  const known = new Set(about.flatMap((name) => splitIdentifier(name)).map(stem));
  const terms = new Set(question.words.map(stem).filter((term) => !known.has(term)));
  const names = question.identifiers
    .map((name) => name.toLowerCase())
    .filter((name) => !about.includes(name));
  const bags = new Map(blocks.map((block) => [block, bagOf(block)]));
  const size = (bag: Bag) => Math.max(1, bag.size);
  const average = [...bags.values()].reduce((sum, bag) => sum + size(bag), 0) / Math.max(1, bags.size);
  const rarity = new Map(
    [...terms].map((term) => {
      const having = [...bags.values()].filter(({ counts }) => counts.has(term)).length;
      return [term, Math.log(1 + (bags.size - having + 0.5) / (having + 0.5))];
    }),
  );
  return (block) => {
    const bag = bags.get(block);
    if (!bag) return 0;
    const damping = K1 * (1 - B + (B * size(bag)) / average);
    let score = 0;
    for (const [term, idf] of rarity) {
      const count = bag.counts.get(term) ?? 0;
      score += (idf * count * (K1 + 1)) / (count + damping);
    }
    for (const name of names) if (bag.text.includes(name)) score += 3;
    return score * (1 + 0.3 / block.hit.rank);
  };
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
  return { text, size: words.length, counts };
}

const stem = (word: string): string => word.slice(0, 5);
