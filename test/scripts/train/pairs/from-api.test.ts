import assert from "node:assert/strict";
import { test } from "node:test";
import { pairsFromApi } from "../../../../scripts/train/pairs/from-api.js";
import { chunkOf } from "./chunk-of.js";

const ENTRY = `\`\`\`python
waterlib.flip(x, axis)
\`\`\`

Reverses the order of drops. Drops keep their size.

**Parameters**

- **x** (Water): The water whose drops are reversed.
- **axis** (int): The direction in which to reverse.

**Raises**

- **ValueError**: If the water is frozen.`;

test("an API entry is paired with its name, summary, parameters and errors", () => {
  const { chunk, passage } = chunkOf(ENTRY, { symbol: "waterlib.flip" });
  const pairs = pairsFromApi(chunk, passage);
  assert.deepEqual(
    pairs.map(({ kind, query }) => `${kind}: ${query}`),
    [
      "name: waterlib.flip",
      "summary: Reverses the order of drops.",
      "parameter: The water whose drops are reversed.",
      "parameter: flip x",
      "parameter: The direction in which to reverse.",
      "parameter: flip axis",
      "error: ValueError: the water is frozen.",
    ],
  );
  const [summary] = pairs.filter(({ kind }) => kind === "summary");
  assert.equal(passage.text.slice(...(summary?.cut ?? [])), "Reverses the order of drops.");
});

test("an example further down in an entry says neither name nor summary", () => {
  const { chunk, passage } = chunkOf(
    "```python\n>>> waterlib.flip(x)\n```\n\nDrops of rain are reversed, too.\n\n- **axis** (int): The direction in which to reverse.",
    { symbol: "waterlib.flip" },
  );
  assert.deepEqual(
    pairsFromApi(chunk, passage).map(({ kind }) => kind),
    ["parameter", "parameter"],
  );
});

test("a chunk without a symbol is no API entry", () => {
  const { chunk, passage } = chunkOf(ENTRY);
  assert.deepEqual(pairsFromApi(chunk, passage), []);
});
