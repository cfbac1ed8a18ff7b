import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../../../query/history/change.js";
import type { Parameter } from "../../../query/history/parameter.js";
import { touches, type UpgradeUse } from "../../../query/upgrade/touches.js";

const change = (kind: Change["kind"], parameter?: string, breaking: boolean | null = true): Change => ({
  ...{ kind, breaking, parameter, before: undefined, after: undefined, symbol: "f", symbolKind: "function" },
  ...{ library: "water", version: "2.0", previous: "1.0", date: undefined, dateOrigin: "none" },
  ...{ replacement: null, evidence: [], contradicting: [], members: [] },
});
const call = (positional: number, ...keywords: readonly string[]): NonNullable<UpgradeUse["call"]> => ({
  positional,
  keywords,
  spread: false,
});
const before: readonly Parameter[] = [
  { name: "a", kind: "positional-or-keyword" },
  { name: "b", kind: "positional-or-keyword", default: "1" },
  { name: "c", kind: "keyword-only", default: "1" },
];
const felt = (
  one: Change,
  given: UpgradeUse["call"],
  isImport = false,
  after: readonly Parameter[] = before,
) => touches(one, { name: "f", isImport, call: given }, before, after);

test("a parameter that is gone is felt by calls that give it, by name or place", () => {
  const gone = change("parameter-removed", "b");
  assert.ok(felt(gone, call(1, "b")) && felt(gone, call(2)));
  assert.ok(!felt(gone, call(1)) && !felt(gone, call(1, "c")));
  // What is passed on or spread may give anything.
  assert.ok(felt(gone, undefined) && felt(gone, { ...call(1), spread: true }));
});

test("another default is felt by calls that leave it out", () => {
  const other = change("default-changed", "b");
  assert.ok(felt(other, call(1)) && !felt(other, call(2)) && !felt(other, call(1, "b")));
});

test("made keyword-only is felt by calls that give it by place", () => {
  const only = change("parameter-made-keyword-only", "b");
  assert.ok(felt(only, call(2)) && !felt(only, call(1, "b")));
});

test("an import feels only that the name is gone or deprecated", () => {
  assert.ok(felt(change("removed"), undefined, true));
  assert.ok(felt(change("deprecated", undefined, false), undefined, true));
  assert.ok(!felt(change("parameter-removed", "b"), undefined, true));
});

test("what breaks nothing is felt by nobody, except a deprecation", () => {
  assert.ok(!felt(change("parameter-added", "d", false), call(1)));
  assert.ok(!felt(change("added", undefined, false), undefined));
  assert.ok(felt(change("deprecated", "b", false), call(2)));
});

test("**kwargs and *args that are gone are felt by calls that need them", () => {
  const rest = { ...change("parameter-removed", "kwargs"), before: "**kwargs" };
  assert.ok(felt(rest, call(1, "path")) && !felt(rest, call(1, "b")));
  const more = { ...change("parameter-removed", "args"), before: "*args" };
  assert.ok(felt(more, call(3)) && !felt(more, call(2)));
});

test("another order is felt by calls that give by place what moved", () => {
  const between = change("parameter-added", "n");
  const now: readonly Parameter[] = [
    { name: "a", kind: "positional-or-keyword" },
    { name: "n", kind: "positional-or-keyword", default: "0" },
    { name: "b", kind: "positional-or-keyword", default: "1" },
  ];
  assert.ok(felt(between, call(2), false, now) && !felt(between, call(1, "b"), false, now));
  const order = { ...change("parameter-reordered"), before: "a, b, c", after: "a, c, b" };
  assert.ok(felt(order, call(2)) && !felt(order, call(1)));
});
