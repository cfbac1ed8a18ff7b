import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bootstrap, mulberry32 } from "../../../scripts/eval/bootstrap.js";

describe("bootstrap", () => {
  test("values that are all equal leave no doubt", () => {
    assert.deepEqual(bootstrap([0.5, 0.5, 0.5]), { mean: 0.5, low: 0.5, high: 0.5 });
  });

  test("the interval of a share is about two standard errors wide on each side", () => {
    const values = Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 1 : 0));
    const { mean, low, high } = bootstrap(values);
    const error = Math.sqrt((0.25 * 0.75) / 400);
    assert.equal(mean, 0.25);
    assert.ok(Math.abs(mean - low - 1.96 * error) < 0.01, `low ${low}`);
    assert.ok(Math.abs(high - mean - 1.96 * error) < 0.01, `high ${high}`);
  });

  test("paired differences can settle what two intervals cannot", () => {
    const base = Array.from({ length: 100 }, (_, index) => (index % 10) / 10);
    const better = base.map((value) => value + 0.05);
    assert.ok(bootstrap(better).low < bootstrap(base).high);
    assert.ok(bootstrap(better.map((value, row) => value - (base[row] ?? 0))).low > 0);
  });

  test("the same seed gives the same interval, another one another", () => {
    const values = Array.from({ length: 50 }, (_, index) => ((index * 37) % 50) / 50);
    assert.deepEqual(bootstrap(values, 7), bootstrap(values, 7));
    assert.notDeepEqual(bootstrap(values, 7), bootstrap(values, 8));
  });

  test("no values, no interval", () => {
    assert.deepEqual(bootstrap([]), { mean: 0, low: 0, high: 0 });
  });
});

test("the generator stays in [0, 1) and is about even", () => {
  const random = mulberry32(42);
  const drawn = Array.from({ length: 10_000 }, random);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = drawn.filter((value) => Math.floor(value * 10) === tenth).length / drawn.length;
    assert.ok(Math.abs(share - 0.1) < 0.02, `tenth ${tenth}: ${share}`);
  }
});
