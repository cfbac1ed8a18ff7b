import assert from "node:assert/strict";
import { test } from "node:test";
import { pageFilter } from "../../../indexer/source/page-filter.js";

test("by default every documentation file is a page, except what is never one", () => {
  const filter = pageFilter(undefined, undefined);
  assert.equal(filter("docs/guide.md"), "text/markdown");
  assert.equal(filter("README.rst"), "text/x-rst");
  const never = [
    "logo.png",
    "LICENSE",
    "docs/LICENSE.md",
    "node_modules/x/README.md",
    "web/node_modules/x/README.md",
    ".github/pull_request_template.md",
    "src/tests/README.md",
    "website/i18n/ja/guide.md",
  ];
  for (const path of never) assert.equal(filter(path), undefined, path);
});

test("a definition narrows the choice; the defaults stay excluded", () => {
  const filter = pageFilter(["docs/**"], ["docs/drafts/**"]);
  assert.equal(filter("docs/a.md"), "text/markdown");
  assert.equal(filter("README.md"), undefined);
  assert.equal(filter("docs/drafts/a.md"), undefined);
  assert.equal(filter("docs/tests/a.md"), undefined);
});
