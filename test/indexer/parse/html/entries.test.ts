import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Document, SymbolFact } from "../../../../indexer/parse/document.js";
import { parseHtml } from "../../../../indexer/parse/html.js";

function parse(html: string): Document {
  const document = parseHtml("api/page.html", html);
  assert.ok(document);
  return document;
}

function fact(document: Document, name: string): SymbolFact {
  const found = document.symbols.find((symbol) => symbol.name === name);
  assert.ok(found, `no ${name} among ${document.symbols.map((symbol) => symbol.name).join(", ")}`);
  return found;
}

/** The section of a symbol as anchor and blocks. */
function section(document: Document, name: string): readonly [string | undefined, ...string[]] {
  const found = document.sections.find(({ symbols }) => symbols.includes(name));
  assert.ok(found, `no section for ${name}`);
  return [found.anchor, ...found.blocks.map(({ type, text }) => `${type} ${text}`)];
}

describe("TypeDoc", () => {
  const page = parse(`<div class="col-content"><div class="tsd-page-title"><h1>Class Store&lt;T&gt;</h1></div>
    <section class="tsd-panel tsd-comment"><div class="tsd-comment"><p>Keeps rows.</p><div class="tsd-tag-since"><h4>Since</h4><p>1.2</p></div></div></section>
    <details class="tsd-panel-group tsd-member-group"><summary class="tsd-accordion-summary"><h2>Methods</h2></summary><section>
    <section class="tsd-panel tsd-member"><h3 id="find"><span>find</span></h3><ul class="tsd-signatures"><li>
    <div class="tsd-signature" id="find-1"><span class="tsd-kind-call-signature">find</span><span class="tsd-signature-symbol">(</span>
    <span class="tsd-kind-parameter">query</span>: <a href="v.html">Map</a>&lt;string, number&gt;, <span class="tsd-kind-parameter">limit</span>?: number<span>)</span>: T[]</div>
    <div class="tsd-description"><div class="tsd-comment"><p>Finds.</p></div><div class="tsd-parameters"><h4>Parameters</h4>
    <ul class="tsd-parameter-list"><li><span><span class="tsd-kind-parameter">query</span>: Map</span></li>
    <li><span><span class="tsd-kind-parameter">limit</span>: number = 10</span><div class="tsd-comment"><p>how many</p></div></li></ul></div>
    <h4 class="tsd-returns-title">Returns <span>T[]</span></h4><div class="tsd-tag-deprecated"><h4>Deprecated</h4><p>since 2.0, use <code>search</code></p></div>
    </div></li></ul></section>
    <section class="tsd-panel tsd-member"><h3 id="size"><span>size</span></h3><div class="tsd-signature"><span class="tsd-kind-property">size</span>: number = 0</div>
    <div class="tsd-comment"><p>Size now.</p></div></section></section></details></div>`);

  test("the class and each member have a section, members with their defaults", () => {
    assert.equal(page.title, "Store");
    assert.deepEqual(section(page, "Store").slice(1), [
      "signature Store",
      "prose Keeps rows.",
      "admonition ",
    ]);
    assert.deepEqual(section(page, "Store.find"), [
      "find",
      "signature Store.find(query: Map<string, number>, limit?: number = 10): T[]",
      "prose Finds.",
      "prose Parameters:",
      "prose - `query`: Map\n- `limit`: number = 10\n  how many",
      "prose Returns: T[]",
      "admonition since 2.0, use `search`",
    ]);
    assert.deepEqual(section(page, "Store.size"), [
      "size",
      "signature Store.size: number = 0",
      "prose Size now.",
    ]);
  });

  test("facts", () => {
    assert.equal(fact(page, "Store").since, "1.2");
    const find = fact(page, "Store.find");
    assert.deepEqual(find.parameters, [
      { name: "query", kind: "positional-or-keyword", annotation: "Map<string, number>" },
      { name: "limit", kind: "positional-or-keyword", default: "10", annotation: "number" },
    ]);
    assert.equal(find.returns, "T[]");
    assert.deepEqual(find.deprecated, {
      since: "2.0",
      replacement: "search",
      message: "since 2.0, use `search`",
    });
    assert.equal(fact(page, "Store.size").kind, "attribute");
  });

  test("a page of one function, of the older shape", () => {
    const document =
      parse(`<div class="tsd-page-toolbar"></div><div class="col-content"><div class="tsd-page-title"><h1>Function add</h1></div><section class="tsd-panel">
      <ul class="tsd-signatures"><li class="tsd-signature" id="add">add(<wbr/>...values<span>: </span>number[]): number</li>
      <li class="tsd-description"><div class="tsd-comment"><p>Adds.</p></div></li></ul></section></div>`);
    assert.deepEqual(section(document, "add"), [
      "add",
      "signature add(...values: number[]): number",
      "prose Adds.",
    ]);
    assert.equal(fact(document, "add").parameters[0]?.kind, "var-positional");
  });
});

