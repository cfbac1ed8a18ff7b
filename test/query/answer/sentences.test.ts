import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sentencesOf } from "../../../query/answer/sentences.js";

const cut = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim());

describe("sentencesOf", () => {
  test("cuts at full stops, question and exclamation marks", () => {
    assert.deepEqual(cut("It pumps. Does it? It does!"), ["It pumps.", "Does it?", "It does!"]);
  });

  test("not inside code, nor behind an abbreviation", () => {
    assert.deepEqual(cut("Call `pump. Start now. ()` once. Done."), [
      "Call `pump. Start now. ()` once.",
      "Done.",
    ]);
    assert.deepEqual(cut("A tank, e.g. The big one. Next."), ["A tank, e.g. The big one.", "Next."]);
  });

  test("spans follow each other without a gap", () => {
    const text = "One. Two? Three `a. B` four. Five";
    assert.equal(
      sentencesOf(text)
        .map(({ start, end }) => text.slice(start, end))
        .join(""),
      text,
    );
  });
});
