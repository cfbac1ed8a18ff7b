import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { mean, median, percentile } from "../../../scripts/bench/statistics.js";

const times = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 });

describe("percentile", () => {
  test("takes the nearest rank, whatever the order", () => {
    const values = [50, 15, 40, 20, 35];
    assert.deepEqual(
      [0.05, 0.3, 0.4, 0.5, 0.95, 1].map((share) => percentile(values, share)),
      [15, 20, 20, 35, 50, 50],
    );
    assert.deepEqual(values, [50, 15, 40, 20, 35]);
  });

  test("is one of the values, and enough of them do not exceed it", () => {
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        assert.ok(values.includes(found));
        assert.ok(values.filter((value) => value <= found).length >= share * values.length);
        assert.ok(values.filter((value) => value < found).length < share * values.length);
      }),
    );
  });

  test("of nothing is not a number", () => assert.ok(Number.isNaN(percentile([], 0.5))));
});

test("median and mean", () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(mean([9, 1, 2]), 4);
});
