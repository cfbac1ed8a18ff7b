import assert from "node:assert/strict";
import { test } from "node:test";
import type { Link } from "../../../../indexer/parse/document.js";
import { parseHtml } from "../../../../indexer/parse/html.js";

const PAGE = new URL("https://docs.example/kit/1.2/guide/start.html");

function links(body: string, url?: URL): readonly (readonly Link[] | undefined)[] {
  const document = parseHtml("guide/start.html", `<main>${body}</main>`, url && { url });
  return document?.sections.map((section) => section.links) ?? [];
}

test("targets are absolute and stand beside the text, section by section", () => {
  const body =
    '<h1>T</h1><p>See <a href="../api.html#run"><code>run</code></a>.</p>' +
    '<h2>More</h2><ul><li><a href="//else.example/x">Else</a></li></ul><table><tr><td><a href="/top">Top</a></td></tr></table>';
  assert.deepEqual(links(body, PAGE), [
    [{ text: "`run`", url: "https://docs.example/kit/1.2/api.html#run" }],
    [
      { text: "Else", url: "https://else.example/x" },
      { text: "Top", url: "https://docs.example/top" },
    ],
  ]);
});

test("each target once; none within the page, of other schemes, or without words", () => {
  const body =
    '<p><a href="a.html">A</a> <a href="a.html">again</a> <a href="#x">here</a> <a href="mailto:a@b.c">mail</a>' +
    '<a href="javascript:run()">run</a> <a href="b.html"><img src="b.png"></a> <a href="http://[">broken</a></p>';
  assert.deepEqual(links(body, PAGE), [[{ text: "A", url: "https://docs.example/kit/1.2/guide/a.html" }]]);
});

test("a base element counts; without any base relative targets are left out", () => {
  assert.deepEqual(links('<base href="/other/"><p><a href="a">A</a></p>', PAGE)[0], [
    { text: "A", url: "https://docs.example/other/a" },
  ]);
  assert.deepEqual(links('<p><a href="a">A</a> <a href="https://b.example/">B</a></p>'), [
    [{ text: "B", url: "https://b.example/" }],
  ]);
  assert.deepEqual(links('<p><a href="a">A</a></p>'), [undefined]);
});
