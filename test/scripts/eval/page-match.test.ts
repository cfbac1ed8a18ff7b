import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Pages,
  pageKey,
  pageOfSymbol,
  ranksOf,
  relevantPages,
} from "../../../scripts/eval/page-match.js";

const pages: Pages = {
  pages: new Set([
    "generated/torch.nn.linear",
    "generated/torch.nn.module",
    "generated/torch.max",
    "special",
    "one_hot",
    "keras/layers/dense",
    "modules/generated/sklearn.cluster.kmeans",
  ]),
  pageOfSymbol: new Map([
    ["torch.special.erf", "special"],
    ["tf.compat.v1.one_hot", "one_hot"],
  ]),
};

describe("pageKey", () => {
  for (const [given, key] of [
    ["generated/torch.nn.linear.rst", "generated/torch.nn.linear"],
    ["pytorch-2/generated/torch.nn.linear.txt", "generated/torch.nn.linear"],
    ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html#x", "generated/torch.nn.linear"],
    ["https://www.tensorflow.org/api_docs/python/tf/one_hot?hl=en", "one_hot"],
    ["https://www.tensorflow.org/versions/r2.4/api_docs/python/tf/keras/layers/Dense", "keras/layers/dense"],
    [
      "https://scikit-learn.org/stable/modules/generated/sklearn.cluster.KMeans.html",
      "modules/generated/sklearn.cluster.kmeans",
    ],
  ] as const) {
    test(given, () => assert.equal(pageKey(given), key));
  }
});

describe("pageOfSymbol", () => {
  for (const [symbol, page] of [
    ["torch.nn.Linear", "generated/torch.nn.linear"],
    ["tf.one_hot", "one_hot"],
    ["sklearn.cluster.KMeans", "modules/generated/sklearn.cluster.kmeans"],
    // Documented on its module's page.
    ["torch.special.erf", "special"],
    // A method has its class's page.
    ["torch.nn.Module.eval", "generated/torch.nn.module"],
    // An alias of an older interface.
    ["tf.compat.v1.one_hot", "one_hot"],
    // Neither a page nor a class: a function is no page of its module.
    ["torch.nn.functional.relu", undefined],
  ] as const) {
    test(`${symbol} -> ${page}`, () => assert.equal(pageOfSymbol(symbol, pages), page));
  }
});

describe("ranksOf", () => {
  const relevant = relevantPages(["torch.nn.Linear", "torch.special.erf", "torch.gone"], pages);

  test("symbols without a page do not count as relevant", () => {
    assert.deepEqual([...relevant.values()], ["generated/torch.nn.linear", "special"]);
  });

  test("pages count once, at their first place", () => {
    const returned = [
      { path: "generated/torch.max.rst" },
      { path: "generated/torch.max.rst", symbols: ["torch.max"] },
      { path: "generated/torch.nn.linear.rst" },
      { path: "special.rst" },
    ];
    assert.deepEqual(ranksOf(returned, relevant), [2, 3]);
  });

  test("a result that documents a relevant symbol is right wherever it stands", () => {
    const returned = [{ path: "guide.md", symbols: ["torch.nn.linear"] }];
    assert.deepEqual(ranksOf(returned, relevant), [1]);
    assert.deepEqual(
      ranksOf([{ symbols: ["torch.other"] }, { symbols: ["TORCH.NN.LINEAR"] }], relevant),
      [2],
    );
  });

  test("the same page reached by symbol and by path is one page", () => {
    const returned = [
      { path: "index.rst", symbols: ["torch.nn.Linear"] },
      { path: "generated/torch.nn.linear.rst" },
      { path: "special.rst" },
    ];
    assert.deepEqual(ranksOf(returned, relevant), [1, 2]);
  });
});
