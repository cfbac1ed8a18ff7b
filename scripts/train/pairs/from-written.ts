import type { WrittenRow } from "../../../corpora/written-questions.js";
import type { TrainingChunk } from "../export-text.js";
import type { ApiIndex } from "./api-index.js";
import type { Pair, Passage } from "./pair.js";

/**
 * Pairs of APIs, and of sections of guides, with the questions that were written for them; what the text does not
 * have is left out. Of a section in several chunks it is the longest.
 */
export function pairsFromWritten(
  written: Iterable<WrittenRow>,
  { named }: ApiIndex,
  documented: Iterable<{ readonly chunk: TrainingChunk; readonly passage: Passage }>,
): readonly Pair[] {
  const sections = new Map<string, Passage>();
  for (const { chunk, passage } of documented) {
    if (chunk.kind === "api") continue;
    const key = keyOf(chunk);
    if (passage.text.length > (sections.get(key)?.text.length ?? 0)) sections.set(key, passage);
  }
  const pairs: Pair[] = [];
  for (const row of written) {
    const about =
      "symbol" in row
        ? { kind: "written" as const, passage: named(row.symbol)?.passage }
        : { kind: "section" as const, passage: sections.get(keyOf(row)) };
    if (!about.passage) continue;
    for (const query of row.questions) pairs.push({ kind: about.kind, query, passage: about.passage });
  }
  return pairs;
}

const keyOf = ({
  corpus,
  headingPath,
}: {
  readonly corpus: string;
  readonly headingPath: readonly string[];
}): string => [corpus, ...headingPath].join("\n");
