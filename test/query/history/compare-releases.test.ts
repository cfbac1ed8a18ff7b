import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compareReleases } from "../../../query/history/compare-releases.js";
import type { SymbolLife } from "../../../query/history/life.js";
import { is, life, was } from "./life-fixture.js";

const told = (...lives: readonly SymbolLife[]): readonly string[] =>
  compareReleases(lives, "k1", "k2").map(
    ({ kind, symbol, replacement, breaking }) =>
      `${kind} ${symbol}${replacement === null ? "" : ` -> ${replacement}`}${breaking ? " breaking" : ""}`,
  );

const SUMMARY = "Empties a tank into the river nearby.";

describe("compareReleases", () => {
  test("added, removed, and there all the time", () => {
    assert.deepEqual(told(is("water.new"), was("water.old"), life("water.same")), [
      "removed water.old breaking",
      "added water.new",
    ]);
  });

  test("a removal names what the deprecation named", () => {
    const deprecated = JSON.stringify({ message: "Use `drain` instead.", replacement: "water.drain" });
    assert.deepEqual(told(was("water.empty", { deprecated })), [
      "removed water.empty -> water.drain breaking",
    ]);
  });

  test("deprecated and un-deprecated", () => {
    const deprecated = JSON.stringify({ message: "Use `b`.", replacement: "b" });
    assert.deepEqual(told(was("water.a"), is("water.a", { deprecated })), ["deprecated water.a -> b"]);
    assert.deepEqual(told(was("water.a", { deprecated }), is("water.a")), ["un-deprecated water.a"]);
  });

  test("moved: the same last part, signature and summary, and nobody else has them", () => {
    const before = was("water.drain", { summary: SUMMARY });
    const after = is("water.tank.drain", { summary: SUMMARY });
    assert.deepEqual(told(before, after), ["moved water.drain -> water.tank.drain breaking"]);
    // Two candidates prove nothing; nor does a signature alone.
    assert.deepEqual(told(before, after, is("water.pump.drain", { summary: SUMMARY })), [
      "removed water.drain breaking",
      "added water.tank.drain",
      "added water.pump.drain",
    ]);
    assert.deepEqual(told(was("water.drain"), is("water.tank.drain")), [
      "removed water.drain breaking",
      "added water.tank.drain",
    ]);
  });

  test("moved, and the old name still works", () => {
    const after = is("water.tank.drain", { aliases: ["water.drain"], signature: "water.tank.drain()" });
    assert.deepEqual(told(was("water.drain"), after), ["moved water.drain -> water.tank.drain"]);
  });

  test("a public name that does not lead any more to what is still there", () => {
    const before = was("water.Pump", {
      kind: "class",
      aliases: ["water.OldPump", "water.tank.Pump", "water.tank.deep.Pump", "water._Pump"],
    });
    const after = is("water.Pump", { kind: "class", aliases: [] });
    // Where it is defined is nothing that a user writes.
    assert.deepEqual(told(before, after), ["renamed water.OldPump -> water.Pump breaking"]);
    const elsewhere = is("water.Valve", { kind: "class", aliases: ["water.OldPump"] });
    assert.deepEqual(told(before, after, elsewhere), ["added water.Valve"]);
  });

  test("another canonical name for an object that had both names in both releases is no change", () => {
    const before = was("water.drain", { aliases: ["water.tank.drain"] });
    assert.deepEqual(told(before, is("water.tank.drain", { aliases: ["water.drain"] })), []);
  });

  test("renamed where the module that defines it is the same, or the deprecation says so", () => {
    assert.deepEqual(
      told(
        was("water.A", { kind: "class", aliases: ["water._impl.X"] }),
        is("water.B", { kind: "class", aliases: ["water._impl.X"] }),
      ),
      ["renamed water.A -> water.B breaking"],
    );
    const deprecated = JSON.stringify({ message: "`a` was renamed to `b`.", replacement: "b" });
    assert.deepEqual(told(was("water.a", { deprecated }), is("water.b")), [
      "renamed water.a -> water.b breaking",
    ]);
  });

  test("members go where their class goes, and their own changes are told", () => {
    const parameters = JSON.stringify([{ name: "x", kind: "positional-or-keyword" }]);
    const lives = [
      was("water.A", { kind: "class", summary: SUMMARY, signature: "water.A()" }),
      was("water.A.fit", { kind: "method", signature: "water.A.fit()" }),
      is("water.sub.A", { kind: "class", summary: SUMMARY, signature: "water.sub.A()" }),
      is("water.sub.A.fit", { kind: "method", signature: "water.sub.A.fit(x)", parameters }),
    ];
    assert.deepEqual(told(...lives), [
      "moved water.A -> water.sub.A breaking",
      "parameter-added water.sub.A.fit breaking",
    ]);
  });

  test("an attribute that is declared now for a parameter that the class always took is not new", () => {
    const parameters = JSON.stringify([{ name: "rate", kind: "positional-or-keyword" }]);
    const pump = { kind: "class", signature: "water.Pump(rate)", parameters };
    const lives = [was("water.Pump", pump), is("water.Pump", { ...pump, summary: "other" })];
    assert.deepEqual(told(...lives, is("water.Pump.rate", { kind: "attribute" })), []);
    assert.deepEqual(told(...lives, is("water.Pump.speed", { kind: "attribute" })), [
      "added water.Pump.speed",
    ]);
  });

  test("overloads and unknown parameters: what cannot be told apart is a changed signature", () => {
    const changes = (before: string, after: string) =>
      compareReleases([was("f", { signature: before }), is("f", { signature: after })], "k1", "k2").map(
        ({ kind, breaking }) => `${kind} ${breaking}`,
      );
    assert.deepEqual(changes("f(a: int)\nf(a: str)", "f(a: int)\nf(a: bytes)"), ["signature-changed null"]);
    assert.deepEqual(changes("f(a: int)", "f(a: int)\nf(a: str)"), ["signature-changed false"]);
    assert.deepEqual(changes("f(a: Optional[int])\nf()", "f(a: int | None)\nf()"), []);
    assert.deepEqual(changes("f(a)", "f(b)"), ["signature-changed null"]);
    assert.deepEqual(changes("", "f(b)"), []);
    assert.deepEqual(changes("f() -> int", "f() -> str"), ["annotation-changed false"]);
  });

  test("another kind of thing under the same name breaks; an attribute may become a property", () => {
    assert.deepEqual(told(was("water.A.x", { kind: "method" }), is("water.A.x", { kind: "property" })), [
      "kind-changed water.A.x breaking",
    ]);
    const value = { signature: "water.A.x: int" };
    assert.deepEqual(
      told(
        was("water.A.x", { kind: "attribute", ...value }),
        is("water.A.x", { kind: "property", ...value }),
      ),
      [],
    );
  });

  test("members of a base that is new are new in the class that gains it, but for its own", () => {
    const pump = { kind: "class" };
    assert.deepEqual(
      told(
        was("water.Pump", pump),
        is("water.Pump", { ...pump, bases: ["water.Switch", "water.Tank"] }),
        is("water.Switch", pump),
        is("water.Switch.turn_On", { kind: "method" }),
        is("water.Switch.off", { kind: "method" }),
        was("water.Pump.off", { kind: "method" }),
        is("water.Pump.off", { kind: "method" }),
        // A base that was there before says nothing of its members here.
        life("water.Tank", pump),
        life("water.Tank.fill", { kind: "method" }),
      ),
      [
        "added water.Pump.turn_On",
        "added water.Switch",
        "added water.Switch.turn_On",
        "added water.Switch.off",
      ],
    );
  });

  test("the order in which rows come means nothing", () => {
    const rows = [
      was("water.a", { summary: SUMMARY }),
      is("water.sub.a", { summary: SUMMARY }),
      was("water.b"),
      is("water.b", { signature: "water.b(x)" }),
      is("water.b", { signature: "water.b(y)", path: "other.py" }),
      was("water.c", { aliases: ["water._c"] }),
      is("water.d", { aliases: ["water._c"] }),
      life("water.e"),
    ];
    const expected = [...told(...rows)].sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        assert.deepEqual([...told(...shuffled)].sort(), expected);
      }),
    );
  });
});
