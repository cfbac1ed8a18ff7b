import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Note } from "../../../../query/history/notes/note.js";
import { subjectsOf } from "../../../../query/history/notes/subject.js";
import { known, linked } from "./note-fixture.js";

const SYMBOLS = [
  known("water.pump.RotaryPump"),
  known("water.pump.RotaryPump.start", "method"),
  known("water.tank.Tank"),
  known("water.tank.Tank.start", "method"),
  known("water.tank.drain_all", "function"),
  known("water.old.Valve"),
  known("water.new.Valve"),
  known("water.pump.RotaryPump.max_rate", "attribute"),
  known("water.flow", "function", ["water._impl.flow"]),
];
const links = (text: string, facts: Partial<Note> = {}): readonly string[] => [
  ...linked(SYMBOLS, text, facts).names.keys(),
];

describe("a name in a note is linked", () => {
  test("when it stands in full, by an alias, or with a name of the library for its root", () => {
    assert.deepEqual(links("`water.tank.Tank` and `water._impl.flow`"), ["water.tank.Tank", "water.flow"]);
    assert.deepEqual(links("`w.tank.Tank` and `w.flow`"), ["water.tank.Tank", "water.flow"]);
  });

  test("when its last parts fit one symbol only", () => {
    assert.deepEqual(links("`tank.Tank.start`, `pump.RotaryPump`"), [
      "water.tank.Tank.start",
      "water.pump.RotaryPump",
    ]);
    assert.deepEqual(links("`other.Tank` and `numpy.flow`"), []);
  });

  test("by its last part alone when that is several words and nothing else is called so", () => {
    assert.deepEqual(links("`RotaryPump` and `drain_all`"), [
      "water.pump.RotaryPump",
      "water.tank.drain_all",
    ]);
    // One word can be anything; a member's name can be a parameter's.
    assert.deepEqual(links("`Tank`, `flow()` and `max_rate`"), []);
    assert.deepEqual(links("`rotarypump`"), []);
    // In a chapter on pumps it is a value of theirs, as far as anybody can tell.
    assert.deepEqual(links("`drain_all`", { module: "water.tank" }), ["water.tank.drain_all"]);
    assert.deepEqual(links("`drain_all`", { module: "water.pump" }), []);
  });

  test("of several by the class that the note names, or the module of its heading", () => {
    assert.deepEqual(links("`start` of `RotaryPump`"), [
      "water.pump.RotaryPump.start",
      "water.pump.RotaryPump",
    ]);
    assert.deepEqual(links("`start` waits"), []);
    assert.deepEqual(links("`Valve` opens"), []);
    assert.deepEqual(links("`Valve` opens", { module: "water.new" }), ["water.new.Valve"]);
    assert.deepEqual(links("`max_rate` of `RotaryPump`"), [
      "water.pump.RotaryPump.max_rate",
      "water.pump.RotaryPump",
    ]);
  });

  test("not outside the module whose contents the note lists", () => {
    assert.deepEqual(links("From `water.old`: `RotaryPump`, `Valve`"), ["water.old.Valve"]);
  });

  test("to one symbol whatever its sources call it", () => {
    const both = [known("water.Gate", "class", ["water.gate.Gate"]), known("water.gate.Gate")];
    assert.equal(linked(both, "`GateX`").names.size, 0);
    assert.deepEqual([...linked(both, "`water.Gate`").names.keys()], ["water.Gate"]);
  });
});

test("whatever a note names, what it is linked to ends as it is written", () => {
  const parts = ["water", "w", "pump", "tank", "Tank", "RotaryPump", "start", "Valve", "max_rate", "flow"];
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
      (names) => {
        const text = names.map((name) => `\`${name.join(".")}\``).join(" ");
        for (const [symbol, written] of linked(SYMBOLS, text).names) {
          assert.equal(symbol.split(".").at(-1), written.split(".").at(-1));
        }
      },
    ),
  );
});

describe("a note is about", () => {
  const subjects = (text: string) => subjectsOf(linked(SYMBOLS, text));
  test("what it names first, and what it lists with it", () => {
    assert.deepEqual(subjects("`RotaryPump`, `drain_all` and `tank.Tank` now use `water.flow`."), [
      "water.pump.RotaryPump",
      "water.tank.drain_all",
      "water.tank.Tank",
    ]);
    assert.deepEqual(subjects("The default of `speed` in `RotaryPump` is that of `tank.Tank`."), [
      "water.pump.RotaryPump",
    ]);
    assert.deepEqual(subjects("The error of `speed` changed to `water.flow` in `RotaryPump`."), [
      "water.pump.RotaryPump",
    ]);
    assert.deepEqual(subjects("`water.Sieve` and `RotaryPump` are new."), []);
    assert.deepEqual(subjects("`start` of `RotaryPump` waits."), ["water.pump.RotaryPump.start"]);
  });
});
