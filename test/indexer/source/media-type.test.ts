import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { matchesPatterns, mediaTypeOf } from "../../../indexer/source/media-type.js";

describe("mediaTypeOf", () => {
  const cases: readonly (readonly [path: string, mediaType: string | undefined])[] = [
    ["docs/index.md", "text/markdown"],
    ["a.MARKDOWN", "text/markdown"],
    ["docs/page.mdx", "text/mdx"],
    ["whats_new/v1.9.rst", "text/x-rst"],
    ["_sources/index.rst.txt", "text/x-rst"],
    ["tutorial.ipynb", "application/x-ipynb+json"],
    ["sklearn/base.py", "text/x-python"],
    ["torch/_C/__init__.pyi", "text/x-python"],
    ["dist/index.d.ts", "text/x-typescript-declaration"],
    ["dist/index.d.mts", "text/x-typescript-declaration"],
    ["dist/index.d.cts", "text/x-typescript-declaration"],
    ["api.htm", "text/html"],
    ["notes.txt", "text/plain"],
    ["README", "text/plain"],
    ["pkg/CHANGES", "text/plain"],
    ["src/index.ts", undefined],
    ["LICENSE", undefined],
    ["docs.md/picture.png", undefined],
    [".md", undefined],
    ["", undefined],
  ];
  for (const [path, mediaType] of cases) {
    test(`${path || "(empty)"} is ${mediaType ?? "no documentation"}`, () => {
      assert.equal(mediaTypeOf(path), mediaType);
    });
  }

  test("depends on the last name of the path only", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("a.md", "README", "b.ts", "c.d.ts"), (folder, name) => {
        assert.equal(mediaTypeOf(`${folder}/${name}`), mediaTypeOf(name));
      }),
    );
  });
});

describe("matchesPatterns", () => {
  test("no patterns choose everything", () => {
    assert.equal(matchesPatterns("any/where.md", undefined, undefined), true);
  });

  test("an empty include list chooses nothing", () => {
    assert.equal(matchesPatterns("a.md", [], undefined), false);
  });

  test("one star stays in its folder, two stars do not", () => {
    assert.equal(matchesPatterns("a.md", ["*.md"], undefined), true);
    assert.equal(matchesPatterns("docs/a.md", ["*.md"], undefined), false);
    assert.equal(matchesPatterns("docs/x/y/a.md", ["docs/**"], undefined), true);
    assert.equal(matchesPatterns("a.md", ["**/*.md"], undefined), true);
  });

  test("exclude wins over include", () => {
    assert.equal(matchesPatterns("docs/internal/a.md", ["docs/**"], ["docs/internal/**"]), false);
  });

  test("dot folders, choices and a leading mark are plain", () => {
    assert.equal(matchesPatterns(".github/notes.md", ["**/*.{md,rst}"], undefined), true);
    assert.equal(matchesPatterns("a.md", ["!b.md"], undefined), false);
    assert.equal(matchesPatterns("#a.md", ["#a.md"], undefined), true);
  });
});
