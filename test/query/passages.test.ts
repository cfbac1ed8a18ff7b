import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Passage, passagesOf } from "../../query/passages.js";
import type { Table } from "../../query/store/lancedb.js";

const chunk = (id: string, heading: string, text: string) => ({
  ...{ id, document: "d", headingPath: ["Pumps", heading], anchor: heading, text },
});
const chunks = [
  chunk("a", "start", "one two three"),
  chunk("b", "start", "four five six"),
  chunk("c", "start", "seven eight nine"),
  chunk("z", "other", "ten"),
];

/** The least of a table that passages need. */
const table = { rows: async () => chunks } as unknown as Table;
const reading = {
  chunks: table,
  orders: new Map([["d", ["a", "b", "c", "z"]]]),
  countTokens: (text: string) => text.split(" ").length,
};
const textOf = (passage: Passage | undefined) => passage?.chunks.map(({ text }) => text).join("; ");
const found = (...ids: readonly string[]) => ids.map((id) => ({ id, document: "d" }));

describe("passagesOf", () => {
  test("puts a section together again in its own order, and stops at its end", async () => {
    const [passage] = await passagesOf(reading, found("b"), "", { total: 100, each: 100 });
    assert.equal(textOf(passage), "one two three; four five six; seven eight nine");
    assert.equal(passage?.tokens, 9);
  });

  test("what follows comes before what precedes when there is not room for both", async () => {
    const [passage] = await passagesOf(reading, found("b"), "", { total: 100, each: 6 });
    assert.equal(textOf(passage), "four five six; seven eight nine");
  });

  test("a chunk that went into an earlier passage yields none of its own", async () => {
    const passages = await passagesOf(reading, found("b", "c", "z"), "", { total: 100, each: 100 });
    assert.deepEqual(
      passages.map(({ id }) => id),
      ["b", "z"],
    );
  });

  test("the first passage is given whatever the budget; the others keep within it", async () => {
    const passages = await passagesOf(reading, found("a", "z"), "", { total: 2, each: 2 });
    assert.deepEqual(
      passages.map((passage) => [passage.id, textOf(passage)]),
      [["a", "one two three"]],
    );
  });
});
