import assert from "node:assert/strict";
import { test } from "node:test";
import { type NamedHere, surroundingsOf } from "../../../query/history/surroundings.js";

const here: readonly NamedHere[] = [
  { name: "lib.f", aliases: ["lib.core.f"], kind: "function", path: "lib/core.py" },
  { name: "lib.Model", aliases: [], kind: "class", path: "lib/core.py" },
  { name: "lib.Model.fit", aliases: [], kind: "method", path: "lib/core.py" },
  { name: "docs.g", aliases: [], kind: "function", path: "reference/docs.rst" },
];

const readAround = surroundingsOf(here);

const CASES: readonly [string, boolean, string][] = [
  ["lib.g", true, "the module's code was read"],
  ["lib.core.g", true, "known by another name of what it holds"],
  ["lib.gone.g", true, "neither is its module there"],
  ["lib.core", false, "a module that holds something is there"],
  ["lib.Model.predict", false, "it may be inherited"],
  ["lib.Model.part.x", false, "below a class nothing is known"],
  ["other.g", false, "nothing was read there"],
  ["docs.h", false, "pages do not tell every name"],
  ["lib.LIMIT", false, "a constant is kept only where it is documented"],
  ["f", false, "no module is named"],
];

for (const [asked, absent, why] of CASES) {
  test(`${asked}: ${why}`, () => assert.equal(readAround(asked), absent));
}
