import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GENERATORS, type Generator, parseHtml } from "../../../../indexer/parse/html.js";

/** A page in the shape of each generator. All say the same: a title, a section with an anchor, a box, code. */
const PAGES: Readonly<Record<Generator, string>> = {
  "sphinx-book-theme": `<link rel="stylesheet" href="_static/styles/sphinx-book-theme.css"><div class="bd-sidebar-primary bd-sidebar">
    <nav>Menu</nav></div><main id="main-content"><div class="header-article">Launch</div><article class="bd-article"><section id="t">
    <h1>Title<a class="headerlink" href="#t">#</a></h1><p>Text</p><section id="s"><h2>Part<a class="headerlink" href="#s">#</a></h2>
    <div class="admonition note"><p class="admonition-title">Note</p><p>Mind</p></div><div class="highlight-python notranslate"><div
    class="highlight"><pre><span></span>run()\n</pre></div></div></section></section></article><div class="prev-next-area">Next</div></main>`,
  "pydata-sphinx-theme": `<div class="bd-header-announcement">Version 3 is out</div><div class="bd-breadcrumbs"><ul aria-label="Breadcrumb">
    <li>Home</li></ul></div><article class="bd-article" role="main"><section id="t"><h1>Title<a class="headerlink" href="#t">#</a></h1>
    <p>Text</p><section id="s"><h2>Part<a class="headerlink" href="#s">#</a></h2><div class="admonition note"><p class="admonition-title">
    Note</p><p>Mind</p></div><div class="highlight-python"><pre>run()</pre></div></section></section></article>
    <div class="bd-sidebar-secondary"><div class="page-toc">On this page</div></div>`,
  furo: `<aside class="sidebar-drawer">Menu</aside><article role="main" id="furo-main-content"><section id="t"><h1>Title<a
    class="headerlink" href="#t">¶</a></h1><p>Text</p><section id="s"><h2>Part</h2><div class="admonition note"><p
    class="admonition-title">Note</p><p>Mind</p></div><div class="highlight-python"><pre>run()</pre></div></section></section></article>
    <footer>Made with Furo</footer><aside class="toc-drawer">On this page</aside>`,
  "pytorch-sphinx-theme": `<div class="pytorch-container"><div class="pytorch-breadcrumbs-wrapper">Docs &gt;</div><section class="pytorch-content-wrap">
    <div class="rst-content"><div role="main" class="main-content"><article class="pytorch-article" id="pytorch-article"><div
    class="pytorch-call-to-action-links">Run in Colab</div><section id="t"><h1>Title<a class="headerlink" href="#t">¶</a></h1><p>Text</p>
    <div class="section" id="s"><h2>Part</h2><div class="admonition note"><p class="admonition-title">Note</p><p>Mind</p></div><div
    class="highlight-python"><pre>run()</pre></div></div></section></article></div><footer>Next</footer></div></section></div>`,
  "sphinx-rtd-theme": `<nav class="wy-nav-side">Menu</nav><section class="wy-nav-content-wrap"><div class="wy-nav-content"><div class="rst-content">
    <ul class="wy-breadcrumbs"><li>Docs</li><li><a href="e">Edit on GitHub</a></li></ul><div role="main"><div itemprop="articleBody">
    <section id="t"><h1>Title<a class="headerlink" href="#t">\uf0c1</a></h1><p>Text</p><section id="s"><h2>Part</h2><div
    class="admonition note"><p class="admonition-title">Note</p><p>Mind</p></div><div class="highlight-python"><pre>run()</pre></div>
    </section></section></div></div><footer>Built with Sphinx</footer></div></div></section>`,
  sphinx: `<script src="_static/documentation_options.js"></script><div class="related">index</div><div class="document"><div
    class="documentwrapper"><div class="body" role="main"><section id="t"><h1>Title<a class="headerlink" href="#t">¶</a></h1><p>Text</p>
    <section id="s"><h2>Part</h2><div class="admonition note"><p class="admonition-title">Note</p><p>Mind</p></div><div
    class="highlight-python"><pre>run()</pre></div></section></section></div></div><div class="sphinxsidebar">Contents</div></div>`,
  pdoc: `<meta name="generator" content="pdoc 14.1"><nav class="pdoc">Menu</nav><main class="pdoc"><section class="module-info">
    <h1 class="modulename">Title</h1><div class="docstring"><p>Text</p><h2 id="s">Part</h2><div class="alert note"><p>Mind</p></div>
    <div class="pdoc-code codehilite"></div><div class="codehilite"><pre><code class="language-python">run()</code></pre></div></div></section></main>`,
  "mkdocs-material": `<div class="md-container"><div class="md-sidebar">Menu</div><div class="md-content"><article class="md-content__inner md-typeset">
    <a class="md-content__button" title="Edit this page">edit</a><h1 id="t">Title<a class="headerlink" href="#t">&para;</a></h1><p>Text</p>
    <h2 id="s">Part<a class="headerlink" href="#s">&para;</a></h2><div class="admonition note"><p class="admonition-title">Note</p><p>Mind</p>
    </div><div class="language-python highlight"><pre><span></span><code>run()</code></pre></div><aside class="md-source-file">Updated</aside>
    </article></div></div>`,
  mkdocs: `<meta name="generator" content="mkdocs-1.6"><div class="navbar">Menu</div><div class="col-md-9" role="main"><h1 id="t">Title</h1>
    <p>Text</p><h2 id="s">Part</h2><div class="admonition note"><p class="admonition-title">Note</p><p>Mind</p></div><pre><code
    class="language-python">run()</code></pre></div><footer>Built</footer>`,
  docusaurus: `<div id="__docusaurus"><div class="theme-announcement-bar">News</div><main><nav class="theme-doc-breadcrumbs">Home</nav>
    <span class="theme-doc-version-badge">Version: 2.x</span><div class="theme-doc-toc-mobile">On this page</div><div
    class="theme-doc-markdown markdown"><header><h1>Title</h1></header><p>Text</p><h2 class="anchor" id="s">Part<a class="hash-link" href="#s"
    title="Direct link to Part">&ZeroWidthSpace;</a></h2><div class="theme-admonition theme-admonition-note alert alert--secondary"><div
    class="admonitionHeading_x1">note</div><div class="admonitionContent_y2"><p>Mind</p></div></div><div class="language-python
    codeBlockContainer_z3"><div><pre class="prism-code language-python"><code><span class="token-line"><span>run()</span><br></span></code>
    </pre><button>Copy</button></div></div></div><footer class="theme-doc-footer">Edit this page</footer></main></div>`,
  "just-the-docs": `<link rel="stylesheet" href="/assets/css/just-the-docs-default.css"><div class="side-bar">Menu</div><div id="main-content"
    class="main-content"><main><h1 id="t">Title</h1><p>Text</p><h2 id="s"><a href="#s" class="anchor-heading"><svg></svg></a> Part</h2>
    <div class="alert note"><p>Mind</p></div><div class="language-python highlighter-rouge"><div class="highlight"><pre
    class="highlight"><code>run()</code></pre></div></div></main><footer>Copyright</footer></div>`,
  jekyll: `<meta name="generator" content="Jekyll v4.3"><header class="site-header">Menu</header><main class="page-content"><article
    class="post"><div class="post-content"><h1>Title</h1><p>Text</p><h2 id="s">Part</h2><div class="alert alert-note"><p>Mind</p></div>
    <div class="language-python highlighter-rouge"><table class="rouge-table"><tr><td class="rouge-gutter gl">1</td><td class="rouge-code">
    <pre>run()\n</pre></td></tr></table></div></div></article></main>`,
  docsy: `<header>Menu</header><main><nav aria-label="breadcrumb"><ol><li>Docs</li></ol></nav><div class="td-page-meta">Edit this page</div>
    <div class="td-content"><h1>Title</h1><p>Text</p><h2 id="s">Part<a class="td-heading-self-link" href="#s"></a></h2><div class="alert
    alert-note" role="alert"><h4 class="alert-heading">Note</h4><p>Mind</p></div><div class="highlight"><pre><code class="language-python"
    data-lang="python">run()</code></pre></div><div class="feedback--title">Helpful?</div><div class="td-page-meta__lastmod">now</div></div></main>`,
  hugo: `<meta name="generator" content="Hugo 0.120"><aside>Menu</aside><main><article class="markdown"><h1>Title</h1><p>Text</p>
    <h2 id="s">Part <a class="anchor" href="#s">#</a></h2><blockquote class="callout note"><p>Mind</p></blockquote><div class="highlight"><pre><code
    class="language-python" data-lang="python"><span class="line"><span class="ln">1</span><span class="cl">run()\n</span></span></code></pre></div>
    </article></main>`,
  antora: `<meta name="generator" content="Antora 3.1"><div class="nav-container">Menu</div><main><div class="toolbar"><nav class="breadcrumbs">
    Home</nav><div class="edit-this-page"><a>Edit this Page</a></div></div><div class="content"><aside class="toc sidebar">Contents</aside><article
    class="doc"><h1 class="page">Title</h1><p>Text</p><div class="sect1"><h2 id="s"><a class="anchor" href="#s"></a>Part</h2><div
    class="admonitionblock note"><table><tr><td class="icon"><i class="fa icon-note" title="Note"></i></td><td class="content"><div
    class="paragraph"><p>Mind</p></div></td></tr></table></div><div class="listingblock"><div class="content"><pre class="highlightjs
    highlight"><code class="language-python hljs" data-lang="python">run()</code></pre></div></div></div><nav class="pagination">Next</nav></article>
    </div></main>`,
  gitbook: `<meta name="generator" content="GitBook 3.2"><div class="book-summary">Menu</div><div class="page-inner"><section class="normal
    markdown-section"><h1 id="t">Title</h1><p>Text</p><h2 id="s">Part</h2><div class="hint note"><p>Mind</p></div><pre><code
    class="lang-python">run()</code></pre></section></div>`,
  typedoc: `<header class="tsd-page-toolbar">Menu</header><div class="col-content"><div class="tsd-page-title"><ul class="tsd-breadcrumb">
    <li>pkg</li></ul><h1>Title</h1></div><div class="tsd-panel tsd-typography"><p>Text</p><h2 id="s">Part</h2><div class="tsd-alert alert note">
    <p>Mind</p></div><pre><code class="python">run()</code><button>Copy</button></pre></div></div><div class="col-sidebar">On this page</div>`,
  doxygen: `<meta name="generator" content="Doxygen 1.9.4"><div id="side-nav">Menu</div><div class="header"><div class="headertitle"><div
    class="title">Title</div></div></div><div class="contents"><div class="textblock"><p>Text</p><h2><a class="anchor" id="s"></a>Part</h2>
    <dl class="section note"><dt>Note</dt><dd>Mind</dd></dl><div class="fragment"><div class="line"><span class="lineno">1</span>run()</div></div>
    <!-- fragment --></div></div>`,
  devsite: `<devsite-header>Menu</devsite-header><main><article class="devsite-article"><ul class="devsite-breadcrumb-list"><li>Home</li></ul><h1
    class="devsite-page-title">Title</h1><devsite-toc>On this page</devsite-toc><div class="devsite-article-body"><p>Text</p><h2 id="s">Part</h2>
    <aside class="note"><p>Mind</p></aside><devsite-code><pre class="devsite-click-to-copy" syntax="Python"><code>run()</code></pre>
    </devsite-code></div><devsite-thumb-rating>Helpful?</devsite-thumb-rating></article></main>`,
  "doc-builder": `<aside>Menu</aside><div class="prose-doc prose"><h1 class="relative group"><a id="t" class="header-link" href="#t"><span><svg></svg></span>
    </a> <span>Title</span></h1><p>Text</p><h2 class="relative group"><a id="s" class="header-link block" href="#s"><span><svg></svg></span></a>
    <span>Part</span></h2><div class="course-tip note"><p>Mind</p></div><div class="code-block relative"><div class="absolute"><button>Copy</button>
    </div><pre class=""><!-- HTML_TAG_START --><code class="language-python">run()</code></pre></div><a href="e">Edit on GitHub</a></div>`,
  mintlify: `<div id="sidebar"><ul><li>Menu</li></ul></div><div id="content-area"><header><h1 id="page-title">Title</h1></header><div
    class="mdx-content prose"><p>Text</p><h2 id="s"><div class="absolute"><a href="#s" aria-label="Navigate to header">\u200b</a></div><span>Part</span></h2>
    <div class="callout my-4 note"><p>Mind</p></div><div class="code-block"><pre language="python"><code class="language-python">run()</code></pre>
    </div></div><div class="feedback-toolbar"><button>Yes</button></div></div>`,
  nextra: `<div class="nextra-nav-container">Menu</div><nav class="nextra-toc">On this page</nav><article><div class="nextra-breadcrumb">Docs</div>
    <main class="nextra-content"><h1>Title</h1><p>Text</p><h2>Part<a href="#s" id="s" class="subheading-anchor" aria-label="Permalink for this section">
    </a></h2><div class="nextra-callout note"><p>Mind</p></div><div class="nextra-code"><pre><code data-language="python"><span class="line">run()</span>
    </code></pre></div></main></article>`,
  starlight: `<meta name="generator" content="Starlight v0.28"><nav class="sidebar">Menu</nav><main><h1 id="_top">Title</h1><div
    class="sl-markdown-content"><p>Text</p><div class="sl-heading-wrapper"><h2 id="s">Part</h2><a class="sl-anchor-link" href="#s"><span>Section titled
    Part</span></a></div><aside aria-label="Note" class="starlight-aside starlight-aside--note"><p class="starlight-aside__title">Note</p><div
    class="starlight-aside__content"><p>Mind</p></div></aside><div class="expressive-code"><figure><figcaption></figcaption><pre
    data-language="python"><code><div class="ec-line"><div class="code">run()</div></div></code></pre></figure></div></div></main>`,
  vitepress: `<meta name="generator" content="VitePress v1.0"><div class="VPSidebar">Menu</div><div class="VPDocAside">On this page</div><main><div
    class="vp-doc"><div><h1 id="t" tabindex="-1">Title <a class="header-anchor" href="#t">\u200b</a></h1><p>Text</p><h2 id="s">Part <a
    class="header-anchor" href="#s">\u200b</a></h2><div class="note custom-block"><p class="custom-block-title">NOTE</p><p>Mind</p></div><div
    class="language-python"><button class="copy"></button><span class="lang">python</span><pre><code><span class="line">run()</span></code></pre>
    </div></div></div><footer class="VPDocFooter">Edit this page</footer></main>`,
  myst: `<div class="myst-primary-sidebar">Menu</div><article class="article content"><h1>Title</h1><p>Text</p><h2 id="s">Part<a
    class="hash-link" href="#s">#</a></h2><aside class="admonition note"><div class="admonition-title">Note</div><div><p>Mind</p></div></aside><div
    class="relative"><pre class="hljs"><code class="language-python">run()</code></pre></div></article>`,
  unknown: `<div class="top"><a href="/">Menu one</a> <a href="/b">Menu two</a></div><div class="page"><div class="x17"><h1>Title</h1><p>Text</p>
    <h2 id="s">Part</h2><div class="callout note"><p>Mind</p></div><pre class="brush: python">run()</pre></div></div>`,
};

