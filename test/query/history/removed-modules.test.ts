import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bound, CodeNames } from "../../../query/history/code-names.js";
import { removedModules } from "../../../query/history/removed-modules.js";
import { change } from "./change-fixture.js";

const codeOf =
  (bound: readonly string[]): CodeNames =>
  async () =>
  (name): Bound =>
    bound.includes(name) ? "bound" : "unbound";

const gone = (...symbols: readonly string[]) =>
  symbols.map((symbol) => change({ kind: "removed", breaking: true, symbol, symbolKind: "function" }));

test("the topmost modules that the code does not have any more", async () => {
  const changes = gone("water.old.parts.a", "water.old.b", "water.pump.c", "water.d");
  assert.deepEqual(await removedModules(changes, codeOf(["water", "water.pump"])), [
    { name: "water.old", version: "2.0" },
  ]);
});

test("a class that is gone is no module, and nothing follows where the code was not read", async () => {
  const parts = [
    change({ kind: "removed", breaking: true, symbol: "water.Kind", symbolKind: "enum" }),
    change({ kind: "removed", breaking: true, symbol: "water.Kind.RED", symbolKind: "constant" }),
  ];
  assert.deepEqual(await removedModules(parts, codeOf(["water"])), []);
  const module = change({ kind: "removed", breaking: true, symbol: "water.old", symbolKind: "module" });
  assert.deepEqual(await removedModules(gone("water.lost.a"), async () => undefined), []);
  assert.deepEqual(await removedModules([module, ...gone("water.old.a")], async () => undefined), [
    { name: "water.old", version: "2.0" },
  ]);
});
