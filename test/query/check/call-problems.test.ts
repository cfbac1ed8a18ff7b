import assert from "node:assert/strict";
import { test } from "node:test";
import { callProblems } from "../../../query/check/call-problems.js";

const call = (positional: number, ...names: readonly string[]) => ({
  ...{ positional, spread: false },
  keywords: names.map((name) => ({ name, from: 0, to: 0 })),
});
const told = (given: ReturnType<typeof call>, shape: string, isUnbound = false) => {
  const problems = callProblems(given, [shape], isUnbound);
  return problems === "uncertain"
    ? problems
    : problems.map((each) => (each.type === "keyword" ? each.name : each.given));
};

test("keywords and places of a call against what is taken", () => {
  assert.deepEqual(told(call(2, "c"), "a,b=,*,c="), []);
  assert.deepEqual(told(call(3, "d"), "a,b=,*,c="), ["d", 3]);
  assert.deepEqual(told(call(1, "a"), "a,/,b="), ["a"]);
  assert.deepEqual(told(call(9), "a,*rest"), []);
  assert.deepEqual(told(call(1), ""), [1]);
  // The receiver may be the first of them.
  assert.deepEqual(told(call(2), "a", true), []);
  assert.deepEqual(told({ ...call(2), spread: true }, "a"), []);
});

test("`**kwargs` may take what is not named", () => {
  assert.equal(told(call(1, "x"), "a,**rest"), "uncertain");
  assert.deepEqual(told(call(1, "b"), "a,b=,**rest"), []);
});
