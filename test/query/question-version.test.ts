import assert from "node:assert/strict";
import { test } from "node:test";
import { versionInQuestion } from "../../query/question-version.js";

const names = ["scikit-learn", "sklearn"];

const questions: readonly [question: string, version: string | undefined][] = [
  ["how do I use GridSearchCV in scikit-learn 1.6", "1.6"],
  ["sklearn==1.6.1: fit fails", "1.6.1"],
  ["scikit-learn v1.6 KMeans?", "1.6"],
  ["with scikit-learn 1.x", "1"],
  ["what is new in version 1.4.2?", "1.4.2"],
  ["n_init default in scikit-learn 1.6.", "1.6"],
  ["move from scikit-learn 1.2 to scikit-learn 1.4", undefined],
  ["a tolerance of 0.001 in sklearn", undefined],
  ["sklearn 3 clusters", undefined],
  ["GridSearchCV with learning rate 0.1", undefined],
  ["pandas 2.1 frames in sklearn", undefined],
];

for (const [question, version] of questions) {
  test(`“${question}” names ${version ?? "no version"}`, () => {
    assert.equal(versionInQuestion(question, names), version);
  });
}
