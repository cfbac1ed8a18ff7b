import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { agreedVersion, isExact } from "../../../../../indexer/source/website/versions/statement.js";

describe("agreedVersion", () => {
  for (const [why, statements, version] of [
    ["the more precise statement of the same wins, whoever makes it", ["1.4", "1.4.2"], "1.4.2"],
    ["also when it comes first", ["1.4.2", "1.4"], "1.4.2"],
    ["another release is passed over", ["1.4.2", "1.5.0"], "1.4.2"],
    ["1.40 is not a precise 1.4", ["1.4", "1.40"], "1.4"],
    ["a candidate is more precise than its release number", ["2.0", "2.0rc1"], "2.0rc1"],
    ["words are no versions", ["master ", "latest", "v0.4.13"], "0.4.13"],
    ["a build documents its release", ["2.9.1+cu128"], "2.9.1"],
    ["nothing said", [], undefined],
  ] as const) {
    test(why, () => assert.equal(agreedVersion(statements, "pep440"), version));
  }
});

test("three numbers are exact", () => {
  assert.deepEqual(["1.4", "v1.4.2", "1.4.2rc1"].map(isExact), [false, true, true]);
});
