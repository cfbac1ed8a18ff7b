import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pageKey } from "../../../../indexer/source/website/page-identity.js";
import { settlePages } from "../../../../indexer/source/website/settle.js";
import type { VisitedPage } from "../../../../indexer/source/website/visit.js";

const page = (path: string, words: string, rubbish?: VisitedPage["rubbish"]): VisitedPage => {
  const url = new URL(path, "https://a.example/1.4/");
  return { path, url, words, content: `bytes of ${path}`, rubbish };
};

test("of twins the listed one is kept, and the other leads to it", () => {
  const [short, listed] = [page("a.html", "same"), page("generated/a.html", "same")];
  const settled = settlePages([short, listed, page("b.html", "own")], new Set([pageKey(listed.url)]));
  assert.deepEqual(
    settled.pages.map(({ path }) => path),
    ["b.html", "generated/a.html"],
  );
  assert.equal(settled.duplicates, 1);
  assert.equal(settled.pathOf(pageKey(short.url)), "generated/a.html");
});

test("rubbish is counted by kind and kept out", () => {
  const settled = settlePages([page("a.html", "x", "soft 404"), page("b.html", "y", "soft 404")], new Set());
  assert.deepEqual([settled.pages, settled.rubbish], [[], { "soft 404": 2 }]);
});

test("the outcome does not depend on the order in which pages came", () => {
  const pages = ["a", "b", "c", "d", "e", "f"].map((name, index) =>
    page(`${name}.html`, `words ${index % 3}`),
  );
  const expected = settlePages(pages, new Set()).pages;
  fc.assert(
    fc.property(fc.shuffledSubarray(pages, { minLength: pages.length }), (shuffled) =>
      assert.deepEqual(settlePages(shuffled, new Set()).pages, expected),
    ),
  );
});
