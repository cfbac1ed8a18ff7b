import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parseCorpus } from "../../../corpora/corpus.js";
import { buildIndex } from "../../../indexer/index.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { generateCode } from "../../../scripts/bench/generated-code.js";
import { temporaryFolder } from "../../fixture.js";

test("generated code is the same each time, and its mistakes are all that is found in it", async (t) => {
  const folder = await temporaryFolder(t);
  const { code, corpus } = await generateCode(folder, 3);
  const again = await generateCode(await temporaryFolder(t), 3);
  const files = (await readdir(code)).sort();
  assert.deepEqual(files, ["part_0.py", "part_1.py", "part_2.py"]);
  let mistakes = 0;
  for (const file of files) {
    const text = await readFile(join(code, file), "utf8");
    assert.equal(text, await readFile(join(again.code, file), "utf8"));
    mistakes += text.match(/bogus/g)?.length ?? 0;
  }
  const data = join(folder, "data");
  await buildIndex({ data, corpora: [parseCorpus(corpus, "generated")], choice: { type: "all" } });
  const kb = await openKnowledgeBase({ data });
  try {
    const { findings } = await kb.check({ paths: [code] });
    assert.deepEqual(
      [findings.length, new Set(findings.map(({ rule }) => rule))],
      [mistakes, new Set(["unknown-keyword"])],
    );
    assert.ok(mistakes > 0);
  } finally {
    await kb.close();
  }
});
