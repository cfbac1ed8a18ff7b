import assert from "node:assert/strict";
import { test } from "node:test";
import { membersOfCalls } from "../../../query/confidence/members-of-calls.js";

for (const [code, members] of [
  ["KMeans(n_clusters=max(2, 3)).fit(X).labels", ["KMeans.fit", "KMeans.labels"]],
  ["nn.Linear(3, 4).eval().to(device).bias", ["nn.Linear.eval", "nn.Linear.to", "nn.Linear.bias"]],
  ["Scaler().transform(X).mean()", ["Scaler.transform"]],
  ["pump(3).start", []],
  ["Pump(3", []],
  ["Pump(3) works", []],
] as const) {
  test(`members asked of what a constructor made: ${code}`, () => {
    assert.deepEqual(membersOfCalls(code), members);
  });
}
