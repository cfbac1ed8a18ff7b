import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "cheerio/slim";
import { pdocEntries } from "../../../../indexer/parse/html/entries/pdoc.js";
import { codeParameterNames, type Filter } from "../../../../indexer/parse/html/filters.js";
import { parseMarkup } from "../../../../indexer/parse/html/markup.js";
import {
  VERSION_ATTRIBUTE,
  versionLabelsAsAttributes,
} from "../../../../indexer/parse/html/version-label.js";

function filtered(filter: Filter, html: string): string {
  const { root } = parseMarkup(html);
  filter(root);
  return load(root).html() ?? "";
}

test("names of parameters become code", () => {
  const html = '<dl class="field-list"><dd><ul><li><p><strong>op</strong> (int)</p></li></ul></dd></dl>';
  assert.match(filtered(codeParameterNames, html), /<code>op<\/code>/);
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
  assert.equal(filtered(pdocEntries, html), `<h1 class="modulename">pkg.mod</h1>${expected}`);
});
