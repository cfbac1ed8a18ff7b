import assert from "node:assert/strict";
import { test } from "node:test";
import { describeProblems } from "../../indexer/progress.js";

const problem = (at: number) => ({ path: `page-${at}.html`, reason: "it is torn" });

test("the first problems of a release are told, the others counted", () => {
  assert.deepEqual(describeProblems({ problems: [] }), []);
  assert.deepEqual(describeProblems({ problems: [problem(1)] }), ["    page-1.html: it is torn"]);
  const many = describeProblems({ problems: [1, 2, 3, 4, 5].map(problem) });
  assert.equal(many.length, 4);
  assert.equal(many.at(-1), "    … and 2 more, in the report of the run");
});
