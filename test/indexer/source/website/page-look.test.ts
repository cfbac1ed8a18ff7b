import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lookAt } from "../../../../indexer/source/website/page-look.js";
import { stubTarget } from "../../../../indexer/source/website/stub.js";

const look = (html: string) => lookAt(html, new URL("https://a.example/1.4/guide/x.html"));

describe("lookAt", () => {
  test("links are absolute, without fragment, each once; scripts and mail are none", () => {
    const { links } = look(
      '<a href="y.html#a">y</a><a href="y.html">y</a><a href="#z">z</a><a href="mailto:a@b.example">m</a><a href="javascript:x()">j</a><option value="/1.2/">1.2</option>',
    );
    assert.deepEqual(links, ["https://a.example/1.4/guide/y.html", "https://a.example/1.2/"]);
  });

  test("a base element moves them", () => {
    assert.deepEqual(look('<base href="/docs/"><a href="y.html">y</a>').links, [
      "https://a.example/docs/y.html",
    ]);
  });

  test("words around the page do not count", () => {
    const page = look(
      "<nav>Home</nav><header>Site</header><main><h1>Pump</h1> moves <b>water</b></main><footer>x</footer>",
    );
    assert.equal(page.text.start, "Pump moves water");
    assert.equal(page.heading, "Pump");
    assert.equal(page.text.hash, look("<h1>Pump</h1><p>moves water").text.hash);
  });

  test("unclosed elements do not swallow the rest", () => {
    assert.equal(look("<ul><li>one<li>two</ul><p>three").text.start, "one two three");
  });

  for (const [what, html, stated] of [
    ["title", "<title>KMeans — scikit-learn 1.4.2 documentation</title>", "1.4.2"],
    ["options", "<script>var DOCUMENTATION_OPTIONS = { URL_ROOT: '', VERSION: '2.9.1' }</script>", "2.9.1"],
    ["meta", '<meta name="docsearch:version" content="3.6.0">', "3.6.0"],
    ["version box", '<div class="version"> 0.18.0 </div>', "0.18.0"],
    ["source link", '<a href="https://github.com/a/b/tree/v3.12.0/src/x.py">source</a>', "3.12.0"],
  ] as const) {
    test(`the page states its version: ${what}`, () => assert.deepEqual(look(html).stated, [stated]));
  }

  test("a generator's version is not the documentation's", () => {
    assert.deepEqual(look('<meta name="generator" content="Docusaurus v3.9.2">').stated, []);
  });
});

describe("stubTarget", () => {
  const target = (html: string) => stubTarget(look(html))?.href;
  for (const [html, href] of [
    ['<meta http-equiv="refresh" content="0; url=../y.html">', "https://a.example/1.4/y.html"],
    [`<META HTTP-EQUIV="Refresh" CONTENT="0;URL='y.html'">Redirecting`, "https://a.example/1.4/guide/y.html"],
    ['<script>window.location.href = "y.html";</script>', "https://a.example/1.4/guide/y.html"],
    ["<script>location.replace('/2.0/')</script>Redirecting…", "https://a.example/2.0/"],
  ] as const) {
    test(html, () => assert.equal(target(html), href));
  }

  for (const [what, html] of [
    ["a page that reloads itself", `<meta http-equiv="refresh" content="300">${"text ".repeat(200)}`],
    [
      "a handler on a page with words",
      `<script>a.onclick = () => { location = "y.html" }</script>${"text ".repeat(200)}`,
    ],
    ["a comparison", '<script>if (location.href == "y.html") x()</script>'],
    ["a script as target", '<script>location = "javascript:alert(1)"</script>'],
  ] as const) {
    test(`${what} is no stub`, () => assert.equal(target(html), undefined));
  }
});
