import assert from "node:assert/strict";
import { test } from "node:test";
import { closeKeyword, closeName } from "../../../query/check/close-names.js";
import { indexNames } from "../../../query/history/nearest-names.js";

const NAMES = indexNames([
  "water.flow.measure_flow",
  "water.flow.Pump.flow",
  "water.lax.map",
  "water.tree.map",
  "water.old.evaporate",
]);

test("a name is suggested only where its spelling leaves little doubt", () => {
  const close = (name: string, kind: "module" | "class" = "module") => closeName(name, kind, [NAMES]);
  assert.deepEqual(close("water.flow.mesure_flow"), ["water.flow.measure_flow"]);
  assert.deepEqual(close("water.other.flow"), []);
  assert.deepEqual(close("water.experimental.maps"), []);
  assert.deepEqual(close("water.tree_map"), ["water.tree.map"]);
  assert.deepEqual(close("water.steam.evaporate"), ["water.old.evaporate"]);
  assert.deepEqual(close("water.steam.evaporat"), ["water.old.evaporate"]);
  assert.deepEqual(close("water.Tank.evaporate", "class"), []);
  assert.deepEqual(close("water.flow.Pump.flov", "class"), ["water.flow.Pump.flow"]);
});

test("a keyword is suggested where it is a few letters off", () => {
  assert.deepEqual(closeKeyword("sped", ["speed", "size"]), ["speed"]);
  assert.deepEqual(closeKeyword("overwrite_output_dir", ["output_dir"]), []);
  assert.deepEqual(closeKeyword("n_job", ["n_jobs", "n_init"]), ["n_jobs"]);
});
