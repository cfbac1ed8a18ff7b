import assert from "node:assert/strict";
import { test } from "node:test";
import { pageText, utf8Bytes } from "../../../../indexer/source/website/page-text.js";

const latin1 = Buffer.from("<p>caf\xe9</p>", "latin1");

for (const [what, bytes, charset] of [
  ["the server names the encoding", latin1, "iso-8859-1"],
  ["the page names it", Buffer.from('<meta charset="windows-1252"><p>caf\xe9</p>', "latin1"), undefined],
  ["nobody names it", Buffer.from("<p>café</p>"), undefined],
  ["it is not what it is said to be", latin1, "utf-8"],
] as const) {
  test(`reads a page where ${what}`, () => {
    assert.match(pageText({ bytes, charset }), /<p>café<\/p>/);
    assert.match(
      new TextDecoder().decode(utf8Bytes({ bytes, charset })),
      charset === "utf-8" ? /caf/ : /café/,
    );
  });
}

test("bytes in UTF-8 are passed on as they are", () => {
  const bytes = Buffer.from("<p>é</p>");
  assert.equal(utf8Bytes({ bytes, charset: "utf-8" }), bytes);
});
