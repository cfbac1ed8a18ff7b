import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CorpusRelease } from "../../../../query/release.js";
import { claimsOfRelease } from "../../../../scripts/eval/claims/generate.js";
import { apiQuestions } from "../../../../scripts/eval/confidence/api-questions.js";
import type { IndexedSymbols, PublicSymbol } from "../../../../scripts/eval/confidence/index-symbols.js";
import { wrongNames, wrongParameters, wrongReleases } from "../../../../scripts/eval/confidence/invented.js";
import { drawing } from "../../../../scripts/eval/confidence/random.js";

const symbol = (name: string, parameters: readonly string[], kind = "function"): PublicSymbol => ({
  ...{ name, kind, aliases: [], leaf: name.slice(name.lastIndexOf(".") + 1), takesAny: false },
  summary: "Moves water from one tank to another.",
  signature: `${name}(${parameters.map((parameter) => `${parameter}=1`).join(", ")})`,
  parameters: parameters.map((parameter) => ({
    ...{ name: parameter, kind: "positional-or-keyword" as const, default: "1" },
  })),
});
const release = (version: string): CorpusRelease => ({
  ...{ version, key: `k${version}`, date: undefined, dateOrigin: "none", prerelease: false, sources: {} },
});
const indexed = (version: string, symbols: readonly PublicSymbol[]): IndexedSymbols => ({
  ...{ library: "waterlib", release: release(version), symbols },
  names: new Set(symbols.flatMap(({ name, leaf }) => [name.toLowerCase(), leaf.toLowerCase()])),
});

const OLD = [
  symbol("waterlib.open_valve", ["width", "speed"]),
  symbol("waterlib.close_valve", ["force"]),
  symbol("waterlib.drain_tank", ["tank"]),
  symbol("waterlib.FillTank", ["rate", "tank"], "class"),
];
const older = indexed("1.0", OLD);
const newer = indexed("2.0", [...OLD.slice(0, 3), symbol("waterlib.PumpStation", ["rate"], "class")]);

describe("generated questions", () => {
  test("the same seed gives the same questions", () => {
    const texts = () => apiQuestions(older, "pages", 4, drawing(5)).map(({ text }) => text);
    assert.deepEqual(texts(), texts());
    assert.equal(texts().length, 4);
  });

  test("an invented name stands in a real module and is nobody's", () => {
    const invented = Array.from({ length: 20 }, (_, seed) =>
      wrongNames(older, "pages", 4, drawing(seed)),
    ).flat();
    assert.ok(invented.length > 20);
    for (const { invented: name = "", text } of invented) {
      assert.match(name, /^waterlib\.\w+$/);
      assert.ok(text.includes(name) && !older.names.has(name.toLowerCase()));
    }
  });

  test("an invented parameter is another API's", () => {
    for (const { invented, text } of wrongParameters(older, "pages", 4, drawing(2))) {
      const owner = OLD.find(({ name }) => text.includes(name));
      assert.ok(owner && !owner.parameters.some(({ name }) => name === invented));
    }
  });

  test("what only one of two releases has is asked of both", () => {
    const sides = wrongReleases(older, newer, 5, drawing(3)).map(({ set, text, version }) => [
      set,
      /waterlib\.\w+/.exec(text)?.[0],
      version,
    ]);
    assert.deepEqual(sides, [
      ["wrong release", "waterlib.FillTank", "2.0"],
      ["right release", "waterlib.FillTank", "1.0"],
      ["wrong release", "waterlib.PumpStation", "1.0"],
      ["right release", "waterlib.PumpStation", "2.0"],
    ]);
  });

  test("claims come in pairs of which one is false", () => {
    const claims = claimsOfRelease(older, 4, drawing(4)).filter(({ set }) => set === "is a");
    assert.equal(claims.filter(({ isTrue }) => isTrue).length, claims.length / 2);
    assert.ok(claims.some(({ text, isTrue }) => text === "waterlib.FillTank is a class" && isTrue));
  });
});
