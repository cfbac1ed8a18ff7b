import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type ChunkOptions, chunkDocument, renderBlock } from "../../indexer/chunk.js";
import type { Block, Document } from "../../indexer/parse/document.js";

const countTokens = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const options: ChunkOptions = { corpusName: "Lib", maxTokens: 60, countTokens, normalise: (text) => text };

const documentOf = (...blocks: Block[]): Document => ({
  path: "guide.md",
  title: "Guide",
  kind: "guide",
  sections: [{ headingPath: ["Guide", "Use"], anchor: "use", blocks, symbols: [] }],
  symbols: [],
});

const words = (count: number, word = "word"): string =>
  Array.from({ length: count }, (_, n) => `${word}${n}`).join(" ");

describe("chunkDocument", () => {
  test("a short section is one chunk with its heading path, anchor and header", () => {
    const [chunk, ...rest] = chunkDocument(documentOf({ type: "prose", text: "Say hello." }), "git", options);
    assert.equal(rest.length, 0);
    assert.equal(chunk?.text, "Say hello.");
    assert.equal(chunk?.anchor, "use");
    assert.equal(chunk?.embedText, "Lib | Guide > Use\nSay hello.");
  });

  test("code is never cut in the middle, even beyond the window", () => {
    const code = Array.from({ length: 40 }, (_, n) => `x${n} = call(${n}, ${n})`).join("\n");
    const chunks = chunkDocument(
      documentOf({ type: "code", text: code, language: "python" }),
      "git",
      options,
    );
    assert.equal(chunks.length, 1);
    assert.ok(chunks[0]?.text.includes(code));
  });

  test("prose beyond the window is cut at sentences and loses no word", () => {
    const text = Array.from({ length: 12 }, (_, n) => `${words(9, `s${n}w`)}.`).join(" ");
    const chunks = chunkDocument(documentOf({ type: "prose", text }), "git", options);
    assert.ok(chunks.length > 1);
    for (const chunk of chunks) {
      assert.ok(countTokens(chunk.embedText) <= options.maxTokens);
      assert.ok(chunk.text.endsWith("."));
    }
    assert.equal(chunks.map((chunk) => chunk.text).join(" "), text);
  });

  test("a sentence that ends in a colon goes with the code it introduces", () => {
    const chunks = chunkDocument(
      documentOf(
        { type: "prose", text: words(40) },
        { type: "prose", text: "For example:" },
        { type: "code", text: words(30, "code") },
      ),
      "git",
      options,
    );
    assert.equal(chunks.length, 2);
    assert.ok(chunks[1]?.text.startsWith("For example:"));
  });

  test("no word is lost and prose fits the window, for any blocks", () => {
    const block = fc.oneof(
      fc.record({ type: fc.constant("prose" as const), text: fc.lorem({ maxCount: 90 }) }),
      fc.record({ type: fc.constant("code" as const), text: fc.lorem({ maxCount: 60 }) }),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const chunks = chunkDocument(documentOf(...blocks), "git", options);
        const expected =
          blocks
            .map((block) => renderBlock(block))
            .join(" ")
            .match(/\w+/g) ?? [];
        const actual =
          chunks
            .map((chunk) => chunk.text)
            .join(" ")
            .match(/\w+/g) ?? [];
        assert.deepEqual(actual, expected);
        for (const chunk of chunks) {
          if (!chunk.text.includes("```")) assert.ok(countTokens(chunk.embedText) <= options.maxTokens);
        }
      }),
    );
  });

  test("ids depend on place and text, and repetitions of both stay apart", () => {
    const twice = chunkDocument(
      {
        ...documentOf({ type: "prose", text: "Same." }),
        sections: [1, 2].map(() => ({
          headingPath: ["Guide"],
          anchor: undefined,
          blocks: [{ type: "prose", text: "Same." }],
          symbols: [],
        })),
      },
      "git",
      options,
    );
    assert.equal(new Set(twice.map((chunk) => chunk.id)).size, 2);
    const other = chunkDocument(documentOf({ type: "prose", text: "Same." }), "pypi", options);
    assert.ok(!twice.some((chunk) => chunk.id === other[0]?.id));
  });

  test("version directives say what they mean", () => {
    assert.equal(
      renderBlock({ type: "admonition", name: "versionadded", version: "1.2", text: "The `x` option." }),
      "> **Added in version 1.2:** The `x` option.",
    );
    assert.equal(
      renderBlock({ type: "admonition", name: "deprecated", text: "Use `g`." }),
      "> **Deprecated:** Use `g`.",
    );
  });
});
