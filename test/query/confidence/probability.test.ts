import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { levelOf, probabilityOf, type Weights } from "../../../query/confidence/probability.js";
import { SIGNALS, type Signals } from "../../../query/confidence/signals.js";
import { WEIGHTS } from "../../../query/confidence/weights.js";

const all = (value: number): Signals =>
  Object.fromEntries(SIGNALS.map((name) => [name, value])) as unknown as Signals;
const sure: Weights = { ...all(0), intercept: 20 };

describe("probabilityOf", () => {
  test("is the logistic function of the weighted sum", () => {
    const weights: Weights = { ...all(0), intercept: -1, named: 2, topNamed: 0.5 };
    const signals = { ...all(0), named: 1, topNamed: 0.5, anywhere: 1, official: 1 };
    assert.ok(Math.abs(probabilityOf(signals, weights) - 1 / (1 + Math.exp(-1.25))) < 1e-12);
  });

  test("no sum overrules a rule", () => {
    const official = { ...all(0), anywhere: 1, official: 1 };
    assert.equal(levelOf(probabilityOf(official, sure)), "HIGH");
    assert.equal(levelOf(probabilityOf({ ...official, unknown: 0.1 }, sure)), "LOW");
    assert.equal(levelOf(probabilityOf({ ...official, lacking: 1 }, sure)), "LOW");
    assert.equal(levelOf(probabilityOf({ ...official, shared: 1 }, sure)), "MEDIUM");
    assert.equal(levelOf(probabilityOf({ ...official, official: 0 }, sure)), "MEDIUM");
    assert.equal(levelOf(probabilityOf({ ...official, anywhere: 0 }, sure)), "LOW");
  });

  test("with the fitted weights it is a probability, whatever the signals", () => {
    const signals = fc.record(
      Object.fromEntries(SIGNALS.map((name) => [name, fc.double({ min: 0, max: 1, noNaN: true })])),
    );
    fc.assert(
      fc.property(signals, (drawn) => {
        const probability = probabilityOf(drawn as unknown as Signals, WEIGHTS);
        assert.ok(probability >= 0 && probability <= 1);
      }),
    );
  });
});

test("levels begin where they are said to", () => {
  assert.deepEqual([0.91, 0.9, 0.7, 0.69].map(levelOf), ["HIGH", "MEDIUM", "MEDIUM", "LOW"]);
});
