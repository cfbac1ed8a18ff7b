import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type BenchReport, isMet, renderReport, table } from "../../../scripts/bench/report.js";

const report: BenchReport = {
  created: "2026-03-04T05:06:07.000Z",
  system: "kb 9.9.9",
  model: "tiny@0",
  machine: { cpu: "Abacus", cores: 2, memory: 8e9, system: "linux 1", node: "20.0.0" },
  material: ["Indexing: seven pages"],
  figures: [
    { name: "First index", value: 12.34, unit: "seconds" },
    { name: "Overhead", value: 0.2, unit: "share", target: { atMost: 0.2 } },
    { name: "Texts", value: 7, unit: "count", target: { exactly: 8 } },
    { name: "Pages", value: 59.4, unit: "perSecond", target: { atLeast: 60 } },
    { name: "Disk", value: 2_345.6, unit: "bytes", target: { atMost: 3_072 } },
  ],
};

test("a figure is met at its target, and neither met nor missed without one", () => {
  assert.deepEqual(report.figures.map(isMet), [undefined, true, false, false, true]);
});

test("the report says where, what, how much and whether it is enough", () => {
  assert.equal(
    renderReport(report),
    `# Benchmark

kb 9.9.9, model tiny@0, 2026-03-04

Abacus, 2 cores, 8 GB, linux 1, Node 20.0.0

- Indexing: seven pages

| Figure      | Measured |    Target |    Met |
| ----------- | -------: | --------: | -----: |
| First index |   12.3 s |           |        |
| Overhead    |   20.0 % |  ≤ 20.0 % |    yes |
| Texts       |        7 |         8 | **no** |
| Pages       |   59 / s |  ≥ 60 / s | **no** |
| Disk        |  2,346 B | ≤ 3,072 B |    yes |

2 of 4 targets are met.
`,
  );
});

describe("table", () => {
  test("keeps a bar inside a cell, and an absent cell empty", () => {
    assert.equal(table([["a", "b"], ["x|y"]]), "| a    |    b |\n| ---- | ---: |\n| x\\|y |      |");
  });
});