describe("a page of each generator", () => {
  for (const generator of GENERATORS)
    test(generator, () => {
      const document = parseHtml(
        "guide/page.html",
        `<!DOCTYPE html><html><head><title>Wrong — Site</title></head><body>${PAGES[generator]}</body></html>`,
      );
      assert.equal(document?.generator, generator);
      assert.equal(document.title, "Title");
      assert.deepEqual(
        document.sections.map(({ headingPath, anchor, blocks }) => ({ headingPath, anchor, blocks })),
        [
          { headingPath: ["Title"], anchor: undefined, blocks: [{ type: "prose", text: "Text" }] },
          {
            headingPath: ["Title", "Part"],
            anchor: "s",
            blocks: [
              { type: "admonition", name: "note", text: "Mind" },
              { type: "code", text: "run()", ...(generator !== "doxygen" && { language: "python" }) },
            ],
          },
        ],
      );
    });
});

test("where nothing is marked, the part with the words is read and the menus of links are not", () => {
  const menu = Array.from({ length: 40 }, (_, n) => `<li><a href="${n}">Entry number ${n}</a></li>`).join("");
  const words = "<p>Many words in a row that say something.</p>".repeat(5);
  const document = parseHtml(
    "page.html",
    `<body><div id="a"><ul>${menu}</ul></div><div id="b"><h1>Title</h1>${words}</div><div id="c">© 2020</div></body>`,
  );
  const text = JSON.stringify(document?.sections);
  assert.ok(text.includes("Many words"));
  assert.ok(!text.includes("Entry number") && !text.includes("© 2020"));
});
