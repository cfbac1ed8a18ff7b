import assert from "node:assert/strict";
import { test } from "node:test";
import type { Parameter } from "../../../../indexer/parse/document.js";
import { agree, changesBetween, parameterChanges } from "../../../../scripts/eval/griffe/compare.js";
import type { ApiObject } from "../../../../scripts/eval/griffe/public-api.js";

const object = (names: string[], parameters?: Parameter[]): ApiObject => ({
  names,
  kind: "function",
  parameters,
  overloaded: false,
  documented: true,
});
const parameter = (name: string, value?: string, kind: Parameter["kind"] = "positional-or-keyword") => ({
  name,
  kind,
  ...(value === undefined ? {} : { default: value }),
});

test("objects that share any public name are one", () => {
  const ours = [object(["p.a", "p.sub.a"]), object(["p.b"])];
  const theirs = [object(["p.sub.a"]), object(["p.c"])];
  const { both, onlyKb, onlyGriffe } = agree(ours, theirs);
  assert.equal(both.length, 1);
  assert.deepEqual(
    [...onlyKb, ...onlyGriffe].map(({ names }) => names[0]),
    ["p.b", "p.c"],
  );
});

test("an object that keeps one of its names was neither added nor removed", () => {
  const before = [object(["p.Old"]), object(["p.gone"])];
  const after = [object(["p.New", "p.Old"]), object(["p.fresh"])];
  assert.deepEqual(
    changesBetween(before, after).map(({ kind, names }) => [kind, names[0]]),
    [
      ["added", "p.fresh"],
      ["removed", "p.gone"],
    ],
  );
});

test("parameters: added, removed, another kind, another default, another order", () => {
  const before = [parameter("a"), parameter("b", "1"), parameter("c", "2")];
  const after = [parameter("a", undefined, "keyword-only"), parameter("c", "3"), parameter("d")];
  assert.deepEqual(parameterChanges(before, after), [
    "b removed",
    "a: positional-or-keyword -> keyword-only",
    "c: default 2 -> 3",
    "d added",
  ]);
  assert.deepEqual(parameterChanges([parameter("a"), parameter("b")], [parameter("b"), parameter("a")]), [
    "reordered",
  ]);
});

test("a default written in another way is the same", () => {
  const pairs = [
    ['"auto"', "'auto'"],
    ["1e-4", "0.0001"],
    ["(1e-5, 1e5)", "(1e-05, 100000.0)"],
    ["(2 ** 20)", "2 ** 20"],
    ['r"\\w+"', "'\\\\w+'"],
  ];
  for (const [ours, theirs] of pairs) {
    assert.deepEqual(parameterChanges([parameter("a", ours)], [parameter("a", theirs)]), [], ours);
  }
});
