import assert from "node:assert/strict";
import { test } from "node:test";
import { guessText } from "../../query/guessed-library.js";

const guessed = {
  libraryFrom: "search",
  libraryName: "Waterlib",
  libraries: ["firelib", "waterlib"],
  notIndexed: [],
} as const;

test("a library that was guessed fits best only where the answer can be trusted", () => {
  assert.equal(guessText(guessed, "HIGH"), "no library was given: this one fits best");
  const low = guessText(guessed, "LOW");
  assert.doesNotMatch(low, /fits best/);
  assert.match(low, /none clearly fits: Waterlib was searched.*--library \(indexed: firelib, waterlib\)$/);
});

test("nothing is said of one that was named, and a long list ends", () => {
  assert.equal(guessText({ ...guessed, libraryFrom: "question" }, "LOW"), "");
  assert.match(
    guessText({ ...guessed, libraryFrom: "api" }, "LOW"),
    /only this one has what the question names$/,
  );
  assert.match(guessText({ ...guessed, libraries: ["waterlib"] }, "LOW"), /only one indexed/);
  const oil = { library: "oil", libraryName: "Oil", written: "oil", isApi: false };
  const notIndexed = [oil, { ...oil, library: "gas", libraryName: "Gas", written: "GasPump", isApi: true }];
  assert.equal(
    guessText({ ...guessed, notIndexed }, "LOW"),
    "the question names Oil and GasPump of Gas, which are not indexed: kb index oil gas",
  );
  const libraries = Array.from({ length: 40 }, (_, at) => `lib${at}`);
  assert.match(guessText({ ...guessed, libraries }, "LOW"), /lib11, and 28 more\)$/);
});
