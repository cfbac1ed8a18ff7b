import type { TrainingChunk } from "../export-text.js";
import { piecesOf, plain, sentencesOf } from "./markdown.js";
import type { Pair, Passage } from "./pair.js";

/** Headings of every page say nothing about this one. */
const EMPTY_HEADING =
  /^(?:notes?|examples?|usage|introduction|overview|setup|installation|parameters|returns|references|see also|summary|conclusion|next steps|prerequisites|methods|attributes|properties|args|arguments|raises|background|limitations|other|bug fixes|features|new features|changes|fixes|documentation|description|imports?|data|version [\d.]+|v?[\d.]+)$/i;

/**
 * Pairs that the form of a page gives: a heading and what stands under it, a sentence and the text around it
 * (inverse cloze, Lee et al., ACL 2019), prose and the code it leads up to.
 *
 * @param draw a number in [0, 1), which chooses the sentence
 */
export function pairsFromStructure(
  chunk: TrainingChunk,
  passage: Passage,
  draw: () => number,
): readonly Pair[] {
  const pairs: Pair[] = [];
  const offset = passage.text.length - chunk.text.length;
  if (chunk.symbols.length === 0) {
    const own = plain(chunk.headingPath.at(-1) ?? "");
    const above = plain(chunk.headingPath.at(-2) ?? "");
    const query = EMPTY_HEADING.test(own) ? (above === "" ? "" : `${above} ${own}`) : own;
    if (query.length >= 6) pairs.push({ kind: "heading", query, passage, cut: [0, passage.body] });
  }
  const pieces = piecesOf(chunk.text);
  const sentences = pieces.flatMap((piece) =>
    piece.type === "prose" ? sentencesOf(piece.text).map((text) => ({ text, from: piece.start })) : [],
  );
  if (sentences.length >= 3) {
    const chosen = sentences[Math.floor(draw() * sentences.length)];
    if (chosen && plain(chosen.text).length >= 25) {
      const start = offset + chunk.text.indexOf(chosen.text, chosen.from);
      pairs.push({
        kind: "cloze",
        query: plain(chosen.text),
        passage,
        cut: [start, start + chosen.text.length],
      });
    }
  }
  pieces.forEach((piece, index) => {
    const lead = pieces[index - 1];
    if (piece.type !== "code" || lead?.type !== "prose" || piece.text.length < 40) return;
    const query = sentencesOf(plain(lead.text)).at(-1) ?? "";
    if (query.length >= 20)
      pairs.push({ kind: "code", query, passage, cut: [offset + lead.start, offset + lead.end] });
  });
  return pairs.slice(0, 4);
}
