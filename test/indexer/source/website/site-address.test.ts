import assert from "node:assert/strict";
import { test } from "node:test";
import { siteAddress } from "../../../../indexer/source/website/site-address.js";

test("a minor in the address: newest release, root, other releases", () => {
  const site = siteAddress("https://a.example/{minor}/", "stable");
  assert.equal(site.current.href, "https://a.example/stable/");
  assert.equal(site.root?.href, "https://a.example/");
  assert.equal(site.fill("1.4.2").href, "https://a.example/1.4/");
  assert.equal(site.labelOf(new URL("http://a.example/1.4/modules/x.html")), "1.4");
  assert.equal(site.labelOf(new URL("https://a.example/1.4.2/")), undefined);
  assert.equal(site.labelOf(new URL("https://a.example/dev/")), undefined);
  assert.equal(site.labelOf(new URL("https://b.example/1.4/")), undefined);
});

test("a word before the version belongs to the same folder", () => {
  const site = siteAddress("https://a.example/en/release_{version}/", "stable");
  assert.equal(site.current.href, "https://a.example/en/stable/");
  assert.equal(site.root?.href, "https://a.example/en/");
  assert.equal(site.labelOf(new URL("https://a.example/en/release_3.1.0/")), "3.1.0");
});

test("folders after the version, and an address of its own for the newest", () => {
  const site = siteAddress("https://a.example/versions/r{minor}/api/", "https://a.example/api/");
  assert.equal(site.current.href, "https://a.example/api/");
  assert.equal(site.fill("2.16").href, "https://a.example/versions/r2.16/api/");
  assert.equal(
    siteAddress("https://a.example/r{minor}/api/", "latest").current.href,
    "https://a.example/latest/api/",
  );
});

test("a v is written once, whoever writes it", () => {
  assert.equal(siteAddress("https://a.example/v{version}/", "stable").fill("v2.1.0").pathname, "/v2.1.0/");
  assert.equal(siteAddress("https://a.example/{version}/", "stable").fill("v2.1.0").pathname, "/v2.1.0/");
});

test("without a placeholder there is one release", () => {
  const site = siteAddress("https://a.example/docs/", "stable");
  assert.equal(site.current.href, "https://a.example/docs/");
  assert.equal(site.root, undefined);
});
