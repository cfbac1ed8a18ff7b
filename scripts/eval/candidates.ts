import { FEATURES } from "../../query/candidate-pages.js";
import type { KnowledgeBase, QueryOptions } from "../../query/knowledge-base.js";
import type { AnswerableQuestion } from "./ask.js";
import type { EvaluationIndex } from "./evaluation-index.js";
import type { ExampleList } from "./listwise.js";

/** A question with every page that was weighed for it. */
export interface WeighedQuestion {
  readonly question: AnswerableQuestion;
  /** In the order of `FEATURES`. */
  readonly list: ExampleList;
  /** Relevant pages that there are, found or not. */
  readonly relevant: number;
}

/** Asks every question and keeps what was known of each candidate page. */
export async function weighAll(
  kb: KnowledgeBase,
  index: EvaluationIndex,
  questions: readonly AnswerableQuestion[],
  how: Pick<QueryOptions, "ranking" | "kinds"> = {},
): Promise<readonly WeighedQuestion[]> {
  const weighed: WeighedQuestion[] = [];
  for (const question of questions) {
    const wanted = new Set(question.pages.values());
    const pageOf = index.pageOfDocument.get(question.corpus);
    let list: ExampleList = [];
    await kb.query({
      question: question.query,
      library: question.corpus,
      version: kb.versions(question.corpus)[0]?.version,
      limit: 1,
      ...how,
      onCandidates: (pages) => {
        list = pages.map(({ document, features }) => ({
          features: FEATURES.map((feature) => features[feature]),
          relevant: wanted.has(pageOf?.get(document) ?? ""),
        }));
      },
    });
    weighed.push({ question, list, relevant: wanted.size });
  }
  return weighed;
}
