import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { fieldQuery, leaveOut, MAX_QUESTION, readQuestion } from "../../query/question.js";

describe("readQuestion", () => {
  test("tells names from words, and splits names into words", () => {
    const { identifiers, words } = readQuestion("How do I set n_init of sklearn.cluster.KMeans?");
    assert.deepEqual(identifiers, ["n_init", "sklearn.cluster.KMeans"]);
    assert.ok(["set", "sklearn", "cluster", "init", "means"].every((word) => words.includes(word)));
    assert.ok(!words.includes("how"));
  });

  test("control signs and signs that hide text are no part of a question", () => {
    assert.equal(readQuestion("val\u200bve \u202eopens\u0000").text, "val ve opens");
  });

  test("a question in another script has words", () => {
    assert.deepEqual(readQuestion("ポンプ の 流量").words, ["ポンプ", "の", "流量"]);
  });

  test("any text gives bounded lists and a bounded question", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20_000 }), (asked) => {
        const { text, words, identifiers } = readQuestion(asked);
        assert.ok(text.length <= MAX_QUESTION && words.length <= 96 && identifiers.length <= 24);
        assert.equal(new Set(words).size, words.length);
      }),
    );
  });
});

test("names go to the fields of names folded, whole and by their last part", () => {
  const question = readQuestion("torch.nn.CrossEntropyLoss weight");
  assert.equal(fieldQuery(question, "identifiers"), "torchnncrossentropyloss crossentropyloss");
  assert.match(fieldQuery(question, "names"), /\bcrossentropyloss\b.*\bweight\b/);
  assert.match(fieldQuery(question, "text"), /\bentropy\b/);
});

describe("leaving the corpus's own name out", () => {
  test("its words go only where the whole name stands", () => {
    const question = readQuestion("how does scikit-learn learn a model of water");
    assert.deepEqual(leaveOut(question, ["scikit-learn"]).words, ["model", "water"]);
    assert.ok(leaveOut(readQuestion("learn a model"), ["scikit-learn"]).words.includes("learn"));
  });

  test("a question of nothing else stays as it is", () => {
    assert.deepEqual(leaveOut(readQuestion("What is pytorch?"), ["pytorch"]).words, ["pytorch"]);
  });
});

test("an exception's name is about no index and no value", () => {
  const { words, identifiers } = readQuestion("IndexError in Pump");
  assert.deepEqual(identifiers, ["IndexError"]);
  assert.deepEqual(words, ["indexerror", "pump"]);
});
