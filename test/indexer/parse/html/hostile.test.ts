import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { MAX_ELEMENTS, parseHtml } from "../../../../indexer/parse/html.js";

/** Markup that is nested as deeply as a page can be. Each would overflow the stack of a plain recursion. */
const NESTED: Readonly<Record<string, string>> = {
  boxes: "<div>",
  "inline elements": "<b><i>",
  lists: "<ul><li>a",
  "ordered lists": "<ol><li>a",
  definitions: "<dl><dt>t<dd>a",
  "API entries": '<dl class="py function"><dt class="sig" id="a.b">b(x)<dd>a',
  tables: "<table><tr><td>a",
  admonitions: '<div class="admonition note">a',
  "raised text": "<sup>a",
  code: "<pre><span>a",
  "custom elements": "<x-y>a",
};

describe("a hundred thousand levels", () => {
  for (const [name, markup] of Object.entries(NESTED))
    test(name, () => {
      const document = parseHtml("x.html", `<main><p>First</p>${markup.repeat(100_000)}last</main>`);
      assert.equal(document?.sections[0]?.blocks[0]?.text, "First");
      assert.ok(JSON.stringify(document).includes("last"));
    });
});

describe("width", () => {
  test("a table of fifty thousand rows keeps them all", () => {
    const row = (n: number): string => `<tr><td>row ${n}</td><td>a</td><td>b</td></tr>`;
    const rows = Array.from({ length: 50_000 }, (_, n) => row(n)).join("");
    const document = parseHtml("x.html", `<main><table>${rows}</table></main>`);
    assert.equal(document?.sections[0]?.blocks[0]?.text.split("\n").length, 50_002);
    assert.equal(document?.isCut, false);
  });

  test("cells that span everything do not multiply", () => {
    const rows = '<tr><td rowspan="65000" colspan="1000">wide text</td></tr>'.repeat(5_000);
    const document = parseHtml("x.html", `<main><table>${rows}</table></main>`);
    assert.ok(JSON.stringify(document).length < 3_000_000);
  });

  test("a hundred thousand signatures share an entry", () => {
    const terms = Array.from(
      { length: 100_000 },
      (_, n) => `<dt class="sig" id="m.f${n}">f${n}(x)</dt>`,
    ).join("");
    const document = parseHtml("x.html", `<main><dl class="py function">${terms}<dd>Text</dd></dl></main>`);
    assert.equal(document?.symbols.length, 100_000);
  });

  test("what comes after the greatest number of elements is left out, and said to be", () => {
    const document = parseHtml("x.html", `<main><p>First</p>${"<p>x".repeat(MAX_ELEMENTS)}<p>last</main>`);
    assert.equal(document?.isCut, true);
    assert.equal(document.sections[0]?.blocks[0]?.text, "First");
    assert.ok(!JSON.stringify(document.sections[0]?.blocks.at(-1)).includes("last"));
  });

  test("attributes are data: quotes, brackets and patterns in them do no harm", () => {
    const hostile = ["a\"]'b", "](", "*", "\\", "[x=y]", "constructor", "__proto__"];
    for (const value of hostile) {
      const quoted = value.replaceAll('"', "&quot;");
      const html =
        `<main><h1>T</h1><div role="tablist"><b role="tab" id="${quoted}">tab</b></div>` +
        `<div role="tabpanel" aria-labelledby="${quoted}"><p>x</p></div><h2 id="${quoted}">Part</h2><p class="${quoted}">y</p>` +
        `<pre class="highlight-${quoted}">z</pre></main>`;
      assert.equal(parseHtml("x.html", html)?.sections[1]?.anchor, value);
    }
  });
});

const TAGS = [
  ...[
    "div",
    "p",
    "span",
    "b",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "pre",
    "code",
  ],
  ...[
    "h1",
    "h2",
    "section",
    "main",
    "aside",
    "svg",
    "math",
    "script",
    "template",
    "details",
    "summary",
    "sup",
  ],
];
const CLASSES = [
  ...[
    "sig",
    "descname",
    "admonition",
    "admonition-title",
    "versionadded",
    "versionmodified",
    "field-list",
    "math",
  ],
  ...[
    "tabbed-set",
    "sd-tab-set",
    "tsd-member",
    "tsd-signature",
    "memitem",
    "memdecls",
    "docstring",
    "doc-object",
  ],
  ...["attr", "pdoc", "prose-doc", "col-content", "md-content", "devsite-article-body", "tfo-signature-link"],
];

test("any markup is read without an exception, and gives sections with a path", () => {
  const attributes = fc.record({
    class: fc.constantFrom(...CLASSES, ""),
    id: fc.constantFrom("a.b", "module-a", "x", ""),
    role: fc.constantFrom("tab", "tablist", "tabpanel", ""),
  });
  const open = fc
    .tuple(fc.constantFrom(...TAGS), attributes)
    .map(([tag, own]) => `<${tag} class="${own.class}" id="${own.id}" role="${own.role}">`);
  const close = fc.constantFrom(...TAGS).map((tag) => `</${tag}>`);
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("f(a, *, b=1)", "Class A", "New in version 1.2", "\\(x", "&#0;", "<!--"),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(open, open, close, text), { maxLength: 60 }), (parts) => {
      const document = parseHtml("x.html", parts.join(""), { url: new URL("https://docs.example/") });
      assert.ok(document?.sections.every(({ headingPath }) => headingPath.length > 0) ?? true);
      assert.doesNotMatch(JSON.stringify(document ?? ""), /[\ue000\u200b\u202e]/);
    }),
    { numRuns: 400 },
  );
});
