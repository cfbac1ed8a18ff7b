import assert from "node:assert/strict";
import { test } from "node:test";
import { createFrontier } from "../../../../indexer/source/website/frontier.js";

const url = (path: string) => new URL(path, "https://a.example/");
const names = (urls: readonly URL[]) => urls.map(({ pathname }) => pathname);

test("each page is given out once, by the same spelling in whatever order they come", () => {
  for (const order of [
    ["/g/", "/g/index.html", "/a"],
    ["/a", "/g/index.html", "/g/"],
  ]) {
    const frontier = createFrontier(10);
    for (const path of order) frontier.add(url(path));
    assert.deepEqual(names(frontier.next()), ["/a", "/g/"]);
    frontier.add(url("/g/index.html"));
    assert.deepEqual(frontier.next(), []);
  }
});

test("a page that was reached otherwise is not given out", () => {
  const frontier = createFrontier(10);
  assert.ok(frontier.claim(url("/a")));
  assert.ok(!frontier.claim(url("/a")));
  frontier.add(url("/a"));
  assert.deepEqual(frontier.next(), []);
});

test("stops at the limit, always at the same page, and counts the rest", () => {
  const frontier = createFrontier(2);
  for (const path of ["/c", "/a", "/b"]) frontier.add(url(path));
  assert.deepEqual(names(frontier.next()), ["/a", "/b"]);
  frontier.add(url("/d"));
  assert.deepEqual(frontier.next(), []);
  assert.equal(frontier.beyondLimit, 2);
});
