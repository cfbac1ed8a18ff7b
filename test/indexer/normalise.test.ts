import assert from "node:assert/strict";
import { test } from "node:test";
import { markVersion, VERSION_MARK } from "../../indexer/normalise.js";

test("the release's own version inside a URL is marked", () => {
  const mark = markVersion("1.4.2");
  assert.equal(mark("see https://x.org/v1.4.2/a.html"), `see https://x.org/v${VERSION_MARK}/a.html`);
});

test("versions outside URLs, other versions and longer numbers stay", () => {
  const mark = markVersion("1.4.2");
  for (const text of [
    "since 1.4.2",
    "https://x.org/1.4.20/",
    "https://x.org/11.4.2/",
    "https://x.org/1.4.2.1/",
  ]) {
    assert.equal(mark(text), text);
  }
});

test("texts that differ only in such a URL become equal", () => {
  const at = (version: string) => markVersion(version)(`Source: https://x.org/blob/${version}/a.py`);
  assert.equal(at("1.6.1"), at("1.9.1"));
});
