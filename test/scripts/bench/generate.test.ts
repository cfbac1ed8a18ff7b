import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harvest } from "../../../indexer/harvest.js";
import type { SourceRelease } from "../../../indexer/source/source.js";
import {
  CHUNKS_PER_PAGE,
  GENERATED_RELEASES,
  generatePages,
  generateQuestion,
} from "../../../scripts/bench/generate.js";

const library = { id: "bench-lib", pages: 60 };
const pages = (release: number) => [...generatePages(library, release)];

describe("generated documentation", () => {
  test("is the same whenever it is made", () => {
    assert.deepEqual(pages(0), pages(0));
    assert.deepEqual(pages(1), pages(1));
    assert.notDeepEqual([...generatePages({ ...library, id: "other" }, 0)], pages(0));
  });

  test("has one path a page, in three formats", () => {
    const paths = pages(0).map(({ path }) => path);
    assert.equal(new Set(paths).size, library.pages);
    assert.deepEqual(new Set(paths.map((path) => path.split(".").at(-1))), new Set(["md", "rst", "py"]));
  });

  test("of the next release keeps its pages and about nine sections in ten", () => {
    const sections = (release: number) =>
      new Map(
        pages(release).map(({ path, text }) => [path, text.split(/\n(?=## | {3}\.\. py:method| {4}def )/)]),
      );
    const [before, after] = [sections(0), sections(1)];
    assert.equal(after.size, Math.round(library.pages * 1.02));
    let kept = 0;
    let all = 0;
    for (const [path, texts] of before) {
      const now = new Set(after.get(path));
      kept += texts.filter((text) => now.has(text)).length;
      all += texts.length;
    }
    assert.ok(kept / all > 0.75 && kept / all < 0.95, `${kept} of ${all}`);
  });

  test("gives as many chunks as sizes are reckoned with, and names what it documents", async () => {
    const [{ version, date }] = GENERATED_RELEASES;
    const release: SourceRelease = {
      ...{ version, date, dateOrigin: "definition", prerelease: false, yanked: false },
      ...{ reference: version, digest: version, urlValues: {} },
    };
    const mediaTypes: Readonly<Record<string, string>> = {
      md: "text/markdown",
      rst: "text/x-rst",
      py: "text/x-python",
    };
    const problems: { path: string; reason: string }[] = [];
    const harvested = await harvest(
      { kind: "directory", path: "{version}" },
      {
        releases: async () => [release],
        async *pages() {
          for (const { path, text } of pages(0)) {
            const mediaType = mediaTypes[path.split(".").at(-1) ?? ""] ?? "";
            yield { path, mediaType, bytes: Buffer.from(text) };
          }
        },
      },
      release,
      {
        ...{ corpusName: "bench-lib", maxTokens: 320, problems, onPages: () => undefined },
        countTokens: (text) => Math.ceil(text.length / 4.5),
        normalise: (text) => text,
        signal: new AbortController().signal,
      },
    );
    const chunks = harvested.documents.flatMap((document) => document.chunks);
    assert.deepEqual(problems, []);
    const perPage = chunks.length / library.pages;
    assert.ok(Math.abs(perPage / CHUNKS_PER_PAGE - 1) < 0.25, `${perPage} chunks a page`);
    const names = new Set(harvested.symbols.map(({ fact }) => fact.name));
    assert.ok(names.size > library.pages, `${names.size} symbols`);
    assert.ok([...names].every((name) => name.startsWith("bench_lib.") || !name.includes(".")));
  });
});

test("questions are the same whenever they are asked, and half of them name an API", () => {
  const questions = Array.from({ length: 40 }, (_, index) => generateQuestion(library, index));
  assert.deepEqual(
    questions,
    Array.from({ length: 40 }, (_, index) => generateQuestion(library, index)),
  );
  assert.ok(new Set(questions).size > 36);
  assert.equal(questions.filter((question) => /[a-z][A-Z]/.test(question)).length, 20);
});
