import assert from "node:assert/strict";
import { test } from "node:test";
import { indexApis } from "../../../../scripts/train/pairs/api-index.js";
import { pairsFromWritten } from "../../../../scripts/train/pairs/from-written.js";
import { chunkOf } from "./chunk-of.js";

test("written questions are paired with the API of that very name, and with nothing where there is none", () => {
  const { chunk, passage } = chunkOf("```python\nwaterlib.flip(x)\n```\n\nReverses drops.", {
    symbol: "waterlib.flip",
  });
  const apis = indexApis([{ chunk, passage }], []);
  const written = [
    { symbol: "waterlib.flip", questions: ["water runs uphill", "last drop first"] },
    { symbol: "flip", questions: ["heads or tails"] },
  ];
  assert.deepEqual(
    pairsFromWritten(written, apis).map(({ kind, query, passage: { group } }) => [kind, query, group]),
    [
      ["written", "water runs uphill", "waterlib.flip"],
      ["written", "last drop first", "waterlib.flip"],
    ],
  );
});
