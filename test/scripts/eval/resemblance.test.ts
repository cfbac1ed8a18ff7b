import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gistOf, resemblance } from "../../../scripts/eval/resemblance.js";

const alike = (one: string, other: string) => resemblance(gistOf(one), gistOf(other));

test("a question said again resembles itself, whatever its form and library", () => {
  assert.equal(alike("How to drain water pools in PyTorch?", "draining a pool of water"), 1);
  assert.equal(alike("drain water pools", "inflate rubber tyres"), 0);
  assert.equal(alike("drain water pools", "drain water into rivers"), 0.5);
});

test("of any two texts: between nothing and all, and the same both ways", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const share = alike(one, other);
      assert.ok(share >= 0 && share <= 1);
      assert.equal(share, alike(other, one));
    }),
  );
});
