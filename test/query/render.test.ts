import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { renderResult } from "../../query/render.js";
import type { Hit, QueryResult } from "../../query/result.js";

const hit: Hit = {
  ...{ rank: 1, url: "https://waterlib.example/2.0/pump.html#waterlib.Pump", path: "pump.html" },
  ...{ title: "waterlib.Pump", headingPath: ["waterlib.Pump"], kind: "api", symbols: ["waterlib.Pump"] },
  ...{ library: "waterlib", version: "2.0", since: "1.0", sinceOldest: true, until: null },
  ...{ score: 1, channels: { lexical: 1 }, api: null, signature: "waterlib.Pump(flow_rate=5, pressure=2)" },
  text: [
    "```python\nwaterlib.Pump(flow_rate=5, pressure=2)\n```\n",
    ...Array.from({ length: 20 }, (_, at) => `A sentence that speaks of something else, number ${at}.`),
    "- **pressure** (int, default=2): bar above the outside.",
    "The end.",
  ].join("\n"),
  source: { id: "pypi:waterlib", kind: "pypi", priority: "framework-docs", reference: "waterlib-2.0.whl" },
  ...{ fetched: "2026-01-02T03:04:05Z", hash: "0123456789abcdef", chunks: [] },
};

const result: QueryResult = {
  ...{ question: "default of pressure in Pump", library: "waterlib", libraryName: "Waterlib" },
  ...{
    libraryFrom: "asked",
    libraries: ["waterlib"],
    notIndexed: [],
    version: "2.0",
    versionFrom: "newest",
    versionDate: "2025-02-20",
    otherVersions: [],
  },
  ...{ confidence: "HIGH", reasons: ["every name exists"], verified: true, named: [], unknownNames: [] },
  ...{ probability: 0.95, signals: null, missing: [] },
  hits: [hit],
  recent: { from: "2025-01-01", to: "2025-07-01", changes: [], undated: [] },
  ...{ indexed: ["2.0"], snapshot: "x", seconds: 0.01 },
};

const render = (changed: Partial<QueryResult>, width = 80) =>
  renderResult({ ...result, ...changed }, { colour: false, width, lines: 6 });

describe("renderResult", () => {
  test("says version and how it was found, confidence and why", () => {
    const [head, confidence] = render({}).split("\n");
    assert.equal(
      head,
      "Waterlib 2.0 - newest stable that is indexed; no version was given, released 2025-02-20",
    );
    assert.equal(confidence, "Confidence HIGH: every name exists");
  });

  test("shows the lines that speak of the question, and the signature once", () => {
    const text = render({});
    assert.match(text, /- \*\*pressure\*\* \(int, default=2\)/);
    assert.equal(text.split("waterlib.Pump(flow_rate").length, 2);
    assert.doesNotMatch(text, /```|number 3\./);
    assert.match(text, /… \d+ lines above/);
  });

  test("breaks long lines, and loses nothing of a signature", () => {
    const signature = `waterlib.Pump(${Array.from({ length: 20 }, (_, at) => `parameter_${at}=${at}`).join(", ")})`;
    const lines = render({ hits: [{ ...hit, signature, text: "Pumps water." }] }).split("\n");
    const shown = lines.filter((line) => line.includes("parameter_"));
    assert.ok(shown.every((line) => line.length <= 80));
    assert.equal(shown.map((line) => line.trim()).join(" "), signature);
  });

  test("a word longer than the terminal ends", () => {
    const text = "x".repeat(500);
    assert.match(render({ hits: [{ ...hit, signature: null, text }] }, 40), /x{30}/);
  });

  test("what cannot be verified is said before anything is shown", () => {
    const text = render({ verified: false, confidence: "LOW", hits: [] });
    assert.match(text, /^Cannot verify: /m);
    assert.doesNotMatch(text, /Nearest passages/);
  });
});
