import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { indexNames, nearestIn, nearestNames } from "../../../query/history/nearest-names.js";

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

  test("last parts that differ in case only are one name each", () => {
    const names = ["water.Pump", "water.pump"];
    assert.deepEqual(nearestNames("water.pumps", names, 5), names);
  });
});

test("names in several indexes are found as if they were in one", () => {
  const part = fc.constantFrom("pump", "Pump", "pumps", "pump_rate", "PumpRate", "valve", "Valves", "rate");
  const name = fc
    .tuple(fc.constantFrom("water", "river", "water.tank"), part)
    .map((parts) => parts.join("."));
  const names = fc.uniqueArray(name, { maxLength: 12 });
  fc.assert(
    fc.property(name, names, names, fc.integer({ min: 1, max: 6 }), (asked, some, others, limit) => {
      const all = [...new Set([...some, ...others])];
      const indexes = [indexNames(some), indexNames(others.filter((other) => !some.includes(other)))];
      assert.deepEqual(nearestIn(asked, indexes, limit), nearestNames(asked, all, limit));
    }),
  );
});
