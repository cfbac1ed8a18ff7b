import assert from "node:assert/strict";
import { test } from "node:test";
import { isListed, isListLine, withoutRepeatedLists } from "../../../query/store/listed.js";

test("a page without a signature only lists; code does not, whatever it leaves out", () => {
  assert.equal(isListed({ signature: "", path: "doc/api.rst" }), true);
  assert.equal(isListed({ signature: "water.Pump()", path: "doc/api.rst" }), false);
  assert.equal(isListed({ signature: "", path: "water/__init__.py" }), false);
  assert.equal(isListed({ signature: "", path: "index.d.ts" }), false);
});

test("a list that repeats what another row tells, under any of its names, is left out", () => {
  const row = (name: string, signature: string, aliases: readonly string[] = []) => ({
    ...{ name, aliases, signature },
    path: signature === "" ? "doc/api.rst" : "water.py",
  });
  const told = row("water.Pump", "water.Pump()", ["water.pump.Pump"]);
  const rest = row("water.Pipe", "");
  assert.deepEqual(withoutRepeatedLists([row("water.Pump", ""), row("water.pump.Pump", ""), told, rest]), [
    told,
    rest,
  ]);
});

test("lines that stand for a list or a module say nothing of what they name", () => {
  assert.equal(isListLine("API reference: `water.Pump`, `water.Pipe`."), true);
  assert.equal(isListLine("Module `water.pipes`: `Pipe`."), true);
  assert.equal(isListLine("Module `water.pipes` moves water."), false);
});
