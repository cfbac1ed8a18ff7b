import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { METRICS, mean, scoresOf } from "../../../scripts/eval/metrics.js";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe("scoresOf", () => {
  test("the only relevant page in first place is perfect", () => {
    assert.deepEqual(scoresOf([1], 1), {
      "hit@1": 1,
      "hit@5": 1,
      "hit@10": 1,
      "mrr@10": 1,
      "ndcg@10": 1,
      "recall@5": 1,
    });
  });

  test("two of three relevant pages, at ranks 2 and 6", () => {
    const scores = scoresOf([2, 6], 3);
    near(scores["hit@1"], 0);
    near(scores["hit@5"], 1);
    near(scores["mrr@10"], 0.5);
    near(scores["recall@5"], 1 / 3);
    // (1/log2(3) + 1/log2(7)) / (1/log2(2) + 1/log2(3) + 1/log2(4))
    near(scores["ndcg@10"], (0.6309297535714575 + 0.3562071871080222) / (1 + 0.6309297535714575 + 0.5));
  });

  test("a page past the tenth place counts for nothing", () => {
    assert.deepEqual([...METRICS.map((metric) => scoresOf([11], 1)[metric])], [0, 0, 0, 0, 0, 0]);
  });

  test("the ideal list holds at most ten pages", () => {
    near(scoresOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 20)["ndcg@10"], 1);
  });

  test("every score lies between 0 and 1, and a page that moves up never lowers one", () => {
    const ranks = fc.uniqueArray(fc.integer({ min: 2, max: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(ranks, fc.integer({ min: 0, max: 5 }), (unsorted, more) => {
        const list = unsorted.toSorted((a, b) => a - b);
        const relevant = Math.max(1, list.length + more);
        const before = scoresOf(list, relevant);
        const after = scoresOf(list.length > 0 ? [(list[0] ?? 2) - 1, ...list.slice(1)] : [], relevant);
        for (const metric of METRICS) {
          assert.ok(before[metric] >= 0 && before[metric] <= 1 + 1e-12);
          assert.ok(after[metric] >= before[metric]);
        }
      }),
    );
  });
});

test("the mean of nothing is 0", () => {
  assert.equal(mean([]), 0);
  assert.equal(mean([1, 2, 6]), 3);
});
