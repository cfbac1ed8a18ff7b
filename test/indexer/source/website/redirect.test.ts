import assert from "node:assert/strict";
import { test } from "node:test";
import { bareUrl, redirectTarget } from "../../../../indexer/source/website/redirect.js";

const from = new URL("https://docs.example/1.4/a.html");
const target = (location: string): string | undefined => redirectTarget(302, location, from)?.href;

test("a redirect never steps down from https", () => {
  assert.equal(target("http://docs.example/1.4/a/"), "https://docs.example/1.4/a/");
  assert.equal(target("http://other.example:80/"), "https://other.example/");
  assert.throws(() => target("http://docs.example:8080/"), { refusal: "redirect" });
});

test("a redirect may step up to https", () => {
  const up = redirectTarget(301, "https://docs.example/b", new URL("http://docs.example/b"));
  assert.equal(up?.href, "https://docs.example/b");
});

test("targets are relative to where they stand, without fragment and credentials", () => {
  assert.equal(target("../1.5/b.html?x=1#part"), "https://docs.example/1.5/b.html?x=1");
  assert.equal(target("//me:word@other.example/"), "https://other.example/");
});

test("only redirects redirect", () => {
  for (const status of [200, 201, 300, 304, 404]) {
    assert.equal(redirectTarget(status, "/b", from), undefined, String(status));
  }
  assert.equal(redirectTarget(301, undefined, from), undefined);
});

test("an address is kept without fragment and credentials", () => {
  assert.equal(bareUrl(new URL("https://me:word@docs.example/a?b#c")).href, "https://docs.example/a?b");
});
