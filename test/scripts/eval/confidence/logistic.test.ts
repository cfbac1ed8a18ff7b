import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mulberry32 } from "../../../../scripts/eval/bootstrap.js";
import { type Example, fitLogistic } from "../../../../scripts/eval/confidence/logistic.js";

describe("fitLogistic", () => {
  test("finds the odds of a table of two by two, which are known exactly", () => {
    const rows = (signal: number, right: number, wrong: number): readonly Example[] => [
      ...Array.from({ length: right }, () => ({ signals: [signal], right: true })),
      ...Array.from({ length: wrong }, () => ({ signals: [signal], right: false })),
    ];
    const { intercept, weights } = fitLogistic([...rows(0, 20, 60), ...rows(1, 90, 10)], 1e-9);
    assert.ok(Math.abs(intercept - Math.log(20 / 60)) < 1e-6);
    assert.ok(Math.abs((weights[0] ?? 0) - (Math.log(9) - Math.log(1 / 3))) < 1e-6);
  });

  test("finds the weights that made the answers", () => {
    const random = mulberry32(3);
    const true_ = [1.5, -2, 0];
    const rows = Array.from({ length: 20_000 }, (): Example => {
      const signals = true_.map(() => random());
      const logit = signals.reduce((sum, value, at) => sum + value * (true_[at] ?? 0), 0.5);
      return { signals, right: random() < 1 / (1 + Math.exp(-logit)) };
    });
    const { intercept, weights } = fitLogistic(rows, 0.1);
    assert.ok(Math.abs(intercept - 0.5) < 0.2);
    assert.ok(weights.every((weight, at) => Math.abs(weight - (true_[at] ?? 0)) < 0.2));
  });

  test("the penalty keeps what tells right from wrong without a mistake finite, and a constant signal harmless", () => {
    const rows = [0, 0, 1, 1].map((signal) => ({ signals: [signal, 1], right: signal === 1 }));
    const { weights } = fitLogistic(rows, 0.2);
    assert.ok(weights.every(Number.isFinite));
    assert.ok((weights[0] ?? 0) > 0);
  });
});
