import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooMuchUnread } from "../../../indexer/source/unread.js";

test("one file is never too much, a twentieth is the most", () => {
  assert.equal(isTooMuchUnread(1, 1), false);
  assert.equal(isTooMuchUnread(2, 3), true);
  assert.equal(isTooMuchUnread(5, 100), false);
  assert.equal(isTooMuchUnread(6, 100), true);
});
