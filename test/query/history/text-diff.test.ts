import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countLines, textHunks } from "../../../query/history/text-diff.js";

test("a sentence is a line, and code stays as it is", () => {
  const hunks = textHunks(
    "It is blue. It is old.\n\n```\na. B\n```\n",
    "It is blue. It is new.\n\n```\na. C\n```\n",
  );
  const changed = hunks.flatMap(({ lines }) => lines.filter((line) => /^[-+]/.test(line)));
  assert.deepEqual(changed, ["-It is old.", "+It is new.", "-a. B", "+a. C"]);
});

test("equal texts have no hunk; what one way is added is removed the other way", () => {
  const texts = fc
    .array(fc.constantFrom("One.", "Two.", "Three.", ""), { maxLength: 8 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      assert.deepEqual(textHunks(a, a), []);
      assert.equal(countLines(textHunks(a, b), "+"), countLines(textHunks(b, a), "-"));
    }),
  );
});
