import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageOf } from "../../indexer/coverage.js";
import type { HarvestedDocument } from "../../indexer/harvest.js";

const SIGNATURE = "```python\nwater.pump(rate=5)\n```";

const chunk = (anchor: string, symbols: readonly string[], text: string) => ({
  ...{ id: anchor, anchor, headingPath: [], symbols, text, embedText: text },
});

const document = (...chunks: ReturnType<typeof chunk>[]): HarvestedDocument => ({
  ...{ id: "d", path: "api.html", title: "API", kind: "api", chunks },
});

const listed = (name: string, path: string | undefined = "api.html") => ({ name, path, anchor: name });

test("a body is text beyond the signature, where the inventory says", () => {
  const documents = [
    document(
      chunk("water.pump", ["water.pump"], `${SIGNATURE}\n\nMoves water.`),
      chunk("water.drain", ["water.drain"], SIGNATURE),
      chunk("water.fill", ["water.fill"], SIGNATURE),
      chunk("", ["water.fill"], "A second chunk of the same symbol."),
      chunk("RATE", [], "An anchor without a symbol."),
    ),
  ];
  const symbols = [
    ...["water.pump", "water.drain", "water.fill", "RATE", "water.gone"].map((name) => listed(name)),
    listed("water.pump", "other.html"),
    { name: "water.lost", path: undefined, anchor: "" },
  ];
  assert.deepEqual(coverageOf(symbols, documents).coverage, {
    symbols: 7,
    withBody: 3,
    missing: ["water.drain", "water.gone", "water.pump", "water.lost"],
  });
});

test("a class is described by its members", () => {
  const documents = [
    document(chunk("w.Pump.run", ["w.Pump.run"], "Runs."), chunk("w.Pump", ["w.Pump"], SIGNATURE)),
  ];
  assert.equal(coverageOf([listed("w.Pump"), listed("w.Pump.run")], documents).coverage?.withBody, 2);
});

test("at most twenty are named, and a site without an inventory has no coverage", () => {
  const symbols = Array.from({ length: 30 }, (_, index) => listed(`w.f${index}`));
  const { coverage } = coverageOf(symbols, []);
  assert.deepEqual([coverage?.missing.length, coverage?.withBody], [20, 0]);
  assert.deepEqual(coverageOf([], []), {});
});
