import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { editDistance, nearestNames } from "../../../query/history/nearest-names.js";

describe("nearestNames", () => {
  test("the same last part elsewhere, then a slip of the pen, the same module first", () => {
    const names = ["water.tank.Pump", "water.Pumps", "river.Pumps", "water.Valve"];
    assert.deepEqual(nearestNames("water.Pump", names, 5), ["water.tank.Pump", "water.Pumps", "river.Pumps"]);
    assert.deepEqual(nearestNames("water.Bridge", names, 5), []);
  });

  test("then half the words of the last part, however they are joined", () => {
    const names = ["water.PumpStation", "water.pump_rate", "water.Tank"];
    assert.deepEqual(nearestNames("water.pump_station_fast", names, 5), ["water.PumpStation"]);
    assert.deepEqual(nearestNames("water.StationPump", names, 1), ["water.PumpStation"]);
  });
});

describe("editDistance", () => {
  const words = fc.string({ maxLength: 8 });
  test("is a metric: zero only for equals, symmetric, and no detour is shorter", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        assert.equal(editDistance(a, b, 99) === 0, a === b);
        assert.equal(editDistance(a, b, 99), editDistance(b, a, 99));
        assert.ok(editDistance(a, c, 99) <= editDistance(a, b, 99) + editDistance(b, c, 99));
      }),
    );
  });

  test("stops where it is told to", () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 8 }), (a, b, most) => {
        assert.equal(editDistance(a, b, most), Math.min(editDistance(a, b, 99), most + 1));
      }),
    );
  });
});
