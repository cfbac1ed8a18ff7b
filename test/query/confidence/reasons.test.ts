import assert from "node:assert/strict";
import { test } from "node:test";
import { decisiveText } from "../../../query/confidence/reasons.js";
import { SIGNALS, type Signals } from "../../../query/confidence/signals.js";
import type { ConfidenceLevel } from "../../../query/result.js";
import type { NamedSymbol } from "../../../query/symbols.js";

const pump: NamedSymbol = {
  ...{ name: "waterlib.Pump", asked: "Pump", match: "name", parameters: [], signature: "", isListed: false },
};
const said = (level: ConfidenceLevel, changed: Partial<Signals>) => {
  const none = Object.fromEntries(SIGNALS.map((name) => [name, 0])) as unknown as Signals;
  return decisiveText(level, { ...none, named: 1, ...changed }, [pump]);
};

test("what is told beside HIGH supports it", () => {
  assert.equal(said("HIGH", {}), "every name in the question exists in this release");
  assert.match(said("HIGH", { laterNamed: 1 }) ?? "", /its documentation is among the passages found$/);
  assert.match(said("HIGH", { topNamed: 1 }) ?? "", /the first passage is its entry$/);
  assert.match(said("MEDIUM", {}) ?? "", /^the first passage is not that of waterlib\.Pump/);
});
