import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { randomOf, unitVector } from "../../../scripts/bench/random.js";

test("a seed determines the stream, and another seed another one", () => {
  const first = (...seed: readonly (string | number)[]) => {
    const random = randomOf(...seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  assert.deepEqual(first("lib", 1), first("lib", 1));
  assert.notDeepEqual(first("lib", 1), first("lib", 2));
  assert.notDeepEqual(first("lib", 12), first("lib1", 2));
});

test("numbers are spread evenly over [0, 1)", () => {
  const random = randomOf("even");
  const bins = Array.from({ length: 10 }, () => 0);
  for (let drawn = 0; drawn < 10_000; drawn += 1) {
    const bin = Math.floor(random.next() * 10);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  for (const bin of bins) assert.ok(bin > 850 && bin < 1_150, `${bins}`);
});

test("whole numbers stay within their bounds, picks within their list", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, min, span) => {
      const random = randomOf(seed);
      const value = random.whole(min, min + span);
      assert.ok(Number.isInteger(value) && value >= min && value <= min + span);
      assert.ok(["a", "b", "c"].includes(random.pick(["a", "b", "c"])));
    }),
  );
});

test("vectors have length 1 and no direction in common", () => {
  const a = unitVector(randomOf("a"), 256);
  const b = unitVector(randomOf("b"), 256);
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  assert.ok(Math.abs(dot(a, a) - 1) < 1e-5);
  assert.ok(Math.abs(dot(a, b)) < 0.3);
});
