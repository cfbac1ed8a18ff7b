import assert from "node:assert/strict";
import { test } from "node:test";
import { indexApis } from "../../../../scripts/train/pairs/api-index.js";
import { pairsFromKin } from "../../../../scripts/train/pairs/from-kin.js";
import { chunkOf } from "./chunk-of.js";

const SUMMARIES: Readonly<Record<string, readonly [corpus: string, summary: string]>> = {
  "waterlib.flip": ["Waterlib", "Reverse the order of drops along an axis."],
  "icelib.flip": ["Icelib", "Turns the order of crystals around, along a given axis."],
  "coinlib.flip": ["Coinlib", "Heads or tails, decided by chance."],
};

test("functions of one name ask for each other where their descriptions agree", () => {
  const documented = Object.entries(SUMMARIES).map(([symbol, [corpus, summary]]) =>
    chunkOf(`\`\`\`python\n${symbol}()\n\`\`\`\n\n${summary}`, { symbol, corpus }),
  );
  const symbols = Object.entries(SUMMARIES).map(([name, [corpus, summary]]) => ({
    ...{ corpus, name, summary, aliases: [], kind: "function", signature: `${name}()` },
  }));
  const pairs = pairsFromKin(indexApis(documented, symbols));
  assert.deepEqual(
    pairs.map(({ query, passage }) => [query, passage.group]),
    [
      [SUMMARIES["icelib.flip"]?.[1], "waterlib.flip"],
      [SUMMARIES["waterlib.flip"]?.[1], "icelib.flip"],
    ],
  );
});
