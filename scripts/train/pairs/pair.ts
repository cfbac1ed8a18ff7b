/** What a pair was made from. Training weighs the kinds. */
export const PAIR_KINDS = [
  "summary",
  "name",
  "parameter",
  "error",
  "mention",
  "call",
  "comment",
  "kin",
  "heading",
  "cloze",
  "code",
  "written",
  "section",
] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** Something that a person may type, and a text that answers it. */
export interface Pair {
  readonly kind: PairKind;
  readonly query: string;
  readonly passage: Passage;
  /** Piece of the passage's text that the query repeats: training leaves it out. Character offsets. */
  readonly cut?: readonly [start: number, end: number];
}

/** A chunk as the positive side of pairs: exactly what the index embeds of it. */
export interface Passage {
  readonly corpus: string;
  /** Passages of one group answer the same questions, and are never negatives of each other. */
  readonly group: string;
  readonly text: string;
  /** Where header and signature end: what follows no longer gives the name away. Character offset. */
  readonly body: number;
}
