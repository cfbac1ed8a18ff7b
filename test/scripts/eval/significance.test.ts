import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { randomisationTest } from "../../../scripts/eval/significance.js";

describe("paired randomisation test", () => {
  test("five gains and no loss come about by chance in 2 of 32 cases", () => {
    const p = randomisationTest([1, 1, 1, 1, 1, 0, 0, 0]);
    assert.ok(Math.abs(p - 2 / 32) < 0.01, `p = ${p}`);
  });

  test("no difference is no evidence, and as many losses as gains are little", () => {
    assert.equal(randomisationTest([0, 0, 0]), 1);
    assert.equal(randomisationTest([1, -1, 0.5, -0.5]), 1);
  });

  test("the same differences give the same p, and the sign does not matter", () => {
    const gains = [0.3, 0.1, -0.2, 0.5, 0.4];
    assert.equal(randomisationTest(gains), randomisationTest(gains));
    assert.ok(Math.abs(randomisationTest(gains) - randomisationTest(gains.map((gain) => -gain))) < 0.02);
  });
});
