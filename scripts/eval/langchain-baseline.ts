import { BM25Retriever } from "@langchain/community/retrievers/bm25";
import { Document } from "@langchain/core/documents";
import type { AnswerableQuestion, Outcome } from "./ask.js";
import { outcomeOf } from "./ask.js";
import type { PageText } from "./evaluation-index.js";

const HITS = 10;

/** Characters that the retriever takes for a regular expression; it counts words by one. */
const asWords = (text: string): string => text.replace(/[^\p{L}\p{N}_]+/gu, " ").trim();

/**
 * LangChain's own BM25 retriever over the same pages, whole: what a developer has who takes the first retriever
 * of the toolbox. Words are split as it splits them, at white space; punctuation is taken off before.
 */
export async function askLangchain(
  pages: ReadonlyMap<string, readonly PageText[]>,
  questions: readonly AnswerableQuestion[],
): Promise<readonly Outcome[]> {
  const retrievers = new Map(
    [...pages].map(([corpus, texts]) => [
      corpus,
      BM25Retriever.fromDocuments(
        texts.map(
          ({ path, text }) => new Document({ pageContent: asWords(text).toLowerCase(), metadata: { path } }),
        ),
        { k: HITS },
      ),
    ]),
  );
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const found = (await retrievers.get(question.corpus)?.invoke(asWords(question.query))) ?? [];
    const returned = found.map(({ metadata }) => ({ path: String(metadata["path"]) }));
    outcomes.push(outcomeOf(question, returned));
  }
  return outcomes;
}
