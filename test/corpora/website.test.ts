import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { builtinCorpora } from "../../corpora/catalogue.js";
import { parseCorpus } from "../../corpora/corpus.js";
import { KbError } from "../../corpora/errors.js";

const withSource = (source: object) =>
  parseCorpus(
    {
      ...{ id: "mylib", name: "My Lib", homepage: "https://mylib.example/" },
      sources: [{ kind: "website", ...source }],
    },
    "test",
  );

describe("a website in a corpus definition", () => {
  test("the address alone is enough", () => {
    const [source] = withSource({ url: "https://mylib.example/{minor}" }).sources;
    assert.ok(source?.kind === "website");
    assert.equal(source.url, "https://mylib.example/{minor}/");
    assert.equal(source.current, "stable");
    assert.equal(source.minimumCoverage, 0.9);
    assert.deepEqual(source.start, [""]);
    assert.equal(source.limits.maxPages, 20_000);
  });

  for (const [what, source, message] of [
    ["a placeholder that nothing fills", { url: "https://a.example/{release}/" }, /\{release\}: expected/],
    ["two placeholders", { url: "https://a.example/{major}/{minor}/" }, /at most one/],
    ["another scheme", { url: "file:///docs/" }, /http or https/],
    ["an address with a query", { url: "https://a.example/?v={version}" }, /without query/],
    ["a field there is none of", { url: "https://a.example/", depth: 3 }, /depth/],
    [
      "a pattern that is none",
      { url: "https://a.example/", version: { pattern: "(" } },
      /regular expression/,
    ],
    [
      "a start page elsewhere",
      { url: "https://a.example/", start: ["https://b.example/"] },
      /below the base/,
    ],
    ["a share above one", { url: "https://a.example/", minimumCoverage: 90 }, /minimumCoverage/],
  ] as const) {
    test(`refuses ${what}, and says so`, () => {
      assert.throws(
        () => withSource(source),
        (error) => error instanceof KbError && error.code === "CORPUS_INVALID" && message.test(error.message),
      );
    });
  }

  test("the first twelve systems have one", () => {
    const without = builtinCorpora().filter(({ sources }) => !sources.some(({ kind }) => kind === "website"));
    assert.deepEqual(
      without.map(({ id }) => id),
      ["transformers-js"],
    );
  });
});
