import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

test("an ellipsis within a type hides no parameter", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(`${folder}/1.0`, {
    "waterlib/__init__.py":
      'def pour(into: Callable[..., int], sizes: tuple[int, ...]):\n    """Pours water."""\n',
  });
  const data = `${folder}/data`;
  const corpora = [directoryCorpus(folder, { "1.0": "2024-01-15" })];
  await buildIndex({ data, corpora, choice: { type: "all" } });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  assert.equal((await base.verify("waterlib.pour has a speed parameter")).verdict, "contradicted");
});
