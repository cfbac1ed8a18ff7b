import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Document } from "../../../indexer/parse/document.js";
import { parseHtml } from "../../../indexer/parse/html.js";

function parse(body: string, path = "page.html"): Document {
  const document = parseHtml(
    path,
    `<html><head><title>Page — Site</title></head><body>${body}</body></html>`,
  );
  assert.ok(document, "the page has no document");
  return document;
}

/** Blocks as `type text`, section by section. */
function blocks(document: Document): string[] {
  return document.sections.flatMap((section) => section.blocks.map((block) => `${block.type} ${block.text}`));
}

describe("the page", () => {
  test("main content is found by the generator's markers, else the body", () => {
    const around = (inner: string): string => `<div>Menu</div>${inner}<div>Imprint</div>`;
    for (const open of [
      '<div role="main">',
      '<article class="bd-article">',
      '<div class="md-content">',
      "<main>",
    ]) {
      const close = `</${/<(\w+)/.exec(open)?.[1]}>`;
      assert.deepEqual(blocks(parse(around(`${open}<p>Text</p>${close}`))), ["prose Text"]);
    }
    assert.deepEqual(blocks(parse("<nav>Menu</nav><p>Text</p><footer>F</footer>")), ["prose Text"]);
  });

  test("a page that sends its reader elsewhere, and an empty one, have no document", () => {
    const stub = '<meta http-equiv="Refresh" content="0; url=new.html"><p>Redirecting...</p>';
    assert.equal(parseHtml("a.html", stub), undefined);
    assert.equal(parseHtml("a.html", "<main><h1>Only a title</h1></main>"), undefined);
    assert.equal(parseHtml("a.html", ""), undefined);
    assert.equal(parseHtml("_modules/pkg/a.html", "<p>def f(): ...</p>"), undefined);
    assert.equal(parseHtml("genindex.html", "<p>A</p>"), undefined);
  });

  test("the title is the first heading, else the page's title without the site", () => {
    assert.equal(parse('<h1><code>pkg</code>.mod<a class="headerlink">¶</a></h1><p>x</p>').title, "pkg.mod");
    assert.equal(parse("<p>x</p>").title, "Page");
  });
});

describe("sections", () => {
  test("anchors stand on the heading, its section, inside it, or just before it", () => {
    const document = parse(`<main><h1>T</h1><h2 id="own">A</h2><p>1</p>
      <section id="around"><h2>B</h2><p>2</p><h3><a name="inside"></a>C</h3><p>3</p></section>
      <span id="before"></span><h2>D</h2><p>4</p></main>`);
    assert.deepEqual(
      document.sections.map(({ headingPath, anchor }) => [headingPath.join("/"), anchor]),
      [
        ["T/A", "own"],
        ["T/B", "around"],
        ["T/B/C", "inside"],
        ["T/D", "before"],
      ],
    );
  });

  test("a second heading of the first level stands beside the title", () => {
    const document = parse("<h1>Version 2</h1><p>a</p><h1>Version 1</h1><h2>Fixes</h2><p>b</p>");
    assert.deepEqual(document.sections.at(-1)?.headingPath, ["Version 1", "Fixes"]);
  });
});

