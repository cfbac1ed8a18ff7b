import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../../query/history/change.js";
import { renamesIn, replacementFor, saysIsNew, saysOf } from "../../../../query/history/notes/says.js";
import { known, linked } from "./note-fixture.js";

const SYMBOLS = [known("water.Pump"), known("water.pump_all", "function"), known("water.RotaryPump")];
const change = (kind: Change["kind"], symbol: string, parameter?: string): Change => ({
  ...{ kind, symbol, parameter, breaking: null, before: undefined, after: undefined, symbolKind: "class" },
  ...{ library: "water", version: "2.0", previous: "1.0", date: undefined, dateOrigin: "none" },
  ...{ replacement: null, evidence: [], contradicting: [], members: [] },
});

describe("a note tells of a change", () => {
  const says = (text: string, of: Change) => saysOf(linked(SYMBOLS, text), of);
  test("of a symbol that it names, by a word for what happened", () => {
    assert.equal(says("Removed `water.Pump`.", change("removed", "water.Pump")), true);
    assert.equal(says("Removed `water.Pump`.", change("deprecated", "water.Pump")), false);
    assert.equal(says("Removed `water.Pump`.", change("removed", "water.RotaryPump")), false);
    assert.equal(
      says("`pump_all` is new. `water.Pump` was removed.", change("removed", "water.pump_all")),
      false,
    );
  });
  test("of a parameter, by its name in code", () => {
    const text = "The default of `rate` in `water.Pump` is `8`, as is the new `RotaryPump(max_rate=8)`.";
    assert.equal(says(text, change("default-changed", "water.Pump", "rate")), true);
    assert.equal(says(text, change("parameter-added", "water.RotaryPump", "max_rate")), true);
    assert.equal(says(text, change("parameter-removed", "water.Pump", "rate")), false);
    assert.equal(says(text, change("parameter-added", "water.Pump", "speed")), false);
  });
});

test("what a note says to use instead, where it can only be meant for the one", () => {
  const CASES: readonly [string, string | undefined][] = [
    ["`w.old_f` is deprecated, use `w.new_f` instead.", "w.new_f"],
    ["`w.old_f` is deprecated in favor of `w.new_f`.", "w.new_f"],
    ["Removed `w.old_f(x)`; it was replaced by the `w.new_f()` function.", "w.new_f"],
    ["`w.old_f` and `w.other_f` are deprecated, use `w.new_f`.", undefined],
    ["`w.old_f` is deprecated. For `w.other_f` use `w.new_f`.", undefined],
    ["`w.old_f` now uses `w.new_f`.", undefined],
    ["`w.old_f` is deprecated, use `y`.", undefined],
    ["`w.old_f` is deprecated when using `w.new_f`.", undefined],
    ["`w.old_f` is deprecated; do not use `w.new_f`.", undefined],
  ];
  for (const [text, expected] of CASES) assert.equal(replacementFor(text, "w.old_f"), expected, text);
});

test("renames and moves are read where both names stand in order", () => {
  const CASES: readonly [string, readonly (readonly [string, string])[]][] = [
    ["Renamed `w.a_b` to `w.c_d`.", [["w.a_b", "w.c_d"]]],
    ["`w.a_b` has been renamed to `c_d`.", [["w.a_b", "c_d"]]],
    ["The function `w.a_b` was moved to `w.sub`.", [["w.a_b", "w.sub"]]],
    [
      "Moved `w.a_b` from `w` to `w.sub`, and renamed `w.x` to `w.y`.",
      [
        ["w.a_b", "w.sub"],
        ["w.x", "w.y"],
      ],
    ],
    ["`w.a_b` and `w.c_d` have been renamed to `w.e` and `w.f`.", []],
    ["`w.a_b` is like `w.c_d`.", []],
  ];
  for (const [text, expected] of CASES) {
    assert.deepEqual(
      renamesIn(text).map(({ from, to }) => [from, to]),
      expected,
      text,
    );
  }
});

test("new is what is said to be new, not what something was added to", () => {
  const CASES: readonly [string, boolean][] = [
    ["Added `w.new_f`.", true],
    ["Feature Added the function `w.new_f`, which pumps.", true],
    ["New function `w.new_f()` for pumping.", true],
    ["Added `w.other_f` and `w.new_f`.", true],
    ["`w.new_f` was added.", true],
    ["Added `rate` to `w.new_f`.", false],
    ["Added the `rate` argument of `w.new_f`.", false],
    ["Added `w.new_f` support for `rate`.", false],
    ["`w.new_f` now takes `rate`.", false],
    ["New default of `w.new_f`.", false],
  ];
  for (const [text, expected] of CASES) assert.equal(saysIsNew(text, "w.new_f"), expected, text);
});
