import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { indexApis } from "../../../../scripts/train/pairs/api-index.js";
import { pairsFromUsage } from "../../../../scripts/train/pairs/from-usage.js";
import { chunkOf } from "./chunk-of.js";

const entry = (symbol: string, corpus: string) =>
  chunkOf(`\`\`\`python\n${symbol}(x)\n\`\`\`\n\nOf ${symbol}.`, { symbol, corpus });
const apis = indexApis(
  [
    ...[entry("waterlib.flip", "Waterlib"), entry("waterlib.pool.drain", "Waterlib")],
    ...[entry("torch.nn.Linear", "PyTorch"), entry("numpy.flip", "NumPy")],
  ],
  [],
);

const asked = (text: string, corpus = "Waterlib", coin = true) =>
  pairsFromUsage(chunkOf(text, { corpus, heading: "Emptying a pool" }).chunk, apis, () => coin).map(
    ({ kind, query, passage }) => [kind, query, passage.group],
  );

describe("what is said where an API is used is a question that its page answers", () => {
  test("a sentence that mentions it, without its name", () => {
    assert.deepEqual(asked("To turn the drops around use `waterlib.flip()`."), [
      ["mention", "To turn the drops around use .", "waterlib.flip"],
    ]);
  });

  test("or with it", () => {
    assert.deepEqual(asked("To turn the drops around use `flip`.", "Waterlib", false), [
      ["mention", "To turn the drops around use flip.", "waterlib.flip"],
    ]);
  });

  test("prose that leads up to code that calls it", () => {
    const text = "Some words. Let all the water out:\n\n```python\npool.drain(now)\n```";
    assert.deepEqual(asked(text), [["call", "Let all the water out:", "waterlib.pool.drain"]]);
  });

  test("a comment above the call, by the name that was imported", () => {
    const text =
      "```python\nfrom torch.nn import Linear\n# a fully connected layer\nlayer = Linear(3, 4)\n```";
    assert.deepEqual(asked(text)[0], ["comment", "a fully connected layer", "torch.nn.Linear"]);
  });

  test("what everyone imports under another name", () => {
    assert.deepEqual(asked("Layers such as `nn.Linear` multiply and add.", "Keras"), [
      ["mention", "Layers such as multiply and add.", "torch.nn.Linear"],
    ]);
  });

  test("a name that says nothing in this library is no API", () => {
    assert.deepEqual(asked("The `flip` of a coin decides.", "Keras"), []);
  });
});
