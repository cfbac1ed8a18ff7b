import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseCorpus } from "../../corpora/corpus.js";
import { planSource, type ReleaseChoice } from "../../indexer/plan.js";
import type { SourceRelease } from "../../indexer/source/source.js";

const corpus = parseCorpus(
  {
    id: "waterlib",
    name: "Waterlib",
    homepage: "https://waterlib.example/",
    sources: [{ kind: "pypi", package: "waterlib" }],
  },
  "test",
);

const release = (version: string, yanked = false): SourceRelease => ({
  version,
  date: undefined,
  dateOrigin: "none",
  prerelease: false,
  reference: version,
  digest: version,
  urlValues: {},
  yanked,
});

const OFFERED = [
  release("2.0rc1"),
  release("1.0"),
  release("1.0.0"),
  release("1.0.post1"),
  release("1.1", true),
  release("1!0.5"),
  release("2026.9"),
  release("newest"),
];

const plan = (choice: ReleaseChoice) => planSource(corpus, OFFERED, [], choice, "recipe");
const wanted = (choice: ReleaseChoice) => plan(choice).wanted.map(({ release: { version } }) => version);
const asked = (...requests: readonly string[]): ReleaseChoice => ({ type: "requests", requests });

describe("planSource", () => {
  test("pre-releases, post-releases, epochs and calendar versions, oldest first", () => {
    assert.deepEqual(wanted({ type: "all" }), ["1.0", "1.0.post1", "2.0rc1", "2026.9", "1!0.5"]);
    assert.deepEqual(wanted({ type: "newest", count: 9 }), ["1.0.post1", "2026.9", "1!0.5"]);
  });

  test("two spellings of one version are read once, and said", () => {
    assert.deepEqual(plan({ type: "all" }).repeated, ["1.0.0"]);
    assert.deepEqual(plan({ type: "all" }).unreadable, ["newest"]);
  });

  test("a withdrawn release is read only where it is asked for exactly", () => {
    assert.deepEqual(wanted(asked("1.1")), ["1.1"]);
    assert.deepEqual(wanted(asked("==1.1")), ["1.1"]);
    assert.deepEqual(plan(asked(">=1.1,<2")).unmet, [">=1.1,<2"]);
    assert.deepEqual(wanted(asked(">=1.0,<2")), ["1.0.post1"]);
  });

  test("requests that name no version", () => {
    assert.deepEqual(wanted(asked("latest", "stable")), ["1!0.5"]);
  });
});
