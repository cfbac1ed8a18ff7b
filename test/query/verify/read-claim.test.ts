import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { KbError } from "../../../corpora/errors.js";
import { LONGEST_CLAIM } from "../../../query/verify/claim.js";
import { readClaim } from "../../../query/verify/read-claim.js";

const LIBRARIES = new Map([
  ["waterlib", "waterlib"],
  ["water", "waterlib"],
  ["fire-lib", "firelib"],
]);
const read = (text: string) => readClaim(text, LIBRARIES);
const parts = (text: string) =>
  read(text).parts.map((part) =>
    Object.values(part)
      .filter((value) => value !== undefined)
      .join(" "),
  );

describe("readClaim", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["Pump has a rate parameter", ["parameter Pump rate true"]],
    ["waterlib.Pump accepts the max_rate argument", ["parameter waterlib.Pump max_rate true"]],
    ["rate is a parameter of Pump", ["parameter Pump rate true"]],
    ["Pump has no rate parameter", ["parameter Pump rate false"]],
    ["Pump does not accept a support argument", ["parameter Pump support false"]],
    ["the default of rate in Pump is 8", ["default Pump rate 8"]],
    ["rate defaults to 8 in Pump", ["default Pump rate 8"]],
    ["in waterlib.Pump, rate is 'fast' by default", ["default waterlib.Pump rate 'fast'"]],
    ["the default of rate in Pump changed from 5.0 to 8.0", ["default-changed Pump rate 5.0 8.0"]],
    ["Pump has a warm argument since 1.1", ["parameter Pump warm true", "since Pump warm 1.1"]],
    ["waterlib.Valve was added in 2.0", ["since waterlib.Valve 2.0"]],
    ["waterlib.drain was removed in waterlib 2", ["removed waterlib.drain 2"]],
    ["waterlib.deprecated.Tap was removed in waterlib 2", ["removed waterlib.deprecated.Tap 2"]],
    ["Waterlib 2 removed the cold parameter of Pump", ["removed Pump cold 2"]],
    [
      "waterlib.drain is deprecated since 1.1 in favor of waterlib.empty",
      ["deprecated waterlib.drain 1.1 waterlib.empty"],
    ],
    [
      "waterlib.gauge.level moved to waterlib.instruments.level in 2.0",
      ["moved waterlib.gauge.level 2.0 waterlib.instruments.level"],
    ],
    ["waterlib.Pump is a class", ["is waterlib.Pump class"]],
    ["the signature of Pump is Pump(rate=8, *, warm=False)", ["signature Pump Pump(rate=8, *, warm=False)"]],
    ["waterlib.Sluice does not exist", ["exists waterlib.Sluice false"]],
    ["Pump has a start method", ["member Pump start method true"]],
    ["Pump has the method start", ["member Pump start method true"]],
    ["Pump has an attribute level", ["member Pump level attribute true"]],
    ["Pump has no method stop", ["member Pump stop method false"]],
    ["Pump is a class in the waterlib.pump module", ["within Pump waterlib.pump class"]],
    ["Pump has no method parameter", ["parameter Pump method false"]],
    ["Pump is in waterlib.pump", ["within Pump waterlib.pump"]],
    ["Pump is a class in waterlib", ["is Pump class"]],
    ["start is a method of Pump", ["within start Pump method"]],
    ["The start method of Pump has a now parameter", ["parameter Pump.start now true"]],
    ["the now parameter of the start method of Pump defaults to True", ["default Pump.start now True"]],
    ["Pump has a rate parameter with default 8", ["parameter Pump rate true", "default Pump rate 8"]],
    ["Pump has a rate parameter (default 8)", ["parameter Pump rate true", "default Pump rate 8"]],
    ["Pump has a parameter rate whose default is 8", ["parameter Pump rate true", "default Pump rate 8"]],
    ["Pump's default rate is 8", ["default Pump rate 8"]],
    ["the rate of Pump is 8", ["default Pump rate 8 true"]],
    ["the default of rate and warm in Pump is 8", ["default Pump rate 8", "default Pump warm 8"]],
    [
      "in waterlib, Pump has rate and warm parameters",
      ["parameter Pump rate true", "parameter Pump warm true"],
    ],
    ["warm of Pump is deprecated since 1.1", ["deprecated Pump warm 1.1 true"]],
    ["Pump's cold parameter was renamed to warm in 2.0", ["moved Pump cold 2.0 warm"]],
    [
      "Pump has rate, which defaults to 8, and warm",
      ["parameter Pump rate true true", "default Pump rate 8", "parameter Pump warm true true"],
    ],
    [
      "Pump rate defaults to 8 and has a warm parameter and speed is 3",
      ["default Pump rate 8", "parameter Pump warm true", "default Pump speed 3 true"],
    ],
  ];
  for (const [text, expected] of cases) test(text, () => assert.deepEqual(parts(text), expected));

  test("what no part says is checked in words: nothing of a claim is left out", () => {
    assert.deepEqual(
      parts("Pump has a rate parameter that saves energy").at(-1),
      "prose Pump has a rate parameter that saves energy",
    );
    assert.deepEqual(parts("Waterlib 2.0 fills tanks at night"), ["prose fills tanks at night"]);
    // Since when is a part of it too.
    assert.deepEqual(parts("tanks are filled at night since 2.0"), ["prose tanks are filled at night 2.0"]);
  });

  for (const text of [
    "the default of rate in Pump is 8 and of warm is 5",
    "Pump has rate or warm parameters",
    "Pump has a warm parameter and is deprecated",
  ]) {
    test(`several things in a form that is not understood are neither guessed nor looked for in words (${text})`, () => {
      const { parts: unread, isUnderstood } = read(text);
      assert.deepEqual([unread.map(({ kind }) => kind), isUnderstood], [["unread"], false]);
    });
  }

  for (const text of [
    "the default of rate in Pump is not 8",
    "waterlib.drain is not deprecated",
    "Pump does not lack a rate parameter",
    "waterlib.drain was added in 1.0 and removed in 2.0",
  ]) {
    test(`a denial, or several releases, are checked in words alone (${text})`, () => {
      assert.deepEqual(
        read(text).parts.map(({ kind }) => kind),
        ["prose"],
      );
    });
  }

  test("the library and the release that a claim speaks of", () => {
    const { library, version } = read("In Waterlib 1.1 the default of rate in Pump is 8");
    assert.deepEqual([library, version], ["waterlib", "1.1"]);
    assert.equal(read("the default of rate in Pump is 8 in 1.1").version, "1.1");
    // That of an event is the event's.
    assert.equal(read("waterlib.Valve was added in Waterlib 2.0").version, undefined);
    assert.equal(read("Steamlib 2.16 uses Waterlib 3 by default").foreign, "Steamlib");
    assert.equal(read("fire-lib 2 burns").library, "firelib");
  });

  test("without a word it is no claim", () => {
    assert.throws(
      () => read(" \u0000."),
      (error) => error instanceof KbError && error.code === "USAGE",
    );
  });

  test("any text gives a bounded claim with at least one part", () => {
    const word = fc.constantFrom(
      "Pump",
      "has",
      "a",
      "rate",
      "parameter",
      "since",
      "2.0",
      "default",
      "is",
      "`x",
      "in",
      "waterlib",
      "=",
      "(",
      "'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1, maxLength: 5_000 }),
          fc.array(word, { minLength: 1, maxLength: 400 }).map((words) => words.join(" ")),
        ),
        (text) => {
          fc.pre(/[a-z]/i.test(text));
          const claim = read(text);
          assert.ok(claim.text.length <= LONGEST_CLAIM && claim.parts.length >= 1);
        },
      ),
    );
  });
});
