import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  calibrationError,
  rankingQuality,
  reliability,
  type Stated,
} from "../../../../scripts/eval/confidence/calibration.js";
import { reliabilityDiagram } from "../../../../scripts/eval/confidence/reliability-diagram.js";
import { isFitted } from "../../../../scripts/eval/confidence/split.js";

const stated = (probability: number, right: number, wrong: number): readonly Stated[] => [
  ...Array.from({ length: right }, () => ({ probability, right: true })),
  ...Array.from({ length: wrong }, () => ({ probability, right: false })),
];

describe("calibration", () => {
  test("what is right as often as stated has no error; the error of bins is weighed by their size", () => {
    assert.ok(calibrationError([...stated(0.25, 1, 3), ...stated(0.75, 3, 1)]) < 1e-12);
    // Three quarters of the statements are off by 0.4, a quarter by 0.1.
    const error = calibrationError([...stated(0.9, 30, 30), ...stated(0.1, 0, 20)]);
    assert.ok(Math.abs(error - (0.75 * 0.4 + 0.25 * 0.1)) < 1e-12);
    assert.equal(calibrationError([]), 0);
  });

  test("certainty falls into the last bin", () => {
    assert.equal(reliability(stated(1, 2, 0)).at(-1)?.count, 2);
  });

  test("the area under the curve is 1 for a perfect order, a half for none, ties counted half", () => {
    assert.equal(rankingQuality([...stated(0.9, 3, 0), ...stated(0.2, 0, 5)]), 1);
    assert.equal(rankingQuality(stated(0.5, 4, 4)), 0.5);
    assert.equal(rankingQuality([...stated(0.1, 2, 0), ...stated(0.8, 0, 2)]), 0);
  });

  test("the diagram has a bar and a dot for each bin that holds something", () => {
    const svg = reliabilityDiagram(reliability([...stated(0.25, 1, 3), ...stated(0.95, 3, 0)]), "Water");
    assert.equal(svg.match(/<circle/g)?.length, 2);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });
});

test("a question is on one side of the split, however it is spaced or written", () => {
  assert.equal(isFitted("How do I open a valve?"), isFitted(" how do I open a VALVE? "));
  const sides = Array.from({ length: 400 }, (_, at) => isFitted(`question ${at}`));
  const fitted = sides.filter(Boolean).length;
  assert.ok(fitted > 150 && fitted < 250);
});
