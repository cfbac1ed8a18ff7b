import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ExampleList, fitListwise, scoreOf } from "../../../scripts/eval/listwise.js";

/** The first feature tells the relevant one, the second is as large for the others. */
const lists: readonly ExampleList[] = Array.from({ length: 20 }, (_, at) => [
  { features: [5 + (at % 3), 1], relevant: true },
  { features: [1 + (at % 2), 9], relevant: false },
  { features: [2, at % 7], relevant: false },
]);

describe("fitting listwise", () => {
  test("what tells the relevant ones gets the weight, whatever its unit", () => {
    const weights = fitListwise(lists, 2);
    const inHundredths = fitListwise(
      lists.map((list) =>
        list.map(({ features: [a = 0, b = 0], ...rest }) => ({ ...rest, features: [a * 100, b] })),
      ),
      2,
    );
    assert.ok((weights[0] ?? 0) > Math.abs(weights[1] ?? 0));
    assert.ok(Math.abs((inHundredths[0] ?? 0) * 100 - (weights[0] ?? 0)) < 1e-6);
    for (const [right, ...others] of lists) {
      for (const other of others) {
        assert.ok(scoreOf(right?.features ?? [], weights) > scoreOf(other.features, weights));
      }
    }
  });

  test("lists without a relevant candidate change nothing", () => {
    const taught = fitListwise(lists, 2);
    const missed: ExampleList = [{ features: [3, 3], relevant: false }];
    const more = fitListwise([...lists, missed], 2);
    assert.equal(more.length, 2);
    assert.ok(Math.abs((more[0] ?? 0) - (taught[0] ?? 0)) / (taught[0] ?? 1) < 0.1);
  });

  test("nothing to learn from gives no weight, and one that never differs gets none", () => {
    assert.deepEqual(fitListwise([], 2), [0, 0]);
    const constant = lists.map((list) => list.map((example) => ({ ...example, features: [4] })));
    assert.deepEqual(fitListwise(constant, 1), [0]);
  });
});
