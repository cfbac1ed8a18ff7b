import assert from "node:assert/strict";
import { test } from "node:test";
import { indexApis } from "../../../../scripts/train/pairs/api-index.js";
import { pairsFromWritten } from "../../../../scripts/train/pairs/from-written.js";
import { chunkOf } from "./chunk-of.js";

test("written questions are paired with the opening of the API of that very name, and with nothing where there is none", () => {
  const { chunk, passage } = chunkOf("```python\nwaterlib.flip(x)\n```\n\nReverses drops.", {
    symbol: "waterlib.flip",
  });
  const example = chunkOf("```python\n>>> waterlib.flip(x)\n```", { symbol: "waterlib.flip" });
  const apis = indexApis([example, { chunk, passage }], []);
  const written = [
    { symbol: "waterlib.flip", questions: ["water runs uphill", "last drop first"] },
    { symbol: "flip", questions: ["heads or tails"] },
  ];
  assert.deepEqual(
    pairsFromWritten(written, apis, []).map(({ kind, query, passage: paired }) => [
      kind,
      query,
      paired === passage,
    ]),
    [
      ["written", "water runs uphill", true],
      ["written", "last drop first", true],
    ],
  );
});

test("questions of a section are paired with its longest chunk, of that corpus and under those headings alone", () => {
  const chunks = [
    chunkOf("Prime them.", {}),
    chunkOf("Prime them slowly, or they run dry and overheat.", {}),
    chunkOf("Elsewhere pumps are primed by hand, with a lever and much patience.", { corpus: "Otherlib" }),
    chunkOf("```python\nPumps()\n```\n\nA class that is called as the section is, and longer than it.", {
      symbol: "Pumps",
    }),
  ];
  const written = [
    { corpus: "Waterlib", headingPath: ["Pumps"], questions: ["motor gets hot"] },
    { corpus: "Waterlib", headingPath: ["Pumps", "Valves"], questions: ["which way round"] },
  ];
  assert.deepEqual(
    pairsFromWritten(written, indexApis(chunks, []), chunks).map(({ kind, query, passage: { text } }) => [
      kind,
      query,
      text,
    ]),
    [["section", "motor gets hot", "Waterlib | Pumps\nPrime them slowly, or they run dry and overheat."]],
  );
});
