import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { renderHtml } from "../../../scripts/eval/html-report.js";
import { METRICS } from "../../../scripts/eval/metrics.js";
import type { EvaluationReport } from "../../../scripts/eval/report.js";

const scores = Object.fromEntries(
  METRICS.map((metric) => [metric, { mean: 0.5, low: 0.4, high: 0.6 }]),
) as EvaluationReport["groups"][number]["scores"];
const p = Object.fromEntries(METRICS.map((metric) => [metric, 0.03])) as Record<
  (typeof METRICS)[number],
  number
>;

const report: EvaluationReport = {
  ...{ created: "2026-01-02T00:00:00Z", model: "m<1>", system: "kb", rows: 3, notAnswerable: {} },
  groups: [{ name: "Tier A & B", rows: 3, scores }],
  comparisons: [
    { name: "kb", scores, difference: scores, p },
    { name: "without", scores, difference: scores, p },
  ],
  ranks: [{ name: "all", at: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0], missed: 1 }],
  pinned: [],
  compared: "tier A",
};

describe("the report as a page", () => {
  test("bars stand where the values are, with whiskers, and the worst is as plain as the best", () => {
    const page = renderHtml(report);
    assert.match(page, /<rect class="bar" x="330" y="4" width="240"/);
    assert.match(page, /<line class="line" x1="522" x2="618"/);
    assert.match(page, />none<\/text>/);
    assert.match(page, /<td>0\.0300<\/td>/);
  });

  test("it needs nothing else, and names are text", () => {
    const page = renderHtml(report);
    assert.doesNotMatch(page, /<script|<link|src=|https?:/);
    assert.match(page, /m&lt;1&gt;/);
    assert.match(page, /Tier A &amp; B/);
  });
});
