import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../fixture.js";

const starts = (library: string, head: string) => `"""Starts.

Examples
--------
>>> import ${library}.starts as ${head}
>>> ${head}.start_up(7)
"""

def start_up(rate=5):
    """Starts to move at a rate.

    Examples
    --------
    >>> import ${library}.starts as ${head}
    >>> ${head}.start_up(7)
    """
`;

test("a question is about the library whose documentation abbreviates a module so", async (t) => {
  const folder = await temporaryFolder(t);
  for (const [library, head] of [
    ["waterlib", "wp"],
    ["firelib", "fp"],
  ] as const) {
    await writeFiles(`${folder}/${library}/1.0`, {
      [`${library}/__init__.py`]: '"""Moves."""\n',
      [`${library}/starts.py`]: starts(library, head),
    });
  }
  const water = directoryCorpus(`${folder}/waterlib`, { "1.0": "2024-01-15" });
  const fire = {
    ...directoryCorpus(`${folder}/firelib`, { "1.0": "2024-01-15" }),
    ...{ id: "firelib", name: "Firelib", aliases: [], packages: { pypi: ["firelib"], npm: [] } },
  };
  const data = `${folder}/data`;
  await buildIndex({ data, corpora: [water, fire], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data });
  t.after(() => base.close());

  for (const [question, library] of [
    ["default of rate in wp.start_up", "waterlib"],
    ["default of rate in fp.start_up", "firelib"],
  ] as const) {
    const result = await base.query({ question });
    assert.deepEqual([result.library, result.libraryFrom], [library, "question"]);
    assert.equal(result.named[0]?.name, `${library}.starts.start_up`);
  }
  const { libraryFrom } = await base.query({ question: "default of rate in xp.start_up" });
  assert.equal(libraryFrom, "search");
});
