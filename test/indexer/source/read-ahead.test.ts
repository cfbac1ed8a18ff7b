import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readAhead } from "../../../indexer/source/read-ahead.js";

describe("readAhead", () => {
  test("gives every item with what it loaded, in order, whichever load ends first", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 30 }), async (turns) => {
        const load = async (count: number) => {
          for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
          return count * 2;
        };
        const found: (readonly [number, number])[] = [];
        for await (const pair of readAhead(turns, load)) found.push(pair);
        assert.deepEqual(
          found,
          turns.map((count) => [count, count * 2]),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("loads a few ahead, not all", async () => {
    let begun = 0;
    const items = Array.from({ length: 100 }, (_, at) => at);
    const load = async () => {
      begun += 1;
    };
    for await (const [item] of readAhead(items, load)) {
      assert.ok(begun > item && begun <= item + 8);
    }
  });

  test("a load that fails rejects in its turn; one that nobody waits for disturbs nobody", async () => {
    const load = async (item: number) => {
      if (item > 0) throw new Error(`no ${item}`);
      return item;
    };
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const [item] of readAhead([0, 1, 2, 3], load)) seen.push(item);
    }, /no 1/);
    assert.deepEqual(seen, [0]);
  });
});
