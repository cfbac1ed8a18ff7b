import assert from "node:assert/strict";
import { test } from "node:test";
import { type Nameable, namedLibraries } from "../../query/named-libraries.js";

const library = (id: string, names: readonly string[], ordinary: readonly string[] = []): Nameable => ({
  ...{ id, names: [id, ...names], ordinary: new Set(ordinary), spelt: names[0] ?? id },
});
const libraries = [
  library("streams", ["Big Streams"]),
  library("streams-js", ["Streams.js", "streams.js", "@big/streams"]),
  library("water-lib", ["Waterlib", "tf"]),
  library("pond", ["Pond", "pondlib"], ["pond"]),
];

const texts: readonly [text: string, ids: readonly string[]][] = [
  ["a pipe in streams", ["streams"]],
  ["a pipe in Streams.", ["streams"]],
  ["streams.Pipe leaks", ["streams"]],
  ["streams.js pipe", ["streams-js"]],
  ["streams js pipe", ["streams-js"]],
  ["from @big/streams", ["streams-js"]],
  ["streams.js or big streams?", ["streams-js", "streams"]],
  ["upstreams and streams-cli", []],
  ["pipe.streams", []],
  ["water lib 2.1", ["water-lib"]],
  ["tf2 pipes", ["water-lib"]],
  ["tf-idf, TF IDF and tfidf", []],
  ["a tf idf in tf", ["water-lib"]],
  // A pond is a pond.
  ["pumps for a pond", []],
  ["Pond pumps", []],
  ["pumps in Pond", ["pond"]],
  ["pond.Pump", ["pond"]],
  ["import pond as p", ["pond"]],
  ["pond==2", ["pond"]],
  ["pond 2.4 pumps", ["pond"]],
  ["pumps of pondlib", ["pond"]],
];

for (const [text, ids] of texts) {
  test(`“${text}” names ${ids.join(" and ") || "no library"}`, () => {
    assert.deepEqual(
      namedLibraries(text, libraries).map(({ id }) => id),
      ids,
    );
  });
}

test("a name that is only the head of dotted names may be a module", () => {
  const isHead = (text: string) => namedLibraries(text, libraries).map((mention) => mention.isHead);
  assert.deepEqual(isHead("streams.Pipe and streams.Hose"), [true]);
  assert.deepEqual(isHead("streams.Pipe of streams"), [false]);
  assert.deepEqual(isHead("streams"), [false]);
});
