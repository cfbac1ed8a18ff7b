import assert from "node:assert/strict";
import { test } from "node:test";
import { usedName } from "../../../query/upgrade/used-name.js";

test("what a path names, and that a result is not what was called", () => {
  const names = (path: string, name: string | undefined) => assert.equal(usedName(path), name, path);
  names("water.Pump", "water.Pump");
  names("water.Pump().start", "water.Pump.start");
  names("water.*.Pump", "water.Pump");
  names("water.check()", undefined);
  names("water.Pump()", undefined);
  // Methods that give the object itself, or one of the class.
  names("water.Pump().fit().rate_", "water.Pump.rate_");
  names("water.Pump.from_file().start", "water.Pump.start");
  names("water.Pump.from_file", "water.Pump.from_file");
});
