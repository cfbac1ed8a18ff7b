import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { editDistance, leastDistance, lettersOf } from "../../../query/history/edit-distance.js";

const words = fc.string({ maxLength: 8 });

describe("editDistance", () => {
  test("is a metric: zero only for equals, symmetric, and no detour is shorter", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        assert.equal(editDistance(a, b, 99) === 0, a === b);
        assert.equal(editDistance(a, b, 99), editDistance(b, a, 99));
        assert.ok(editDistance(a, c, 99) <= editDistance(a, b, 99) + editDistance(b, c, 99));
      }),
    );
  });

  test("stops where it is told to", () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 8 }), (a, b, most) => {
        assert.equal(editDistance(a, b, most), Math.min(editDistance(a, b, 99), most + 1));
      }),
    );
  });
});

test("the letters of two texts never say that they are farther from each other than they are", () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      assert.ok(leastDistance(lettersOf(a), lettersOf(b)) <= editDistance(a, b, 99));
    }),
  );
  assert.equal(leastDistance(lettersOf("pump"), lettersOf("valve")), 5);
});