describe("Doxygen", () => {
  const page =
    parse(`<meta name="generator" content="Doxygen 1.9"><div class="header"><div class="headertitle"><div class="title">ns::Box&lt; T &gt; Class Template Reference</div></div></div>
    <div class="contents"><p>A box. <a href="#details">More...</a></p><table class="memberdecls"><tr class="heading"><td><h2 class="groupheader">Attributes</h2></td></tr>
    <tr class="memitem:a1"><td class="memItemLeft"><a id="a1"></a>int </td><td class="memItemRight"><b>size</b></td></tr>
    <tr class="memdesc:a1"><td class="mdescLeft"></td><td class="mdescRight">Size now. </td></tr>
    <tr class="memitem:a2"><td class="memItemLeft">T</td><td class="memItemRight"><a href="box.html#a2">find</a> (int n=1)</td></tr></table>
    <a name="details" id="details"></a><h2 class="groupheader">Detailed Description</h2><div class="textblock"><p>Keeps things.</p>
    <dl class="section since"><dt>Since</dt><dd>1.2</dd></dl></div><h2 class="groupheader">Member Function Documentation</h2>
    <a id="a2"></a><h2 class="memtitle"><span class="permalink"><a href="#a2">◆</a></span>find()</h2><div class="memitem"><div class="memproto"><table class="memname"><tr>
    <td class="memname">T <a href="box.html">ns::Box</a>&lt; T &gt;::find </td><td>(</td><td class="paramtype">int </td><td class="paramname"><em>n</em> = <code>1</code></td><td>)</td></tr></table></div>
    <div class="memdoc"><p>Finds <img class="formulaInl" alt="$ x^2 $">.</p><dl class="params"><dt>Parameters</dt><dd><table class="params"><tr><td class="paramname">n</td><td>how many</td></tr></table></dd></dl>
    <dl class="section note"><dt>Note</dt><dd>Slow.</dd></dl><dl class="deprecated"><dt><b>Deprecated:</b></dt><dd>Use get() instead.</dd></dl></div></div>
    <hr/>The documentation for this class was generated from the following file:<ul><li>box.h</li></ul></div>`);

  test("the class, members with a description and members in the table", () => {
    assert.equal(page.title, "ns::Box< T >");
    assert.deepEqual(section(page, "ns::Box"), [
      "details",
      "signature class ns::Box",
      "prose Keeps things.",
      "admonition ",
    ]);
    assert.deepEqual(section(page, "ns::Box::size"), ["a1", "signature int size", "prose Size now."]);
    assert.deepEqual(section(page, "ns::Box::find"), [
      "a2",
      "signature T ns::Box< T >::find(int n = 1)",
      "prose Finds $x^2$.",
      "prose Parameters:\n- `n`: how many",
      "admonition Slow.",
      "admonition Use get() instead.",
    ]);
    assert.ok(!JSON.stringify(page).includes("generated from"));
  });

  test("facts", () => {
    assert.deepEqual(fact(page, "ns::Box::find").parameters, [
      { name: "n", kind: "positional-or-keyword", default: "1", annotation: "int" },
    ]);
    assert.equal(fact(page, "ns::Box::find").deprecated?.message, "Use get() instead.");
    assert.equal(fact(page, "ns::Box").since, "1.2");
  });
});

test("devsite: the symbol, its arguments and its methods", () => {
  const page =
    parse(`<h1 class="devsite-page-title">tf.kit.Box</h1><div class="devsite-article-body"><div itemscope><meta itemprop="name" content="tf.kit.Box"></div>
    <table class="tfo-notebook-buttons tfo-api"><tr><td><a>View source on GitHub</a></td></tr></table><p>A box.</p>
    <pre class="devsite-click-to-copy prettyprint lang-py tfo-signature-link"><code>tf.kit.Box(\n    size, mode=&#x27;a&#x27;\n)\n</code></pre>
    <table class="responsive"><tr><th colspan="2"><h2 class="add-link">Args</h2></th></tr><tr><td><code>size</code></td><td>How big.</td></tr></table>
    <h2 id="methods">Methods</h2><h3 id="build"><code translate="no">build</code></h3><p><a href="s">View source</a></p>
    <pre class="devsite-click-to-copy tfo-signature-link"><code>build(\n    shape\n)\n</code></pre><p>Builds.</p></div>`);
  assert.equal(page.title, "tf.kit.Box");
  assert.deepEqual(section(page, "tf.kit.Box"), [
    undefined,
    "signature tf.kit.Box(size, mode='a')",
    "prose A box.",
    "prose Args:\n- `size`: How big.",
  ]);
  assert.deepEqual(section(page, "tf.kit.Box.build"), [
    "build",
    "signature tf.kit.Box.build(shape)",
    "prose Builds.",
  ]);
  assert.equal(fact(page, "tf.kit.Box").kind, "class");
  assert.equal(fact(page, "tf.kit.Box").parameters[1]?.default, "'a'");
});

