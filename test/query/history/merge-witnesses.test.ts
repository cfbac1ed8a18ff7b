import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../query/history/change.js";
import { findChanges } from "../../../query/history/find-changes.js";
import type { SymbolLife } from "../../../query/history/life.js";
import { allPairs } from "../../../query/history/release-pairs.js";
import { OPEN } from "../../../query/store/rows.js";
import type { CorpusState } from "../../../query/store/snapshot.js";
import { corpusState } from "./corpus-fixture.js";
import { life } from "./life-fixture.js";

const corpus = (wheel: readonly string[], website: readonly string[]): CorpusState =>
  corpusState({ wheel, website });

const parameters = (value: string) =>
  JSON.stringify([{ name: "n", kind: "positional-or-keyword", default: value }]);

/** `f(n=value)` from one release until another, in one source. */
const f = (source: string, value: string, since: string, until = OPEN): SymbolLife =>
  life("water.f", { source, signature: `water.f(n=${value})`, parameters: parameters(value), since, until });

const changesOf = async (state: CorpusState, lives: readonly SymbolLife[]): Promise<readonly Change[]> =>
  findChanges({ library: "water", corpus: state, lives }, allPairs(state));

const told = (changes: readonly Change[]) =>
  changes.map(
    ({ kind, previous, version, before, after, evidence, contradicting }) =>
      `${kind} ${previous}-${version} ${before ?? ""}>${after ?? ""} by ${[...new Set(evidence.map(({ source }) => source))].join("+")}${contradicting.length > 0 ? ` against ${contradicting[0]?.source}` : ""}`,
  );

describe("sources as witnesses", () => {
  test("two that see the same change in the same releases give one change", async () => {
    const lives = [
      ...["wheel", "website"].flatMap((source) => [f(source, "1", "k1.0", "k2.0"), f(source, "2", "k2.0")]),
    ];
    const changes = await changesOf(corpus(["1.0", "2.0"], ["1.0", "2.0"]), lives);
    assert.deepEqual(told(changes), ["default-changed 1.0-2.0 1>2 by wheel+website"]);
    assert.equal(changes[0]?.evidence.length, 4);
  });

  test("the one that read nearer releases says when", async () => {
    const lives = [
      f("wheel", "1", "k1.0", "k3.0"),
      f("wheel", "2", "k3.0"),
      f("website", "1", "k1.0", "k2.0"),
      f("website", "2", "k2.0"),
    ];
    const changes = await changesOf(corpus(["1.0", "3.0"], ["1.0", "2.0", "3.0"]), lives);
    assert.deepEqual(told(changes), ["default-changed 1.0-2.0 1>2 by website+wheel"]);
  });

  test("what cannot both be true is told twice", async () => {
    const lives = [
      f("wheel", "1", "k1.0", "k2.0"),
      f("wheel", "2", "k2.0"),
      f("website", "1", "k1.0", "k2.0"),
      f("website", "3", "k2.0"),
    ];
    const changes = await changesOf(corpus(["1.0", "2.0"], ["1.0", "2.0"]), lives);
    assert.deepEqual(told(changes), [
      "default-changed 1.0-2.0 1>2 by wheel",
      "default-changed 1.0-2.0 1>3 by website",
    ]);
  });

  test("a source that was not read for a release does not say that anything is gone", async () => {
    const lives = [f("wheel", "1", "k1.0"), f("website", "1", "k1.0")];
    assert.deepEqual(await changesOf(corpus(["1.0"], ["1.0", "2.0"]), lives), []);
  });

  test("new for one, already there for the other: the other's word stands beside it", async () => {
    const lives = [f("wheel", "1", "k2.0"), f("website", "1", "k1.0")];
    const changes = await changesOf(corpus(["1.0", "2.0"], ["1.0", "2.0"]), lives);
    assert.deepEqual(told(changes), ["added 1.0-2.0 >water.f(n=1) by wheel against website"]);
  });
});
