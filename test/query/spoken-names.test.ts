import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { spokenNames } from "../../query/spoken-names.js";

describe("spokenNames", () => {
  test("words side by side, with and without a line between, and what was said", () => {
    const names = spokenNames("How does early-stopping work?");
    assert.equal(names.get("early_stopping"), "early stopping");
    assert.equal(names.get("earlystopping"), "early stopping");
    assert.equal(names.get("early_stopping_work"), "early stopping work");
  });

  test("not across punctuation, and nothing of what is written as a name", () => {
    const names = [...spokenNames("the pump, flow rate of waterlib.pump_rate valve").keys()];
    assert.ok(names.includes("flow_rate") && names.includes("the_pump"));
    assert.ok(!names.some((name) => /pumpflow|pump_flow|waterlib|pump_?rate|ofvalve|of_valve/.test(name)));
  });

  test("any text: bounded, and each name is its words put together", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const names = spokenNames(text);
        assert.ok(names.size <= 2 * 3 * 48);
        for (const [name, said] of names) assert.equal(name.replaceAll("_", ""), said.replaceAll(" ", ""));
      }),
    );
  });
});
