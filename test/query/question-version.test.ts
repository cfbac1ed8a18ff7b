import assert from "node:assert/strict";
import { test } from "node:test";
import { versionsInQuestion } from "../../query/question-version.js";

const names = ["scikit-learn", "sklearn", "water"];
const isIndexed = (version: string): boolean =>
  ["1.6", "1.9", "1", "4", "5", "4.57", "5.18"].includes(version);

const questions: readonly [question: string, version: string | undefined, others?: readonly string[]][] = [
  ["how do I use GridSearchCV in scikit-learn 1.6", "1.6"],
  ["sklearn==1.6.1: fit fails", "1.6.1"],
  ["scikit-learn v1.6 KMeans?", "1.6"],
  ["scikit learn 1.6 KMeans", "1.6"],
  ["with scikit-learn 1.x", "1"],
  ["what is new in version 1.4.2?", "1.4.2"],
  ["n_init default in scikit-learn 1.6.", "1.6"],
  ["a tolerance of 0.001 in sklearn", undefined],
  ["GridSearchCV with learning rate 0.1", undefined],
  ["pandas 2.1 frames in sklearn", undefined],
];

const whole: typeof questions = [
  ["water v5", "5"],
  ["what is new in water v7?", "7"],
  ["which pumps has water version 7", "7"],
  ["in water 5, how do I pump", "5"],
  ["how do I pump in water 3?", "3"],
  ["pump in water 5 with two hoses", "5"],
  ["water 5 Pump flow_rate argument", "5"],
  ["water 5 open_valve default", "5"],
  ["water 5", "5"],
  ["sklearn 3 clusters", undefined],
  ["top 5 water pumps", undefined],
  ["5 water pumps", undefined],
  ["water 5 pumps", undefined],
  ["in water 5 pumps are slow", undefined],
  ["water 4 bit valves", undefined],
  ["water 4 Pump2D pumps", undefined],
  ["water 4 GPU training", undefined],
  ["with water 4 GPUs", undefined],
  ["water 4 Pumps", undefined],
  ["water 3 Pump", undefined],
  ["water 4 or 5 pumps", undefined],
  ["cluster with sklearn 3, 5 and 10 centres", undefined],
  ["water 5-fold", undefined],
  ["ice-water 5", undefined],
];

const several: typeof questions = [
  ["penalty default in scikit-learn 1.6 and 1.9", "1.9", ["1.6"]],
  ["penalty default in scikit-learn 1.9 and scikit-learn 1.6", "1.9", ["1.6"]],
  ["move from scikit-learn 1.2 to scikit-learn 1.4", "1.4", ["1.2"]],
  ["move from scikit-learn 1.6 to 1.10", "1.6", ["1.10"]],
  ["what changed in KMeans between 1.6 and 1.9", "1.9", ["1.6"]],
  ["what changed in KMeans between 1.2 and 1.6", "1.6", ["1.2"]],
  ["how does the loss change between 0.1 and 0.9", undefined],
  ["values between 1.6 and 2.4", undefined],
  ["KMeans 1.6 vs 1.9", "1.9", ["1.6"]],
  ["migrate from water 4 to 5", "5", ["4"]],
  ["what changed between water 4 and 5", "5", ["4"]],
  ["between water 4 and 5 pumps", undefined],
  ["scale water 4 to 5 pumps", undefined],
];

for (const [question, version, others = []] of [...questions, ...whole, ...several]) {
  test(`“${question}” names ${version ?? "no version"}${others.map((other) => ` and ${other}`).join("")}`, () => {
    assert.deepEqual(versionsInQuestion(question, names, isIndexed), { version, others });
  });
}
