import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHtml } from "../../../../indexer/parse/html.js";

/** How each maker of tabs writes two of them. */
const TABS: Readonly<Record<string, string>> = {
  "panels beside a bar":
    '<div><ul role="tablist"><li role="tab">pip</li><li role="tab">conda &lt;4</li></ul>' +
    '<div><div role="tabpanel"><p>A</p></div><div role="tabpanel" hidden><p>B</p></div></div></div>',
  "panels that name their labels":
    '<div role="tablist"><button role="tab" id="t2">conda &lt;4</button><button role="tab" id="t1">pip</button></div>' +
    '<div role="tabpanel" aria-labelledby="t1"><p>A</p></div><div role="tabpanel" aria-labelledby="t2" hidden><p>B</p></div>',
  "a label before its content":
    '<div class="sd-tab-set"><input><label class="sd-tab-label">pip</label><div class="sd-tab-content"><p>A</p></div>' +
    '<input><label class="sd-tab-label">conda &lt;4</label><div class="sd-tab-content"><p>B</p></div></div>',
  "a row of labels before a row of contents":
    '<div class="tabbed-set"><input><input><div class="tabbed-labels"><label>pip</label><label>conda &lt;4</label></div>' +
    '<div class="tabbed-content"><div class="tabbed-block"><p>A</p></div><div class="tabbed-block"><p>B</p></div></div></div>',
  "an older row":
    '<div class="tabbed-set"><input><label>pip</label><div class="tabbed-content"><p>A</p></div>' +
    '<input><label>conda &lt;4</label><div class="tabbed-content"><p>B</p></div></div>',
  "a group of code":
    '<div class="vp-code-group"><div class="tabs"><input><label>pip</label><input><label>conda &lt;4</label></div>' +
    '<div class="blocks"><div><p>A</p></div><div><p>B</p></div></div></div>',
};

for (const [name, html] of Object.entries(TABS))
  test(`each tab has its label: ${name}`, () => {
    const document = parseHtml("page.html", `<main><h1>T</h1>${html}</main>`);
    assert.deepEqual(
      document?.sections.flatMap(({ blocks }) => blocks.map(({ text }) => text)),
      ["pip:", "A", "conda <4:", "B"],
    );
  });

test("sets of tabs do not take one another's labels", () => {
  const set = (label: string, text: string): string =>
    `<div><ul role="tablist"><li role="tab">${label}</li></ul><div role="tabpanel"><p>${text}</p></div></div>`;
  const document = parseHtml("page.html", `<main>${set("x", "1")}${set("y", "2")}</main>`);
  assert.deepEqual(
    document?.sections[0]?.blocks.map(({ text }) => text),
    ["x:", "1", "y:", "2"],
  );
});
