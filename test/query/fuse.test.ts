import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { fuse } from "../../query/fuse.js";

describe("fuse", () => {
  test("sums weight / (k + rank) over the lists that hold an id", () => {
    const fused = fuse(
      [
        { name: "lexical", weight: 1, ids: ["a", "b"] },
        { name: "dense", weight: 0.5, ids: ["b"] },
      ],
      60,
    );
    const scores = Object.fromEntries(fused.map(({ id, score }) => [id, score]));
    assert.equal(scores["a"], 1 / 61);
    assert.equal(scores["b"], 1 / 62 + 0.5 / 61);
    assert.deepEqual(
      fused.map(({ id }) => id),
      ["b", "a"],
    );
  });

  test("a list that does not hold an id gives it exactly nothing", () => {
    const [only] = fuse(
      [
        { name: "lexical", weight: 1, ids: ["a"] },
        { name: "dense", weight: 1, ids: ["b", "c"] },
      ],
      60,
    ).filter(({ id }) => id === "a");
    assert.deepEqual(only, { id: "a", score: 1 / 61, ranks: { lexical: 1 } });
  });

  test("a list of weight 0 changes nothing, not even which ids there are", () => {
    const fused = fuse(
      [
        { name: "lexical", weight: 1, ids: ["a"] },
        { name: "dense", weight: 0, ids: ["z", "a"] },
      ],
      60,
    );
    assert.deepEqual(fused, [{ id: "a", score: 1 / 61, ranks: { lexical: 1 } }]);
  });

  test("one list alone keeps its order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (ids) => {
        assert.deepEqual(
          fuse([{ name: "only", weight: 1, ids }], 20).map(({ id }) => id),
          ids,
        );
      }),
    );
  });
});
