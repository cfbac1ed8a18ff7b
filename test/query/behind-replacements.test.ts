import assert from "node:assert/strict";
import { test } from "node:test";
import { behindReplacements } from "../../query/behind-replacements.js";
import type { Hit } from "../../query/result.js";
import { hitWith } from "./answer/hit-fixture.js";

const since = { version: "1.0", from: "indexed" } as const;
const hit = (symbol: string, score: number, replacement: string | null = null): Hit => ({
  ...hitWith([symbol], { symbols: [symbol] }),
  score,
  api: {
    ...{ symbol, since, changedIn: [], replacement },
    deprecatedSince: replacement === null ? null : since,
  },
});
const places = (hits: readonly Hit[], named: readonly string[] = []) =>
  behindReplacements(hits, new Set(named)).map(({ symbols: [name], rank, score }) => [name, rank, score]);

const hits = [hit("w.flip", 1, "w.flip_"), hit("w.drain", 0.5), hit("w.flip_", 0.25), hit("w.fill", 0.1)];

test("a deprecated API comes right behind what to use instead, and places keep their scores", () => {
  const order = [
    ["w.drain", 1, 1],
    ["w.flip_", 2, 0.5],
    ["w.flip", 3, 0.25],
    ["w.fill", 4, 0.1],
  ];
  assert.deepEqual(places(hits), order);
  assert.deepEqual(places([hit("w.flip", 1, "flip_"), ...hits.slice(1)]), order);
});

test("it stays where the question names it, where the other was not found, and where it is behind already", () => {
  const names = (some: readonly (readonly unknown[])[]) => some.map(([name]) => name);
  assert.deepEqual(names(places(hits, ["w.flip"])), ["w.flip", "w.drain", "w.flip_", "w.fill"]);
  assert.deepEqual(names(places(hits.slice(0, 2))), ["w.flip", "w.drain"]);
  assert.deepEqual(names(places([...hits].reverse())), ["w.fill", "w.flip_", "w.drain", "w.flip"]);
});
