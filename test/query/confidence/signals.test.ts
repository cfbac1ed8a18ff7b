import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterOwners } from "../../../query/confidence/signals.js";
import type { NamedSymbol } from "../../../query/symbols.js";

const named = (name: string, match: NamedSymbol["match"], more: Partial<NamedSymbol> = {}): NamedSymbol => ({
  ...{ name, match, asked: "rate", parameters: [], signature: `${name}: int`, isListed: false },
  ...more,
});
const owners = (...symbols: readonly NamedSymbol[]) => parameterOwners(symbols).map(({ name }) => name);

test("a bare name of a parameter is that of all that take it, and of the classes that keep it in a field", () => {
  assert.deepEqual(
    owners(
      named("waterlib.Pump.rate", "name"),
      named("waterlib.Pump", "parameter"),
      named("waterlib.fill", "parameter"),
    ),
    ["waterlib.Pump", "waterlib.fill"],
  );
});

test("not where it is a function's, is written in full, or is no parameter at all", () => {
  const parameter = named("waterlib.fill", "parameter");
  assert.deepEqual(owners(named("waterlib.rate", "name", { signature: "waterlib.rate(x)" }), parameter), []);
  assert.deepEqual(owners(named("waterlib.Pump.rate", "name", { asked: "Pump.rate" }), parameter), []);
  assert.deepEqual(owners(named("waterlib.Pump.rate", "name")), []);
});
