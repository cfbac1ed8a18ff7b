import assert from "node:assert/strict";
import { test } from "node:test";
import { deprecatedText } from "../../../query/answer/outline.js";

test("what to use instead is said once", () => {
  const symbol = "waterlib.drain";
  const message = "Draining is deprecated, please use `waterlib.empty` instead.";
  assert.equal(
    deprecatedText({ symbol, message, replacement: "waterlib.empty" }),
    "`waterlib.drain` is deprecated: Draining is deprecated, please use `waterlib.empty` instead",
  );
  assert.equal(
    deprecatedText({ symbol, message: "It leaks.", replacement: "waterlib.empty" }),
    "`waterlib.drain` is deprecated: It leaks; use `waterlib.empty`",
  );
  assert.equal(deprecatedText({ symbol, message: "", replacement: null }), "`waterlib.drain` is deprecated");
});
