import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageOfTwin } from "../../../../../indexer/source/website/discovery/llms-txt.js";
import { addressesIn } from "../../../../../indexer/source/website/discovery/search-index.js";
import { parseSitemap } from "../../../../../indexer/source/website/discovery/sitemap.js";

describe("parseSitemap", () => {
  test("tells pages from further sitemaps, whatever the namespace", () => {
    assert.deepEqual(
      parseSitemap(
        '<?xml version="1.0"?><s:sitemapindex xmlns:s="x"><s:sitemap><s:loc> https://a.example/one.xml.gz </s:loc></s:sitemap></s:sitemapindex>',
      ),
      { sitemaps: ["https://a.example/one.xml.gz"], locations: [] },
    );
    assert.deepEqual(
      parseSitemap(
        "<urlset><url><loc>https://a.example/x?a=1&amp;b=2</loc><lastmod>2026-01-01</lastmod></url><url><loc>https://a.example/y</loc></url></urlset>",
      ).locations,
      ["https://a.example/x?a=1&b=2", "https://a.example/y"],
    );
  });

  test("an HTML page in its place has none", () => {
    assert.deepEqual(parseSitemap("<!DOCTYPE html><p>Not found"), { sitemaps: [], locations: [] });
  });
});

describe("addressesIn", () => {
  test("MkDocs and Docusaurus search indexes", () => {
    assert.deepEqual(
      [...addressesIn('{"docs":[{"location":"guide/#setup","title":"x"},{"location":"guide/#use"}]}')],
      ["guide/"],
    );
    assert.deepEqual(
      [...addressesIn('[{"documents":[{"i":1,"t":"x","u":"/docs/intro"}]}]')],
      ["/docs/intro"],
    );
    assert.deepEqual([...addressesIn("<!DOCTYPE html>")], []);
  });
});

test("a Markdown twin stands for its page", () => {
  assert.deepEqual(
    ["guide/index.md", "page.html.md", "page.md", "page.html", "https://a.example/docs/x.md"].map(pageOfTwin),
    ["guide/", "page.html", "page", "page.html", "https://a.example/docs/x"],
  );
});
