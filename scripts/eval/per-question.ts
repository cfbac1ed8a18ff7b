import type { Outcome } from "./ask.js";

/** One JSON line a question: what was asked, where the first right page stands, and what was returned. */
export function perQuestion(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ question, first, returned, named, scores }) =>
    JSON.stringify({
      id: question.id,
      library: question.corpus,
      tier: question.tier,
      query: question.query,
      relevant: question.relevant,
      pages: [...new Set(question.pages.values())],
      first: first ?? null,
      "ndcg@10": scores["ndcg@10"],
      named,
      hits: returned.map(({ path, url, symbols }) => ({ path, url, symbols: symbols?.slice(0, 5) })),
    }),
  );
  return `${lines.join("\n")}\n`;
}
