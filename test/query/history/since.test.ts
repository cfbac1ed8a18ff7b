import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiHistory } from "../../../query/history/api-history.js";
import { findChanges } from "../../../query/history/find-changes.js";
import type { SymbolLife } from "../../../query/history/life.js";
import { allPairs } from "../../../query/history/release-pairs.js";
import { sinceText } from "../../../query/history/since.js";
import { resolveRelease } from "../../../query/release.js";
import type { CorpusState } from "../../../query/store/snapshot.js";
import { corpusState } from "./corpus-fixture.js";
import { life } from "./life-fixture.js";

/** Since when and deprecated since when, as of 2.0. */
async function told(corpus: CorpusState, lives: readonly SymbolLife[]): Promise<readonly string[]> {
  const history = await findChanges({ library: "water", corpus, lives }, allPairs(corpus));
  const api = apiHistory(corpus, "water.f", resolveRelease("water", corpus, "2.0"), { lives, history });
  if (!api) return [];
  return [sinceText(api.since), ...(api.deprecatedSince ? [sinceText(api.deprecatedSince)] : [])];
}

const f = (since: string, facts: Partial<SymbolLife> = {}) =>
  life("water.f", { source: "wheel", since, ...facts });
const deprecated = (since?: string) => JSON.stringify({ message: "Gone soon.", ...(since && { since }) });

describe("since", () => {
  const two = corpusState({ wheel: ["1.0", "2.0"] });

  test("what the oldest indexed release has came in it or before", async () => {
    assert.deepEqual(await told(two, [f("k1.0")]), ["in or before 1.0"]);
  });

  test("what the release before did not have came in this one", async () => {
    assert.deepEqual(await told(two, [f("k2.0")]), ["since 2.0"]);
  });

  test("a directive says more, unless it names a later release than it stands in", async () => {
    assert.deepEqual(await told(two, [f("k1.0", { declaredSince: "0.4" })]), ["since 0.4"]);
    assert.deepEqual(await told(two, [f("k1.0", { declaredSince: "3.0" })]), ["in or before 1.0"]);
  });

  test("one source that has it in an older release outweighs another that sees it come", async () => {
    const corpus = corpusState({ wheel: ["1.0", "2.0"], website: ["1.0", "2.0"] });
    const lives = [f("k2.0"), f("k1.0", { source: "website" })];
    assert.deepEqual(await told(corpus, lives), ["in or before 1.0"]);
  });

  test("deprecated: as the message says, as first seen, or in the oldest indexed release or before", async () => {
    assert.deepEqual(await told(two, [f("k1.0", { deprecated: deprecated("0.9") })]), [
      "in or before 1.0",
      "since 0.9",
    ]);
    assert.deepEqual(
      await told(two, [f("k1.0", { until: "k2.0" }), f("k2.0", { deprecated: deprecated() })]),
      ["in or before 1.0", "since 2.0"],
    );
    assert.deepEqual(await told(two, [f("k1.0", { deprecated: deprecated() })]), [
      "in or before 1.0",
      "in or before 1.0",
    ]);
  });

  test("of a name that nobody knows nothing is said", async () => {
    assert.deepEqual(await told(two, []), []);
  });
});