test("doc-builder: methods stand in their classes, commas between parameters", () => {
  const head = (id: string, title: string): string =>
    `<span class="group flex" id="${id}"><h3><span><svg></svg>${title}</span></h3><a id="${id}" class="header-link" href="#${id}"><svg></svg></a>
     <a href="https://git.example/s"><span>&lt;</span> <span>source</span> <span>&gt;</span></a></span>`;
  const parameter = (name: string, value = ""): string =>
    `<span class="comma"><span class="rounded">${name}<span class="opacity-60">${value}</span></span></span>`;
  const page =
    parse(`<div class="prose-doc"><h1>Kit</h1><div class="docstring border-l-2"><div>${head("kit.Box", "<span>class</span> <span>kit.</span><span>Box</span>")}
    <p class="font-mono"><span>(</span> ${parameter("size", " = 10")} ${parameter("**kwargs")} <span>)</span></p>
    <div class="docstring-details"><p class="flex">Parameters <span></span></p><ul><li><span><a id="kit.Box.size" class="header-link"></a><span><strong>size</strong> (<code>int</code>) — How big.</span></span></li></ul></div></div>
    <p>A box.</p><div class="docstring"><div>${head("kit.Box.find", "find")}<p class="font-mono"><span>(</span> ${parameter("query", ": str")} <span>)</span>
    <span class="font-bold">→</span> <span class="rounded"><code>list</code></span></p><div class="docstring-details"></div></div><p>Finds.</p></div></div></div>`);
  assert.deepEqual(section(page, "kit.Box"), [
    "kit.Box",
    "signature kit.Box(size=10, **kwargs)",
    "prose Parameters:",
    "prose - `size` (`int`) — How big.",
    "prose A box.",
  ]);
  assert.deepEqual(section(page, "kit.Box.find"), [
    "kit.Box.find",
    "signature kit.Box.find(query: str) -> list",
    "prose Finds.",
  ]);
  assert.deepEqual(
    page.sections.map(({ headingPath }) => headingPath),
    [
      ["Kit", "kit.Box"],
      ["Kit", "kit.Box", "kit.Box.find"],
    ],
  );
  assert.equal(fact(page, "kit.Box.find").returns, "list");
  assert.equal(fact(page, "kit.Box").parameters[0]?.default, "10");
});

test("mkdocstrings: members stand in their classes", () => {
  const page =
    parse(`<div class="md-content"><article class="md-content__inner"><h1>API</h1><div class="doc doc-object doc-class"><h2 id="kit.Box" class="doc doc-heading">
    <code class="highlight language-python">Box(size=10)</code><a href="#kit.Box" class="headerlink">¶</a></h2><div class="doc doc-contents first"><p>A box.</p><div class="doc doc-children">
    <div class="doc doc-object doc-function"><h3 id="kit.Box.find" class="doc doc-heading"><span class="doc doc-object-name">find</span></h3>
    <div class="language-python doc-signature highlight"><pre><code>find(query: str) -&gt; list</code></pre></div><div class="doc doc-contents"><p>Finds.</p></div></div></div></div></div></article></div>`);
  assert.deepEqual(section(page, "kit.Box"), ["kit.Box", "signature kit.Box(size=10)", "prose A box."]);
  assert.deepEqual(section(page, "kit.Box.find"), [
    "kit.Box.find",
    "signature kit.Box.find(query: str) -> list",
    "prose Finds.",
  ]);
  assert.equal(fact(page, "kit.Box.find").kind, "method");
});

test("pdoc: values have their sign", () => {
  const page =
    parse(`<main class="pdoc"><section class="module-info"><h1 class="modulename">kit</h1></section><section id="LIMIT"><div class="attr variable">
    <span class="name">LIMIT</span><span class="annotation">: int</span> = <span class="default_value">3</span></div><div class="docstring"><p>At most.</p></div></section></main>`);
  assert.deepEqual(section(page, "kit.LIMIT"), ["LIMIT", "signature kit.LIMIT: int = 3", "prose At most."]);
});
