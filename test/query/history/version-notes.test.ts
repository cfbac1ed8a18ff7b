import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { renderSymbol } from "../../../query/history/render-symbol.js";
import { notesIn } from "../../../query/history/version-notes.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

test("version directives of a passage, in lists and over lines, with the parameter they are about", () => {
  const text = [
    "Opens a valve.",
    "",
    "> **Added in version 1.15.0**",
    "",
    "- **force** (int): How hard.",
    "",
    "> **Changed in version 1.22:** `force`: Takes whole",
    "> numbers alone.",
    "  > **Deprecated since version 2.0.0:** `speed`",
    "> **Note:** Not about versions.",
  ].join("\n");
  assert.deepEqual(notesIn(text), [
    { kind: "added", version: "1.15.0", parameter: null, text: "" },
    { kind: "changed", version: "1.22", parameter: "force", text: "Takes whole numbers alone." },
    { kind: "deprecated", version: "2.0.0", parameter: "speed", text: "" },
  ]);
});

test("a version in a sentence is no directive", () => {
  assert.deepEqual(notesIn("Added in version 1.2 of the protocol. **Added in version 3**"), []);
});

test("what only the documentation of other releases says is shown as theirs", async (t) => {
  const folder = await temporaryFolder(t);
  const valve = (notes: string) =>
    `class Valve:\n    """Opens a pipe.\n\n    .. versionchanged:: 0.9\n       Opens faster.\n${notes}    """\n    def __init__(self, force=1):\n        pass\n`;
  await writeFiles(folder, {
    "1.0/waterlib/__init__.py": valve(""),
    "2.0/waterlib/__init__.py": valve("\n    .. deprecated:: 1.8\n       Use a tap.\n"),
  });
  const data = `${folder}/data`;
  const corpora = [directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" })];
  await buildIndex({ data, corpora, choice: { type: "all" } });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  const notesOf = async (version: string) => {
    const shown = renderSymbol(await base.symbol({ name: "waterlib.Valve", version }), false);
    return /^As its(?:.|\n)*?(?=\n\nDocumented)/m.exec(shown)?.[0];
  };
  const changed = "As its documentation says\n   changed in 0.9: Opens faster.";
  assert.equal(
    await notesOf("1.0"),
    `${changed}\n\nAs the documentation of other releases says\n   deprecated in 1.8: Use a tap. (2.0)`,
  );
  assert.equal(await notesOf("2.0"), `${changed}\n   deprecated in 1.8: Use a tap.`);
});
