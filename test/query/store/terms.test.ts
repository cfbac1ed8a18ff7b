import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  compoundIdentifiers,
  foldIdentifier,
  nameSuffixes,
  namesField,
  splitIdentifier,
} from "../../../query/store/terms.js";

describe("identifiers", () => {
  test("dotted, underscored and camel-cased names are compound; words are not", () => {
    assert.deepEqual(compoundIdentifiers("Set n_init of KMeans in torch.nn.Linear, not loss or torch."), [
      "n_init",
      "KMeans",
      "torch.nn.Linear",
    ]);
  });

  test("a line at the end is part of a name, lines on both sides are none", () => {
    assert.deepEqual(compoundIdentifiers("Tensor.abs_ of labels_, not _emphasis_ or __init__ or run__"), [
      "Tensor.abs_",
      "labels_",
    ]);
  });

  test("a name is one token whatever its spelling", () => {
    assert.equal(foldIdentifier("torch.nn.CrossEntropyLoss"), "torchnncrossentropyloss");
    assert.equal(foldIdentifier("n_init"), foldIdentifier("nInit"));
  });

  test("a name is also its words", () => {
    assert.deepEqual(splitIdentifier("CrossEntropyLoss"), ["cross", "entropy", "loss"]);
    assert.deepEqual(splitIdentifier("HTTPServer"), ["http", "server"]);
    assert.deepEqual(splitIdentifier("torch.nn.Conv2d"), ["torch", "nn", "conv", "2d"]);
  });

  test("a name is looked up by every dotted ending", () => {
    assert.deepEqual(nameSuffixes("sklearn.cluster.KMeans"), [
      "sklearn.cluster.kmeans",
      "cluster.kmeans",
      "kmeans",
    ]);
  });

  test("the field of names holds the full name, the last part and the words", () => {
    assert.equal(
      namesField(["torch.nn.CrossEntropyLoss"]),
      "torchnncrossentropyloss crossentropyloss torch nn cross entropy loss",
    );
  });
});
