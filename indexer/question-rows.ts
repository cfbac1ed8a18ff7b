import type { WrittenQuestions } from "../corpora/written-questions.js";
import type { Lifetime, QuestionRow } from "../query/store/rows.js";
import { shortHash } from "./chunk.js";
import type { Harvest } from "./harvest.js";

type Row = Omit<QuestionRow, keyof Lifetime>;

/**
 * The written questions that a release's documents answer, by the names that these have in it: what a release does not
 * document has none. An API that has no questions under its own name has those of its other names.
 */
export function questionRows(
  source: string,
  corpusName: string,
  { documents, symbols }: Pick<Harvest, "documents" | "symbols">,
  written: WrittenQuestions,
): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  const add = (document: string, names: readonly string[], questions: readonly string[]): void => {
    if (questions.length === 0) return;
    const row = { source, document, symbols: names, text: questions.join("\n") };
    const id = shortHash(JSON.stringify(row));
    rows.set(id, { id, ...row });
  };
  for (const { id, chunks } of documents) {
    for (const { symbols: names, headingPath } of chunks) {
      if (names.length === 0) add(id, [], written.aboutSection(corpusName, headingPath));
      for (const name of names) add(id, [name], written.aboutApi(name));
    }
  }
  for (const { document, fact } of symbols) {
    if (written.aboutApi(fact.name).length > 0) continue;
    const others = fact.aliases.flatMap((alias) => written.aboutApi(alias));
    add(document.id, [fact.name], [...new Set(others)]);
  }
  return rows;
}
