import assert from "node:assert/strict";
import { test } from "node:test";
import { KbError } from "../../corpora/errors.js";
import { expectArguments } from "../../query/expect-arguments.js";

const refused = (method: Parameters<typeof expectArguments>[0], given: unknown): string => {
  try {
    expectArguments(method, given);
  } catch (error) {
    assert.ok(error instanceof KbError);
    assert.equal(error.code, "USAGE");
    return error.message;
  }
  return "";
};

test("what is given in the right types passes, and so does what is not known", () => {
  for (const [method, given] of [
    ["query", { question: "", asOf: new Date(0), kinds: ["api"], limit: 51, onCandidates: () => undefined }],
    ["answer", { question: "x", library: undefined, synthesis: {} }],
    ["symbol", { name: "KMeans" }],
    ["check", {}],
    ["check", { sources: [{ file: "a.py", text: "" }], at: { jax: "0.4" } }],
    ["verify", { claim: "x" }],
  ] as const) {
    assert.equal(refused(method, given), "");
  }
});

for (const [method, given, message] of [
  ["query", undefined, "kb.query() was given undefined; expected an object"],
  ["query", "x", 'kb.query() was given "x"; expected an object'],
  ["query", {}, "question is missing; kb.query() expects a text"],
  ["answer", { question: 5 }, "question is 5; kb.answer() expects a text"],
  ["query", { question: "x", library: null }, "library is null; kb.query() expects a text"],
  ["query", { question: "x", asOf: new Date("?") }, "asOf is an invalid date; kb.query() expects a date"],
  ["changes", { library: "jax", breaking: 1 }, "breaking is 1; kb.changes() expects true or false"],
  ["diff", { library: "jax", from: "1" }, "to is missing; kb.diff() expects a text"],
  ["upgrade", { project: ".", to: { jax: 1 } }, 'to is {"jax":1}; kb.upgrade() expects versions by library'],
  ["check", { paths: "a.py" }, 'paths is "a.py"; kb.check() expects a list of texts'],
  ["versions", { library: () => 1 }, "library is a function; kb.versions() expects a text"],
  [
    "verify",
    { claim: "x".repeat(9).split("") },
    'claim is ["x","x","x","x","x","x","x","x","x"]; kb.verify() expects a text',
  ],
] as const) {
  test(message, () => assert.equal(refused(method, given), message));
}
