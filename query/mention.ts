import type { Question } from "./question.js";
import { splitIdentifier } from "./store/terms.js";

/** What a text is searched for, and what finding it counts. */
export interface Term {
  /** Lower case. */
  readonly text: string;
  readonly weight: number;
}

/**
 * A name says more about what is asked than a word does.
 *
 * @param except names that every text at hand is about, and which therefore tell none from another
 */
export function termsOf({ identifiers, words }: Question, except: readonly string[] = []): readonly Term[] {
  const known = new Set(except.flatMap((name) => [name.toLowerCase(), ...splitIdentifier(name)]));
  const texts = (list: readonly string[]) =>
    list.map((text) => text.toLowerCase()).filter((text) => !known.has(text));
  return [
    ...texts(identifiers).map((text) => ({ text, weight: 3 })),
    ...texts(words).map((text) => ({ text, weight: 1 })),
  ];
}

/**
 * How much of the terms some lines mention: the weights of those that occur, counted three times where one begins
 * an entry (`- **n_init** (int): ...`), for that entry is about it.
 *
 * @param lines lower case
 */
export function mentionOf(lines: readonly string[], terms: readonly Term[]): number {
  const entries = lines.map((line) => line.replace(/^[\s>*`-]+/, ""));
  return terms.reduce((sum, { text, weight }) => {
    if (entries.some((entry) => entry.startsWith(text) && !/^\w/.test(entry.slice(text.length)))) {
      return sum + 3 * weight;
    }
    return lines.some((line) => line.includes(text)) ? sum + weight : sum;
  }, 0);
}
