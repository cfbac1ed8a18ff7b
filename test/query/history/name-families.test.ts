import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { nameFamilies } from "../../../query/history/name-families.js";

const patterns = (names: readonly string[], least = 3) =>
  nameFamilies(names, least).map(({ pattern, names: own }) => `${pattern} ${own.length}`);

describe("nameFamilies", () => {
  test("names that begin or end alike, the largest family first", () => {
    const names = [
      "RiverPump",
      "TankPump",
      "WellPump",
      "PumpStation",
      "OldTap",
      "OldValve",
      "OldHose",
      "Lone",
    ];
    assert.deepEqual(patterns(names.map((name) => `water.${name}`)), ["water.*Pump 3", "water.Old* 3"]);
    assert.deepEqual(patterns(["w.is_wet", "w.is_dry", "w.is_cold", "w.isle"]), ["w.is_* 3"]);
  });

  test("a longer pattern is taken where it covers most of what a shorter one does", () => {
    const exports = ["Tap", "Pump", "Valve", "Hose"].map((name) => `w.${name}ExportConfig`);
    assert.deepEqual(patterns([...exports, "w.LakeConfig"]), ["w.*ExportConfig 4"]);
    const configs = ["Lake", "Sea", "Pond", "Well", "Rain", "Snow"].map((name) => `w.${name}Config`);
    assert.deepEqual(patterns([...exports.slice(0, 3), ...configs]), ["w.*Config 9"]);
  });

  test("a beginning in capitals ends between words", () => {
    assert.deepEqual(patterns(["w.TFPump", "w.TFTap", "w.TFHose", "w.TFT5Tank", "w.TFile"]), ["w.TF* 4"]);
  });

  test("a beginning that none of the names is found by makes no family", () => {
    assert.deepEqual(patterns(["w.5tank", "w.5tape", "w.5tab"]), []);
  });

  test("each name is in one family at most, under a pattern that it fits", () => {
    const word = fc.constantFrom("Old", "New", "TF", "Pump", "Tap", "5", "_x", "tank");
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `w.${words.join("")}`);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 30 }), (names) => {
        const families = nameFamilies(names, 3);
        const all = families.flatMap((family) => family.names);
        assert.equal(new Set(all).size, all.length);
        for (const { pattern, names: own } of families) {
          assert.ok(own.length >= 3);
          const [head = "", tail = ""] = pattern.split("*");
          for (const each of own)
            assert.ok(each.startsWith(head) && each.endsWith(tail), `${each} in ${pattern}`);
        }
      }),
    );
  });
});
