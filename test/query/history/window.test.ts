import assert from "node:assert/strict";
import { test } from "node:test";
import { windowOf } from "../../../query/history/window.js";

test("a window ends today and begins on the same day of an earlier month, or its last", () => {
  const window = (day: string, months: number) => windowOf(new Date(`${day}T00:00:00Z`), months);
  assert.deepEqual(window("2026-11-26", 6), { from: "2026-05-26", to: "2026-11-26" });
  assert.deepEqual(window("2026-08-31", 6), { from: "2026-02-28", to: "2026-08-31" });
  assert.deepEqual(window("2026-01-15", 12), { from: "2025-01-15", to: "2026-01-15" });
});
