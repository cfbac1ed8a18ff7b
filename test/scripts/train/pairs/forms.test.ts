import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { randomOf } from "../../../../scripts/bench/random.js";
import { asAsked, verbPhrase } from "../../../../scripts/train/pairs/forms.js";
import { PAIR_KINDS } from "../../../../scripts/train/pairs/pair.js";

describe("verbPhrase", () => {
  const cases = [
    ["Computes the sum of all elements", "compute the sum of all elements"],
    ["Applies a filter to water", "apply a filter to water"],
    ["Pushes water through pipes", "push water through pipes"],
    ["Return the number of drops", "return the number of drops"],
    ["Always the same water", undefined],
    ["Returns", undefined],
  ] as const;
  for (const [said, wanted] of cases) {
    test(said, () => assert.equal(verbPhrase(said), wanted));
  }
});

describe("asAsked", () => {
  test("the same seed asks the same", () => {
    const ask = () => asAsked("Computes the sum of all drops.", "summary", "Waterlib", randomOf("a"));
    assert.equal(ask(), ask());
  });

  test("one sentence is asked in many forms, some of them questions", () => {
    const random = randomOf("forms");
    const asked = Array.from({ length: 200 }, () =>
      asAsked("Computes the sum of all drops.", "summary", "Waterlib", random),
    );
    assert.ok(new Set(asked).size > 100, `${new Set(asked).size} forms`);
    assert.ok(asked.some((query) => /^how (to|do|can)/i.test(query)));
    assert.ok(asked.some((query) => /waterlib/i.test(query)));
  });

  test("any text of any kind gives a text that is not much longer", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...PAIR_KINDS), fc.nat(), (text, kind, seed) => {
        const asked = asAsked(text, kind, "Waterlib", randomOf(seed));
        assert.ok(asked.length <= 3 * text.length + 80, `${asked.length}`);
      }),
    );
  });
});
