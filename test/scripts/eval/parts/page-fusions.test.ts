import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { FEATURES, type Feature } from "../../../../query/candidate-pages.js";
import type { WeighedQuestion } from "../../../../scripts/eval/candidates.js";
import { normalisedSum, reciprocalRanks, scoredBy } from "../../../../scripts/eval/parts/page-fusions.js";

const page = (known: Partial<Record<Feature, number>>, relevant = false) => ({
  features: FEATURES.map((feature) => known[feature] ?? 0),
  relevant,
});

describe("fusions of pages", () => {
  test("reciprocal ranks count places alone, and give nothing for a channel that did not find the page", () => {
    const list = [page({ page: 90, dense: 0.2 }), page({ page: 10, dense: 0.8 }), page({ dense: 0.1 })];
    assert.deepEqual(reciprocalRanks(10)(list), [1 / 11 + 1 / 12, 1 / 12 + 1 / 11, 0]);
  });

  test("a sum stretches each channel from its least to its best", () => {
    const list = [
      page({ page: 90, dense: 0.2 }),
      page({ page: 45, dense: 0.6 }),
      page({ page: 0, dense: 0.4 }),
    ];
    const sums = normalisedSum(list).map((sum) => Math.round(sum * 1e6) / 1e6);
    assert.deepEqual(sums, [1, 1.5, 0.5]);
  });

  test("any list: one finite score a page, and more of everything is never worse", () => {
    const known = fc.record({
      page: fc.nat(100),
      dense: fc.nat(100),
      mentions: fc.nat(100),
      name: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 12 }), (pages) => {
        const best = page({ page: 200, dense: 200, mentions: 200, name: 2 });
        for (const fusion of [reciprocalRanks(60), normalisedSum]) {
          const scores = fusion([...pages.map((each) => page(each)), best]);
          assert.ok(scores.every(Number.isFinite));
          assert.equal(Math.max(...scores), scores.at(-1));
        }
      }),
    );
  });

  test("questions are scored in the order of the fusion", () => {
    const question = { list: [page({ dense: 0.1 }, true), page({ dense: 0.9 })], relevant: 1 };
    const [scores] = scoredBy([question as unknown as WeighedQuestion], normalisedSum);
    assert.deepEqual([scores?.["hit@1"], scores?.["hit@5"], scores?.["mrr@10"]], [0, 1, 0.5]);
  });
});
