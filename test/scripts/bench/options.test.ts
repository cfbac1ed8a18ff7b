import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { readOptions, SUBJECTS } from "../../../scripts/bench/options.js";

test("everything is measured unless told otherwise", () => {
  const absent = { docs: undefined, sites: undefined, check: undefined, out: undefined, work: undefined };
  assert.deepEqual(readOptions([]), { quick: false, only: [...SUBJECTS], ...absent });
});

test("a subject may be named without a flag", () => {
  const options = readOptions(["website", "--sites", "here"]);
  assert.deepEqual([options.only, options.sites], [["website"], resolve("here")]);
});

test("subjects are a list, paths become absolute", () => {
  const options = readOptions(["--quick", "--only", "queries, embedding", "--out", "here/bench.md"]);
  assert.deepEqual(options.only, ["queries", "embedding"]);
  assert.equal(options.out, resolve("here/bench.md"));
  assert.equal(options.quick, true);
});

test("code to check comes with its index, or not at all", () => {
  const options = readOptions(["check", "--code", "here", "--index", "there"]);
  assert.deepEqual(options.check, { code: resolve("here"), data: resolve("there") });
  assert.throws(() => readOptions(["check", "--code", "here"]));
});
