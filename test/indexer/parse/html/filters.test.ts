import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "cheerio";
import type { Content, Element } from "../../../../indexer/parse/html/dom.js";
import * as filters from "../../../../indexer/parse/html/filters.js";
import { pdocEntriesAsDefinitions } from "../../../../indexer/parse/html/pdoc.js";
import {
  VERSION_ATTRIBUTE,
  versionLabelsAsAttributes,
} from "../../../../indexer/parse/html/version-label.js";

function filtered(filter: filters.Filter, html: string): string {
  const $ = load(`<main class="pdoc">${html}</main>`);
  const content: Content = $<Element, string>("main");
  filter(content);
  return content.html() ?? "";
}

const KEPT = "<p>Kept</p>";

/** What each filter takes away. */
const DROPPED: Readonly<Record<string, readonly [filters.Filter, string]>> = {
  scripts: [filters.dropScripts, "<script>x()</script><style>p{}</style>"],
  navigation: [filters.dropNavigation, '<nav>Menu</nav><div role="navigation">More</div>'],
  breadcrumbs: [filters.dropBreadcrumbs, '<ul class="wy-breadcrumbs"><li>Docs</li></ul>'],
  "tables of contents": [filters.dropTableOfContents, '<div class="contents topic">Contents</div>'],
  sidebars: [filters.dropSidebars, "<aside>On this page</aside>"],
  footers: [filters.dropFooters, '<footer>Copyright</footer><div class="pagination-nav">Next</div>'],
  "edit links": [filters.dropEditLinks, '<a class="theme-edit-this-page">Edit this page</a>'],
  "source links": [
    filters.dropSourceLinks,
    '<a href="m.html"><span class="viewcode-link">[source]</span></a>',
  ],
  "download notes": [filters.dropDownloadNotes, '<div class="sphx-glr-footer">Download notebook</div>'],
  "copy buttons": [filters.dropCopyButtons, '<button class="copybtn">Copy</button>'],
  "cookie banners": [filters.dropCookieBanners, '<div id="cookie-consent-box">We use cookies</div>'],
  "line numbers": [filters.dropLineNumbers, '<span class="linenos">12</span>'],
  permalinks: [filters.dropPermalinks, '<a class="headerlink" href="#x">¶</a>'],
  "hidden text": [filters.dropHidden, '<span class="sr-only">Skip</span><p hidden>Later</p>'],
};

describe("dropped", () => {
  for (const [name, [filter, html]] of Object.entries(DROPPED)) {
    test(name, () => assert.equal(filtered(filter, `${KEPT}${html}`), KEPT));
  }

  test("math and footnotes stay", () => {
    const math = '<script type="math/tex">x^2</script>';
    const note = '<aside class="footnote">1</aside>';
    assert.equal(filtered(filters.dropScripts, math), math);
    assert.equal(filtered(filters.dropSidebars, note), note);
  });
});

describe("tabs are labelled", () => {
  test("panels beside a bar", () => {
    const html =
      '<div><ul role="tablist"><li role="tab">pip</li><li role="tab">conda</li></ul>' +
      '<div><div role="tabpanel">A</div><div role="tabpanel" hidden>B</div></div></div>';
    assert.match(filtered(filters.labelTabPanels, html), /<p>pip:<\/p>A.*<p>conda:<\/p>B/);
  });

  test("a label before its content", () => {
    const html =
      '<div class="sd-tab-set"><label class="sd-tab-label">Linux</label><div class="sd-tab-content">A</div></div>';
    assert.match(filtered(filters.labelTabSets, html), /<div class="sd-tab-content"><p>Linux:<\/p>A<\/div>/);
  });

  test("a row of labels before the contents", () => {
    const html =
      '<div class="tabbed-set"><div class="tabbed-labels"><label>X &lt; Y</label></div>' +
      '<div class="tabbed-content"><div class="tabbed-block">A</div></div></div>';
    assert.match(filtered(filters.labelTabSets, html), /<p>X &lt; Y:<\/p>A/);
  });
});

test("names of parameters become code", () => {
  const html = '<dl class="field-list"><dd><ul><li><p><strong>op</strong> (int)</p></li></ul></dd></dl>';
  assert.match(filtered(filters.codeParameterNames, html), /<code>op<\/code>/);
});

test("version labels become attributes", () => {
  const html =
    '<div class="versionadded"><p><span class="versionmodified">New in version 0.20: </span>It.</p></div>';
  const expected = `<div class="versionadded" ${VERSION_ATTRIBUTE}="0.20"><p>It.</p></div>`;
  assert.equal(filtered(versionLabelsAsAttributes, html), expected);
});

test("pdoc's entries become definitions", () => {
  const html =
    '<h1 class="modulename">pkg.mod</h1><section id="A"><div class="attr class"><span class="def">class</span> ' +
    '<span class="name">A</span>(<span class="base">B</span>): </div></section>';
  const expected =
    '<dl class="py class"><dt class="sig" id="A" data-symbol="pkg.mod.A"><span class="name descname">A</span></dt></dl>';
  assert.equal(filtered(pdocEntriesAsDefinitions, html), `<h1 class="modulename">pkg.mod</h1>${expected}`);
});
