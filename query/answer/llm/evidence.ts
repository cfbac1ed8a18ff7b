import type { AnsweredQuery } from "../answer.js";
import { type AnswerSource, sourceOfHit } from "../citations.js";

/** One source with all that a model is given of it, and all that its sentences are checked against. */
export interface Evidence {
  readonly source: AnswerSource;
  readonly text: string;
}

/** Sources given to a model at most; each costs it some hundred tokens. */
const MOST = 8;
/** Characters of one source. */
const LONGEST = 2_400;

/**
 * What an answer cites, and the passages found that it does not, numbered on. Sentences that give orders to their
 * reader are left out: a model might obey them.
 */
export function evidenceOf({ answer, hits }: AnsweredQuery): readonly Evidence[] {
  const cited = answer.sources.map((source): Evidence => {
    const told = answer.statements.filter(({ sources }) => sources.includes(source.number));
    const chunk = hits.flatMap((hit) =>
      hit.chunks
        .filter(({ hash }) => hash === source.hash)
        .map(({ start, end }) => hit.text.slice(start, end)),
    );
    return { source, text: [...new Set([...told.map(({ text }) => text), ...chunk])].join("\n\n") };
  });
  const known = new Set(answer.sources.map(({ hash }) => hash));
  const others = hits.flatMap((hit) => {
    const [chunk] = hit.chunks;
    return hit.chunks.some(({ hash }) => known.has(hash)) || !chunk ? [] : [{ hit, chunk }];
  });
  const more = others.map(
    ({ hit, chunk }, at): Evidence => ({
      source: { ...sourceOfHit(hit, chunk.hash), number: cited.length + at + 1 },
      text: hit.text.slice(chunk.start, chunk.end),
    }),
  );
  return [...cited, ...more]
    .slice(0, MOST)
    .map(({ source, text }) => ({ source, text: withoutOrders(text).slice(0, LONGEST) }))
    .filter(({ text }) => text.trim() !== "");
}

/** Words by which a text speaks to a model instead of about its subject. */
const ORDER =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|above|previous|prior|everything)\b|\b(?:system prompt|you are now|you must (?:answer|say|reply|respond)|as an? (?:ai|language model)|(?:reply|respond|answer) (?:only )?with)\b/i;

const withoutOrders = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      line
        .split(/(?<=[.!?])\s+/)
        .filter((sentence) => !ORDER.test(sentence))
        .join(" "),
    )
    .join("\n");
