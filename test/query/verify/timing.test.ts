import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fitOf, isSameRelease, orderOf } from "../../../query/verify/timing.js";

describe("fitOf", () => {
  const cases = [
    ["2.3", "2.2.4", "2.3.1", "fits"],
    ["5", "4.57.6", "5.18.0", "fits"],
    ["3.0", "2.9.1", "3.0.2", "fits"],
    // Releases between are not indexed.
    ["2.3", "2.1.0", "2.3.1", "possible"],
    ["5.3", "4.57.6", "5.18.0", "possible"],
    // It came within the series.
    ["2.3", "2.3.0", "2.3.1", "possible"],
    ["2.1", "2.2.4", "2.3.1", "impossible"],
    ["2.4", "2.2.4", "2.3.1", "impossible"],
    ["2.10", "2.9.0", "2.10.0", "fits"],
  ] as const;
  for (const [claimed, before, after, fit] of cases) {
    test(`${claimed} between ${before} and ${after}: ${fit}`, () => {
      assert.equal(fitOf(claimed, before, after), fit);
    });
  }

  test("the oldest indexed release proves nothing but that it was not later", () => {
    assert.equal(fitOf("1.0", undefined, "2.0"), "possible");
    assert.equal(fitOf("2.1", undefined, "2.0.1"), "impossible");
  });
});

test("a release is the one claimed as far as the claim tells it", () => {
  assert.ok(isSameRelease("2", "2.3.1") && isSameRelease("2.0", "2"));
  assert.ok(!isSameRelease("2.3", "2.30"));
  assert.deepEqual([orderOf("1.9.1", "1.10"), orderOf("1.10.2", "1.10"), orderOf("2.0", "1.10")], [-1, 0, 1]);
});
