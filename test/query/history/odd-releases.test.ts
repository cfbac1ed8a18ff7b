import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { type Corpus, parseCorpus } from "../../../corpora/corpus.js";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { wordEmbedder } from "../../../scripts/eval/word-embedder.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

/** Python that no interpreter of today takes: what can be read is read. */
const HOSTILE = {
  "waterlib/old.py":
    'print "hello"\ndef two((a, b), c):\n    "Two."\n    raise ValueError, "x"\nexec "x = 1"\n',
  "waterlib/broken.py":
    'def fine(a): "Fine."\ndef broken(a, b:\n    return (\nclass After:\n    "After."\n    def m(self, x=1): "M."\n',
  "waterlib/one.py": 'from waterlib.two import *\nfrom waterlib import *\ndef in_one(): "One."\n',
  "waterlib/two.py": 'from waterlib.one import *\nfrom waterlib import *\ndef in_two(): "Two."\n',
  "waterlib/made.py": 'for i in range(3):\n    globals()["made%d" % i] = i\ndef kept(): "Kept."\n',
};

/** Forty thousand lines, as generators of stubs write them. */
const STUB = `from typing import overload\n${Array.from(
  { length: 10_000 },
  (_, at) =>
    `@overload\ndef op_${Math.floor(at / 2)}(a: int, b: float = ..., *, c${at % 2}: None = ...) -> float: ...\n\n\n`,
).join("")}`;

const RELEASES: Readonly<Record<string, readonly [date: string, code: string]>> = {
  "1.0rc1": ["2024-01-01", 'def flow(a): "Flows."\n'],
  "1.0": ["2024-02-01", 'def flow(a, b=1): "Flows."\n'],
  "1.0.post1": ["2024-03-01", 'def flow(a, b=2): "Flows."\n'],
  "2.0.dev3": ["2024-04-01", 'def flow(a, b=2): "Flows."\ndef trial(): "Tried."\n'],
  "2026.9": ["2026-09-01", 'def flow(a, b=2, c=3): "Flows."\n'],
  "1!0.5": ["2026-10-01", 'def newer(): "Newer."\n'],
  "1!0.6": ["2999-01-01", 'def newer(x): "Newer."\n'],
};

describe("releases and files that are out of the ordinary", () => {
  let folder = "";
  let kb: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-odd-"));
    for (const [version, [, code]] of Object.entries(RELEASES)) {
      const own = { "waterlib/__init__.py": `from waterlib.one import *\n${code}` };
      await writeFiles(join(folder, version), { ...HOSTILE, ...own });
    }
    const dates = Object.fromEntries(Object.entries(RELEASES).map(([version, [date]]) => [version, date]));
    const data = join(folder, "data");
    const corpora = [directoryCorpus(folder, dates)];
    const report = await buildIndex({ data, corpora, choice: { type: "all" }, embedder: wordEmbedder });
    assert.deepEqual([report.failures, report.heldBack], [[], []]);
    const told = report.releases[0]?.problems.map(({ path }) => path).sort();
    assert.deepEqual(told, ["waterlib/broken.py", "waterlib/old.py"]);
    kb = await openKnowledgeBase({ data, embedder: wordEmbedder });
  });
  after(async () => {
    await kb.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("pre-releases, post-releases, calendar versions and epochs follow one another as PEP 440 says", async () => {
    const { changes } = await kb.changes({ library: "waterlib", from: "1.0rc1", symbol: "waterlib.flow" });
    assert.deepEqual(
      changes.map(({ version, previous, kind }) => `${previous} to ${version}: ${kind}`),
      [
        "1.0rc1 to 1.0: parameter-added",
        "1.0 to 1.0.post1: default-changed",
        "2.0.dev3 to 2026.9: parameter-added",
        "2026.9 to 1!0.5: removed",
      ],
    );
  });

  test("a release of the future is in no window that ends today", async () => {
    const asOf = new Date("2026-11-26T00:00:00Z");
    const { releases } = await kb.changes({ library: "waterlib", asOf });
    assert.deepEqual(
      releases.map(({ version }) => version),
      ["2026.9", "1!0.5"],
    );
  });

  test("what a broken file, one in Python 2 and modules that import each other still tell", async () => {
    for (const [name, signature] of [
      ["waterlib.old.two", "waterlib.old.two((a, b), c)"],
      ["waterlib.broken.fine", "waterlib.broken.fine(a)"],
      ["waterlib.broken.After.m", "waterlib.broken.After.m(x=1)"],
      ["waterlib.in_one", "waterlib.in_one()"],
      ["waterlib.two.in_two", "waterlib.in_two()"],
      ["waterlib.made.kept", "waterlib.made.kept()"],
    ] as const) {
      const answer = await kb.symbol({ name });
      assert.equal(answer.found && answer.signature, signature);
    }
  });
});

async function opened(t: TestContext, corpus: Corpus, folder: string): Promise<KnowledgeBase> {
  const data = join(folder, "data");
  await buildIndex({ data, corpora: [corpus], choice: { type: "all" }, embedder: wordEmbedder });
  const kb = await openKnowledgeBase({ data, embedder: wordEmbedder });
  t.after(() => kb.close());
  return kb;
}

test("the last overloads of a stub of forty thousand lines", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(join(folder, "1.0"), { "waterlib/__init__.py": "", "waterlib/generated.pyi": STUB });
  const kb = await opened(t, directoryCorpus(folder, { "1.0": "2024-02-01" }), folder);
  const answer = await kb.symbol({ name: "waterlib.generated.op_4999" });
  assert.equal(answer.found && answer.signature?.split("\n").length, 2);
});

test("container releases and the library's own versions are two corpora's, or one's in a loose order", async (t) => {
  const folder = await temporaryFolder(t);
  const versions = ["24.08", "24.12", "25.01-py3", "opset-9", "opset-21"];
  for (const version of versions)
    await writeFiles(join(folder, version), { "a.md": `# Of ${version}\n\nText.` });
  const corpus = parseCorpus(
    {
      id: "containers",
      name: "Containers",
      homepage: "https://containers.example/",
      versions: "loose",
      sources: [
        {
          kind: "directory",
          path: join(folder, "{version}"),
          releases: versions.map((version) => ({ version })),
        },
      ],
    },
    "test",
  );
  const kb = await opened(t, corpus, folder);
  assert.equal(kb.versions("containers").length, versions.length);
  const order = kb.versions("containers").map(({ version }) => version);
  assert.ok(order.indexOf("opset-21") < order.indexOf("opset-9"), "numbers are compared as numbers");
  assert.ok(order.indexOf("25.01-py3") < order.indexOf("24.12"));
  assert.ok(order.indexOf("24.12") < order.indexOf("24.08"));
});