describe("blocks", () => {
  test("text keeps code and formulas and loses the targets of links", () => {
    const document = parse(
      '<p>Use <a href="x.html"><code>f(x)</code></a> for <span class="math">\\(a_1\\)</span>, n<sup>2</sup>.</p>' +
        '<div class="math">\\[x = 1\\]</div>',
    );
    assert.deepEqual(blocks(document), ["prose Use `f(x)` for $a_1$, n^2.", "prose $$x = 1$$"]);
  });

  test("code has its language and no line numbers", () => {
    const document = parse(
      '<div class="highlight-python3"><pre><span class="linenos">1</span>a = 1\n</pre></div>' +
        '<pre><code class="language-bash">ls</code></pre><div class="highlight-default"><pre>&gt;&gt;&gt; 1</pre></div>',
    );
    assert.deepEqual(document.sections[0]?.blocks, [
      { type: "code", text: "a = 1", language: "python" },
      { type: "code", text: "ls", language: "bash" },
      { type: "code", text: ">>> 1", language: "python" },
    ]);
  });

  test("tables are Markdown, their bars escaped, spans filled", () => {
    const document = parse(
      "<table><tr><th>A</th><th>B</th></tr><tr><td>x|y</td><td><p>1</p><p>2</p></td></tr><tr><td colspan=2>z</td></tr></table>",
    );
    assert.deepEqual(blocks(document), ["table | A | B |\n| --- | --- |\n| x\\|y | 1 2 |\n| z |  |"]);
  });

  test("lists are nested; code in an item follows it", () => {
    const document = parse("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><pre>d</pre></li><li>e</li></ul>");
    assert.deepEqual(blocks(document), ["prose - a\n  1. b\n- c", "code d", "prose - e"]);
  });

  test("definition lists and footnotes", () => {
    const document = parse(
      '<dl><dt><strong>x</strong><span class="classifier">int</span></dt><dd>The x.</dd></dl>' +
        '<aside class="footnote"><span>[1]</span><p>A note.</p></aside>',
    );
    assert.deepEqual(blocks(document), ["prose - x (int): The x.", "prose [1] A note."]);
  });

  test("footnotes of Markdown's generators: marks in brackets, a list of notes, no way back", () => {
    const document = parse(
      '<p>Words<sup id="r"><a class="footnote-ref" href="#n">1</a></sup>.</p><div class="footnote"><hr><ol><li id="n"><p>A note. ' +
        '<a class="footnote-backref" href="#r">↩</a></p></li><li><p>Another.</p></li></ol></div>',
    );
    assert.deepEqual(blocks(document), ["prose Words[1].", "prose 1. A note.\n2. Another."]);
  });

  test("what can be folded is read as what it holds", () => {
    const document = parse(
      '<details class="alert alert--info"><summary>More</summary><pre>x</pre></details>',
    );
    assert.deepEqual(blocks(document), ["prose More", "code x"]);
  });

  test("boxes have their name, and version boxes their version", () => {
    const document = parse(
      '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot.</p></div>' +
        '<div class="versionchanged"><p><span class="versionmodified">Changed in version 1.4: </span>Now 2.</p></div>',
    );
    assert.deepEqual(document.sections[0]?.blocks, [
      { type: "admonition", name: "warning", text: "Hot." },
      { type: "admonition", name: "versionchanged", version: "1.4", text: "Now 2." },
    ]);
  });

  test("version boxes inside tables, notes, footnotes and other boxes stay facts of their own", () => {
    const box = (text: string): string =>
      `<div class="versionadded"><p><span class="versionmodified">New in version 3.1: </span>${text}</p></div>`;
    const document = parse(
      `<table><tr><td><code>-x</code></td><td>Flag.${box("t")}</td></tr></table>` +
        `<div class="admonition note"><p>Mind.</p>${box("n")}</div><aside class="footnote">[1] Note.${box("f")}</aside>`,
    );
    const boxes = document.sections[0]?.blocks.filter(
      (block) => block.type === "admonition" && block.version === "3.1",
    );
    assert.deepEqual(
      boxes?.map(({ text }) => text),
      ["`-x`: t", "n", "f"],
    );
  });

  test("what a version label says beside the version stays", () => {
    const document = parse(
      '<div class="deprecated-removed"><p><span class="versionmodified">Deprecated since version 3.8, will be removed in version 3.10: </span>Old.</p></div>',
    );
    assert.deepEqual(document.sections[0]?.blocks, [
      {
        type: "admonition",
        name: "deprecated-removed",
        version: "3.8",
        text: "Will be removed in version 3.10. Old.",
      },
    ]);
  });

  test("cells that span rows stand in each of them", () => {
    const document = parse(
      "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2</td></tr></table>",
    );
    assert.deepEqual(blocks(document), ["table | A | B |\n| --- | --- |\n| x | 1 |\n| x | 2 |"]);
  });

  test("lines of code that are elements keep their ends", () => {
    const lines: Readonly<Record<string, string>> = {
      docusaurus:
        '<span class="token-line">a = 1<br></span><span class="token-line"><br></span><span class="token-line">b<br></span>',
      "expressive code":
        '<div class="ec-line"><div class="code">a = 1</div></div><div class="ec-line"><div class="code"></div></div><div class="ec-line">b</div>',
      shiki: '<span class="line">a = 1</span>\n<span class="line"></span>\n<span class="line">b</span>',
    };
    for (const [name, html] of Object.entries(lines))
      assert.deepEqual(
        blocks(parse(`<pre data-language="python"><code>${html}</code></pre>`)),
        ["code a = 1\n\nb"],
        name,
      );
  });

  test("formulas in the text itself, and the alternatives of pictures", () => {
    const document = parse('<p>For \\(x_1\\) and <img class="math" alt="y"> in <code>\\(r\\)</code>.</p>');
    assert.deepEqual(blocks(document), ["prose For $x_1$ and $y$ in `\\(r\\)`."]);
  });

  test("invisible characters and the placeholder are removed", () => {
    const html = "<p>a\u200bb\ue000c\u202ed&#x2060;</p>";
    assert.deepEqual(blocks(parse(html)), ["prose abcd"]);
  });
});

