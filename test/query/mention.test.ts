import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { mentionOf, termsOf } from "../../query/mention.js";
import { readQuestion } from "../../query/question.js";

const terms = termsOf(readQuestion("default of n_init in KMeans"));

describe("mentionOf", () => {
  test("the entry of a parameter mentions it more than a signature that lists it", () => {
    const signature = ['sklearn.cluster.kmeans(n_clusters=8, n_init="auto", max_iter=300)'];
    const entry = ["- **n_init** (int, default='auto'): number of runs of kmeans."];
    assert.ok(mentionOf(entry, terms) > mentionOf(signature, terms));
  });

  test("a name counts for more than a word", () => {
    assert.ok(mentionOf(["see n_init"], terms) > mentionOf(["the default"], terms));
  });

  test("more lines never mention less", () => {
    const line = fc.stringMatching(/^[a-z_ *-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (some, more) => {
        assert.ok(mentionOf([...some, ...more], terms) >= mentionOf(some, terms));
      }),
    );
  });
});
