import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { blocksOf } from "../../../query/answer/blocks.js";
import { checkQuotations, quote } from "../../../query/answer/quotation.js";
import { hitWith } from "./hit-fixture.js";

const stored = (texts: readonly string[]) => (hash: string) => texts[Number(hash.replace("chunk", ""))];

describe("quote", () => {
  test("cuts a slice out of one chunk, without blank lines at its ends but with indentation", () => {
    const hit = hitWith(["first", "\n  second line\n"]);
    assert.deepEqual(quote(hit, 7, hit.text.length), {
      text: "  second line",
      hash: "chunk1",
      start: 1,
      end: 14,
    });
  });

  test("refuses what is in two chunks, in none, or empty", () => {
    const hit = hitWith(["first", "second", "   "]);
    for (const [from, to] of [
      [0, 8],
      [5, 7],
      [15, 18],
      [100, 110],
      [2, 2],
    ] as const) {
      assert.throws(() => quote(hit, from, to), RangeError);
    }
  });

  test("whatever the text: each block is quoted as its chunk has it", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "",
        "```",
        "````python",
        "**Parameters**",
        "- **a** (int): x",
        "  more",
        "> **Note:** n",
        "| a |",
        "* item",
        "\ttab",
        "é😀\u2028",
      ),
      fc.string({ unit: "grapheme", maxLength: 30 }),
    );
    const chunk = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 4 }), (texts) => {
        const hit = hitWith(texts);
        const quotations = blocksOf(hit).flatMap(({ start, end }) =>
          hit.text.slice(start, end).trim() === "" ? [] : [quote(hit, start, end)],
        );
        assert.deepEqual(checkQuotations(quotations, stored(texts)), []);
      }),
    );
  });
});

describe("checkQuotations", () => {
  const hit = hitWith(["The default is 5."]);
  const good = quote(hit, 0, hit.text.length);

  test("finds what was changed, moved or made up", () => {
    const lies = [
      { ...good, text: "The default is 6." },
      { ...good, start: 1 },
      { ...good, hash: "chunk7" },
      { ...good, text: "The default is 5.\u200b" },
    ];
    assert.deepEqual(
      checkQuotations([good, ...lies], stored([hit.text])).map(({ quotation }) => quotation),
      lies,
    );
  });
});