describe("symbols", () => {
  const signature = (id: string, name: string, rest: string, prefix = ""): string =>
    `<dt class="sig sig-object py" id="${id}"><em class="property">${prefix}</em><span class="sig-prename descclassname">` +
    `</span><span class="sig-name descname">${name}</span>${rest}<a href="s"><span class="viewcode-link">[source]</span></a>` +
    '<a class="headerlink">¶</a></dt>';

  const page = `<div role="main"><section id="module-pkg"><h1>pkg</h1><p>About.</p>
    <dl class="py class">${signature("pkg.Model", "Model", "(<em>n=1</em>, <em>*</em>, <em>mode: str = 'a'</em>)", "class ")}
    <dd><p>A model.</p>
      <dl class="field-list"><dt>Parameters:</dt><dd><dl><dt><strong>n</strong><span class="classifier">int</span></dt>
        <dd><p>Count.</p><div class="versionadded"><p><span class="versionmodified">Added in version 1.2.</span></p></div></dd></dl></dd></dl>
      <div class="deprecated"><p><span class="versionmodified">Deprecated since version 2.0: </span>Use <code>Other</code>.</p></div>
      <dl class="py method">${signature("pkg.Model.fit", "fit", "(X) → Model")}<dd><p>Fits.</p></dd></dl>
    </dd></dl>
    <h2 id="after">After</h2><p>More.</p></section></div>`;

  test("a section for each, named in full, in its class's path", () => {
    const document = parse(page, "api/pkg.html");
    assert.equal(document.kind, "api");
    assert.deepEqual(
      document.sections.map(({ headingPath, anchor, symbols }) => [headingPath, anchor, symbols]),
      [
        [["pkg"], undefined, ["pkg"]],
        [["pkg", "pkg.Model"], "pkg.Model", ["pkg.Model"]],
        [["pkg", "pkg.Model", "pkg.Model.fit"], "pkg.Model.fit", ["pkg.Model.fit"]],
        [["pkg", "After"], "after", []],
      ],
    );
    assert.deepEqual(document.sections[1]?.blocks, [
      { type: "signature", text: "pkg.Model(n=1, *, mode: str = 'a')" },
      { type: "prose", text: "A model." },
      { type: "prose", text: "Parameters:\n- `n` (int): Count." },
      { type: "admonition", name: "versionadded", version: "1.2", text: "`n`: added in version 1.2." },
      { type: "admonition", name: "deprecated", version: "2.0", text: "Use `Other`." },
    ]);
  });

  test("facts: kind, parameters, result, deprecation of the symbol and not of its parameters", () => {
    const [module, model, fit] = parse(page).symbols;
    assert.equal(module?.kind, "module");
    assert.deepEqual(model, {
      name: "pkg.Model",
      aliases: [],
      kind: "class",
      signatures: ["pkg.Model(n=1, *, mode: str = 'a')"],
      parameters: [
        { name: "n", kind: "positional-or-keyword", default: "1" },
        { name: "mode", kind: "keyword-only", default: "'a'", annotation: "str" },
      ],
      summary: "A model.",
      deprecated: { since: "2.0", message: "Use `Other`.", replacement: "Other" },
      anchor: "pkg.Model",
    });
    assert.equal(fit?.returns, "Model");
  });

  test("overloads share an entry; C++ names are put together", () => {
    const document = parse(
      `<dl class="cpp function"><dt class="sig" id="_CPPv41f"><span class="sig-prename descclassname">ns::</span>` +
        '<span class="sig-name descname">run</span>(int x)</dt><dd><p>Runs.</p></dd></dl>',
    );
    assert.deepEqual(document.sections[0]?.symbols, ["ns::run"]);
    const overloads = parse(
      `<dl class="py function">${signature("p.f", "f", "(a)")}<dt class="sig"><span class="descname">f</span>(b)</dt><dd>F.</dd></dl>`,
    );
    assert.deepEqual(overloads.symbols[0]?.signatures, ["p.f(a)", "p.f(b)"]);
  });

  test("a module is documented by the section in which its anchor stands", () => {
    const document = parse(
      '<main><h1>Kit</h1><span class="target" id="module-kit"></span><p>About.</p><h2>Sub</h2><p id="module-kit.sub">More.</p>' +
        '<span class="target" id="module-kit.next"></span><section id="next"><h2>Next</h2><p>Last.</p></section></main>',
    );
    assert.deepEqual(
      document.sections.map(({ headingPath, symbols }) => [headingPath.at(-1), ...symbols]),
      [
        ["Kit", "kit"],
        ["Sub", "kit.sub"],
        ["Next", "kit.next"],
      ],
    );
  });

  test("names in full: underscores that anchors lose, C's prefix, entries in other lists", () => {
    const thread =
      '<dt class="sig" id="thread.error"><span class="sig-prename descclassname">_thread.</span><span class="descname">error</span></dt>';
    const document = parse(
      `<ul><li>In a list: <dl class="py exception">${thread}<dd>Raised.</dd></dl></li></ul>` +
        '<dl class="c function"><dt class="sig" id="c.run">int <span class="descname">run</span>(int n)</dt><dd>Runs.</dd></dl>',
    );
    assert.deepEqual(
      document.symbols.map(({ name, anchor, signatures }) => [name, anchor, ...signatures]),
      [
        ["_thread.error", "thread.error", "_thread.error"],
        ["run", "c.run", "int run(int n)"],
      ],
    );
  });

  test("text after an entry without a body of its own belongs to it", () => {
    const document = parse(
      `<main><h1>T</h1><dl class="py function">${signature("p.f", "f", "(a)")}<dd></dd></dl><p>About f.</p><h2>Next</h2><p>x</p></main>`,
    );
    assert.deepEqual(
      document.sections.map(({ symbols, blocks: own }) => [symbols.join(), ...own.map(({ text }) => text)]),
      [
        ["p.f", "p.f(a)", "About f."],
        ["", "x"],
      ],
    );
  });

  test("overloads with entries of their own are one symbol", () => {
    const entry = (rest: string): string =>
      `<dl class="py function">${signature("p.f", "f", rest)}<dd>F.</dd></dl>`;
    const document = parse(`${entry("(a)")}${entry("(a, b)")}`);
    assert.deepEqual(document.symbols[0]?.signatures, ["p.f(a)", "p.f(a, b)"]);
    assert.equal(document.sections.length, 2);
  });
});
