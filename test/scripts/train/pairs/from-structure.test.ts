import assert from "node:assert/strict";
import { test } from "node:test";
import { pairsFromStructure } from "../../../../scripts/train/pairs/from-structure.js";
import { chunkOf } from "./chunk-of.js";

const queries = (text: string, heading: string, draw = 0) => {
  const { chunk, passage } = chunkOf(text, { heading });
  return pairsFromStructure(chunk, passage, () => draw).map(({ kind, query, cut }) => ({
    ...{ kind, query },
    without: passage.text.slice(...(cut ?? [0, 0])),
  }));
};

test("a heading asks for what stands under it", () => {
  assert.deepEqual(queries("Open the valve.", "How to fill a pool"), [
    { kind: "heading", query: "How to fill a pool", without: "Waterlib | How to fill a pool\n" },
  ]);
});

test("a heading that every page has asks for nothing", () => {
  assert.deepEqual(queries("Open the valve.", "Examples"), []);
});

test("a sentence asks for the text around it", () => {
  const text = "Pumps move water from here to there. They are loud. They cost money.";
  const [, cloze] = queries(text, "Kinds of pumps");
  assert.deepEqual(cloze, {
    kind: "cloze",
    query: "Pumps move water from here to there.",
    without: "Pumps move water from here to there.",
  });
});

test("prose asks for the code it leads up to", () => {
  const text =
    "Start both pumps one after the other:\n\n```python\nfor pump in pumps:\n    pump.start(pressure=3.0)\n```";
  const [, code] = queries(text, "Starting pumps");
  assert.equal(code?.query, "Start both pumps one after the other:");
});
