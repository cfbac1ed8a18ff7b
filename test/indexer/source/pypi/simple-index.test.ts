import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import {
  locationUrl,
  normalizeName,
  parseHtml,
  parseJson,
} from "../../../../indexer/source/pypi/simple-index.js";

const PAGE = new URL("https://index.example/simple/tiny/");
const HASH = "0123456789abcdef".repeat(4);

describe("normalizeName", () => {
  test("case and separators make no difference", () => {
    assert.equal(normalizeName("Scikit_Learn"), "scikit-learn");
    assert.equal(normalizeName("zope.-_interface"), "zope-interface");
  });

  test("normalising twice is normalising once", () => {
    fc.assert(
      fc.property(fc.string(), (name) =>
        assert.equal(normalizeName(normalizeName(name)), normalizeName(name)),
      ),
    );
  });
});

describe("parseHtml", () => {
  test("the address gives name and place, the fragment the hash, the attribute the withdrawal", () => {
    const html = `<a href="../../files/tiny-1.0%2Bcpu-py3-none-any.whl#sha256=${HASH}" data-yanked="broken">x</a>`;
    assert.deepEqual(
      parseHtml(html, PAGE).map(({ url, ...file }) => ({ ...file, url: url.href })),
      [
        {
          filename: "tiny-1.0+cpu-py3-none-any.whl",
          url: "https://index.example/files/tiny-1.0%2Bcpu-py3-none-any.whl",
          sha256: HASH,
          size: undefined,
          uploadTime: undefined,
          yanked: true,
        },
      ],
    );
  });

  test("a base element is the base", () => {
    const [file] = parseHtml('<base href="https://cdn.example/f/"><a href="tiny-1.0.tar.gz">t</a>', PAGE);
    assert.equal(file?.url.href, "https://cdn.example/f/tiny-1.0.tar.gz");
  });

  test("a page from the network cannot name files of this machine", () => {
    assert.deepEqual(
      parseHtml('<a href="file:///etc/tiny-1.0.tar.gz">t</a><a href="javascript:1">u</a>', PAGE),
      [],
    );
  });
});

describe("parseJson", () => {
  test("a reason, even an empty one, withdraws a file", () => {
    const file = (yanked: boolean | string) => ({ filename: "f", url: "f", hashes: {}, yanked });
    const files = parseJson(JSON.stringify({ files: [file(false), file(""), file("bad")] }), PAGE);
    assert.deepEqual(
      files.map(({ yanked }) => yanked),
      [false, true, true],
    );
  });

  test("another shape is refused", () => {
    assert.throws(() => parseJson('{"files": [{"filename": 1}]}', PAGE));
  });
});

describe("locationUrl", () => {
  test("addresses stay, paths become file addresses, the tilde is the home folder", () => {
    assert.equal(locationUrl("https://h/simple", "/home/u").href, "https://h/simple");
    assert.equal(locationUrl("~/wheels", "/home/u").href, pathToFileURL("/home/u/wheels").href);
    assert.equal(locationUrl("/srv/wheels", "/home/u").href, pathToFileURL("/srv/wheels").href);
  });
});
