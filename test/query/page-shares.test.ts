import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pageShares } from "../../query/page-shares.js";

test("pages alike share alike, one far ahead has nearly all, and of none there is nothing", () => {
  assert.deepEqual(pageShares([3, 3, 3, 3, 3, 3, 3, 3, 3, 3]), { first: 0.1, firstFive: 0.5 });
  assert.ok(pageShares([20, 0, 0]).first > 0.999);
  assert.deepEqual(pageShares([]), { first: 0, firstFive: 0 });
});

test("shares are parts of a whole, and a constant changes nothing", () => {
  const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.integer({ min: -1000, max: 1000 }), (some, constant) => {
      const { first, firstFive } = pageShares(some);
      assert.ok(0 < first && first <= firstFive && firstFive <= 1 + 1e-12);
      const moved = pageShares(some.map((score) => score + constant));
      assert.ok(Math.abs(moved.first - first) < 1e-6 && Math.abs(moved.firstFive - firstFive) < 1e-6);
    }),
  );
});
