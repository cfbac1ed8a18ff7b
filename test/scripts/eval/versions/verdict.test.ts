import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildIndex } from "../../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../../query/knowledge-base.js";
import type { VersionFact } from "../../../../scripts/eval/versions/facts.js";
import { libraryOf } from "../../../../scripts/eval/versions/library.js";
import { judge } from "../../../../scripts/eval/versions/verdict.js";
import { wordEmbedder } from "../../../../scripts/eval/word-embedder.js";
import { directoryCorpus, writeFiles } from "../../../fixture.js";

const STAYS = `
def stays(flow):
    """Lets water through.

    Parameters
    ----------
    flow : int
        Litres a second.

        .. versionchanged:: 0.7
            Takes whole numbers alone.
    """

def early():
    """Was there from early on."""

def told():
    """Tells the level.

    .. versionadded:: 0.5
    """

def shell():
    raise RuntimeError("shell is now removed, use stays")

class Model:
    """A model of a river."""
    def fit(self):
        """Fits."""
`;

const RELEASES: Readonly<Record<string, string>> = {
  "1.0": `${STAYS}
def gone(m):
    """Empties.

    .. deprecated:: 1.0
        Use :func:\`stays\`.
    """

def f(*, m):
    """Fills."""
`,
  "2.0": `${STAYS}
def fresh():
    """New."""

also = fresh
spare = 3

def f(*, mean):
    """Fills."""
`,
};

const NOTES = `# Change log

## waterlib 0.4

### Deprecations

- \`waterlib.old\` is deprecated; use \`waterlib.stays\`.

### Changes

- The argument \`litres\` of \`waterlib.stays\` is gone.

## waterlib 0.3

### New features

- Added \`waterlib.early\`.
`;

const fact = (kind: VersionFact["kind"], symbol: string, more: Partial<VersionFact> = {}): VersionFact => ({
  id: "1",
  library: "waterlib",
  symbol: `waterlib.${symbol}`,
  kind,
  note: "",
  source: "",
  ...more,
});

const CASES: readonly [VersionFact, string, string][] = [
  [fact("present", "stays", { version: "1.0" }), "right", "its release has it"],
  [fact("present", "fresh", { version: "1.0" }), "wrong", "it came later"],
  [fact("present", "stays", { version: "1.5" }), "cannot verify", "that release was not read"],
  [fact("present", "told", { version: "0.6" }), "right", "it says that it is older than that"],
  [fact("absent_before", "fresh", { version: "1.0" }), "right", "it is not there"],
  [fact("absent_before", "told", { version: "0.4" }), "right", "it says that it came later"],
  [fact("removed", "gone", { version: "2.0" }), "right", "gone"],
  [fact("removed", "stays", { version: "2.0" }), "wrong", "still there"],
  [fact("removed", "stays"), "cannot verify", "no release is named of which it would be untrue"],
  [fact("removed", "shell", { version: "2.0" }), "right", "it is there only to say that it is gone"],
  [fact("removed", "Model.predict", { version: "2.0" }), "right", "its class has no such member, nor a base"],
  [fact("present", "spare", { version: "2.0" }), "right", "the code has it, though nothing documents it"],
  [fact("added", "early", { version: "0.3" }), "right", "the release notes say so"],
  [fact("deprecated", "old", { version: "0.4" }), "right", "the release notes say so, and it is gone"],
  [fact("deprecated", "old", { version: "0.3" }), "cannot verify", "they say it of another release"],
  [
    fact("argument_change", "stays", { version: "0.4", arg: "litres removed" }),
    "right",
    "the release notes tell of the argument",
  ],
  [fact("removed", "pipes.Pipe", { version: "2.0" }), "right", "its module is not there either"],
  [
    fact("removed", "f", { symbol: "other.f", version: "2.0" }),
    "cannot verify",
    "nothing was read around it",
  ],
  [fact("added", "fresh", { version: "2.0" }), "right", "absent before, present after"],
  [fact("added", "fresh", { version: "1.0" }), "wrong", "it came in the release after"],
  [fact("added", "stays", { version: "1.0" }), "cannot verify", "nothing older was read"],
  [fact("added", "told", { version: "0.5" }), "right", "a directive says so"],
  [fact("added", "told", { version: "0.6" }), "wrong", "a directive says otherwise"],
  [
    fact("renamed", "gone", { version: "2.0", replacement: "waterlib.stays" }),
    "right",
    "only the new name is left",
  ],
  [
    fact("renamed", "stays", { version: "2.0", replacement: "waterlib.told" }),
    "wrong",
    "both are there and neither says anything",
  ],
  [fact("deprecated", "gone", { version: "1.0" }), "right", "its notice was found"],
  [fact("deprecated", "gone", { version: "2.0" }), "wrong", "it says that it was deprecated before"],
  [fact("deprecated", "stays", { version: "1.0" }), "cannot verify", "no notice says nothing"],
  [fact("argument_change", "f", { from: "1.0", to: "2.0" }), "right", "the history tells of it"],
  [fact("argument_change", "stays", { from: "1.0", to: "2.0" }), "wrong", "the history tells of none"],
  [
    fact("argument_change", "stays", { from: "0.6", to: "0.7" }),
    "right",
    "the documentation tells of releases that are not indexed",
  ],
  [
    fact("argument_change", "f", { version: "2.0", note: "argument `m` renamed to `mean`" }),
    "right",
    "only the new name of the argument is there",
  ],
  [
    fact("argument_change", "f", { version: "2.0", note: "argument `mean` renamed to `m`" }),
    "wrong",
    "the argument said to be gone is there",
  ],
  [fact("behaviour_change", "f", { version: "2.0" }), "cannot verify", "a signature does not tell"],
];

describe("a fact by others and the knowledge base's answer", () => {
  let folder = "";
  let kb: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-verdict-"));
    for (const [version, module] of Object.entries(RELEASES)) {
      await writeFiles(join(folder, version), {
        "waterlib/__init__.py": module,
        "CHANGELOG.md": NOTES,
      });
    }
    const data = join(folder, "data");
    const corpora = [directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" })];
    await buildIndex({ data, corpora, choice: { type: "all" }, embedder: wordEmbedder });
    kb = await openKnowledgeBase({ data, embedder: wordEmbedder });
  });
  after(async () => {
    await kb.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [asked, verdict, reason] of CASES) {
    test(`${asked.kind} ${asked.symbol} ${asked.version ?? asked.to ?? ""}: ${reason}`, async () => {
      const judged = await judge(asked, libraryOf(kb, "waterlib"));
      assert.equal(judged.verdict, verdict, judged.because);
    });
  }

  test("of a library that is not indexed nothing is said", async () => {
    const judged = await judge(fact("removed", "f"), libraryOf(kb, "oillib"));
    assert.equal(judged.verdict, "cannot verify");
  });
});
