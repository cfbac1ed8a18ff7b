import assert from "node:assert/strict";
import { test } from "node:test";
import { writtenName } from "../../../query/history/written-name.js";

for (const [written, name] of [
  ["Pump.start()", "Pump.start"],
  ["Pump(rate=5, cold=(1, 2))", "Pump"],
  [" `waterlib.drain(tank)` ", "waterlib.drain"],
  ["Pump::start ()", "Pump::start"],
  ["Pump\u200b.start", "Pump.start"],
  // Signs of a glob stay.
  ["waterlib.@(Pump|Valve)", "waterlib.@(Pump|Valve)"],
  ["*.Pump*", "*.Pump*"],
  ["()", "()"],
] as const) {
  test(`a name as people write it: ${written}`, () => assert.equal(writtenName(written), name));
}
