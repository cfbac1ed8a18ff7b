import type { Hit } from "../result.js";

/** Words of the documentation, exactly as one stored chunk has them. */
export interface Quotation {
  readonly text: string;
  /** Content hash of the chunk. */
  readonly hash: string;
  /** Where the text stands in the chunk as it reads in the release, in UTF-16 code units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The only way to make a quotation: a slice of a hit's text, without white space at its ends, inside one chunk.
 *
 * @throws RangeError when the span is in no chunk of the hit, or only white space
 */
export function quote(hit: Hit, from: number, to: number): Quotation {
  const chunk = hit.chunks.find(({ start, end }) => start <= from && to <= end);
  if (!chunk) throw new RangeError(`${from} to ${to} is not inside one chunk of ${hit.hash}`);
  const raw = hit.text.slice(from, to);
  // A line's indentation belongs to it: only whole blank lines go.
  const start = from + (/^(?:[^\S\n]*\n)*/.exec(raw)?.[0].length ?? 0);
  const end = to - (/\s*$/.exec(raw)?.[0].length ?? 0);
  if (start >= end) throw new RangeError(`${from} to ${to} holds no word`);
  return {
    text: hit.text.slice(start, end),
    hash: chunk.hash,
    start: start - chunk.start,
    end: end - chunk.start,
  };
}

/** A quotation that is not what the chunk says. */
export interface FalseQuotation {
  readonly quotation: Quotation;
  /** What stands there; undefined where no such chunk is stored. */
  readonly found: string | undefined;
}

/**
 * Compares quotations with the stored texts, byte for byte.
 *
 * @param textOf a chunk as it reads in the release, by its hash
 * @returns those that are not there; none, if all is well
 */
export function checkQuotations(
  quotations: readonly Quotation[],
  textOf: (hash: string) => string | undefined,
): readonly FalseQuotation[] {
  return quotations.flatMap((quotation) => {
    const found = textOf(quotation.hash)?.slice(quotation.start, quotation.end);
    const same = found !== undefined && Buffer.from(found).equals(Buffer.from(quotation.text));
    return same ? [] : [{ quotation, found }];
  });
}
