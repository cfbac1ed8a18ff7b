import type { FetchCounts, FetchOutcome, Refusal } from "./fetched.js";
import { RefusedError } from "./refused.js";

/** Counts what a run costs and came to, and ends it at its budget. */
export interface Tally {
  /**
   * Counts a request that is about to be sent.
   *
   * @throws RefusedError `budget` when none is left
   */
  request(): void;
  answer(status: number): void;
  bytes(count: number): void;
  retry(): void;
  redirect(): void;
  notModified(): void;
  outcome(outcome: FetchOutcome): void;
  counts(): FetchCounts;
}

/** The byte budget is looked at between requests: pages under way are read to their end. */
export function createTally(budget: { readonly requests: number; readonly bytes: number }): Tally {
  const byStatus: Record<string, number> = {};
  const refused: Partial<Record<Refusal, number>> = {};
  let requests = 0;
  let retries = 0;
  let redirects = 0;
  let bytes = 0;
  let notModified = 0;
  let failed = 0;
  return {
    request() {
      if (requests >= budget.requests) {
        throw new RefusedError("budget", `the budget of ${budget.requests} requests is used up`);
      }
      if (bytes >= budget.bytes) {
        throw new RefusedError("budget", `the budget of ${budget.bytes} bytes is used up`);
      }
      requests += 1;
    },
    answer(status) {
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    },
    bytes(count) {
      bytes += count;
    },
    retry() {
      retries += 1;
    },
    redirect() {
      redirects += 1;
    },
    notModified() {
      notModified += 1;
    },
    outcome(outcome) {
      if (outcome.type === "refused") refused[outcome.refusal] = (refused[outcome.refusal] ?? 0) + 1;
      else if (outcome.type === "failed") failed += 1;
    },
    counts: () => ({
      requests,
      byStatus: { ...byStatus },
      retries,
      redirects,
      bytes,
      notModified,
      refused: { ...refused },
      failed,
    }),
  };
}
