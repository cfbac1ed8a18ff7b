/** Where a sentence stands in its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * The sentences of a text in order, by Unicode's rules (UAX #29); a full stop inside code or behind an abbreviation
 * ends none.
 */
export function sentencesOf(text: string): readonly Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const last = spans.at(-1);
    const before = last ? text.slice(last.start, last.end) : "";
    if (last && (insideCode(before) || ABBREVIATION.test(before))) last.end = index + segment.length;
    else spans.push({ start: index, end: index + segment.length });
  }
  return spans;
}

const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|cf|vs|resp|approx|no|fig|eq|et al)\.\s*$/i;

/** An odd number of backquotes: the sentence would end inside code. */
const insideCode = (text: string): boolean => (text.match(/`/g)?.length ?? 0) % 2 === 1;
