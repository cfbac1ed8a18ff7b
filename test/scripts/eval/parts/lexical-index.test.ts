import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildIndex } from "../../../../indexer/index.js";
import { openKnowledgeBase } from "../../../../query/knowledge-base.js";
import { copyWith, LEXICAL_VARIANTS } from "../../../../scripts/eval/parts/lexical-index.js";
import { directoryCorpus, writeFiles } from "../../../fixture.js";

describe("an index whose words are made otherwise", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-words-"));
    await writeFiles(join(folder, "1.0"), {
      "waterlib/__init__.py": 'class WaterPump:\n    """Moves what is wet."""\n',
      "guides/rain.md": "# Rain\n\nEvery gauge is measured at noon.\n",
    });
    const corpora = [directoryCorpus(folder, { "1.0": "2025-01-15" })];
    await buildIndex({ data: join(folder, "data"), corpora, choice: { type: "all" } });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Whether words of the question were found in a text or among names. */
  async function findsWords(data: string, question: string): Promise<boolean> {
    const kb = await openKnowledgeBase({ data });
    try {
      let best = 0;
      await kb.query({
        question,
        library: "waterlib",
        onCandidates: (pages) => {
          best = Math.max(0, ...pages.map(({ features }) => features.page));
        },
      });
      return best > 0;
    } finally {
      await kb.close();
    }
  }

  test("each is a data folder that can be asked, and does without what it leaves out", async () => {
    const data = join(folder, "data");
    const copy = join(folder, "copy");
    const questions = { "no stemming": "gauges", "names not split into words": "water" };
    for (const variant of LEXICAL_VARIANTS) {
      await copyWith(variant, { data, copy, model: undefined });
      for (const [name, question] of Object.entries(questions)) {
        assert.equal(await findsWords(data, question), true, question);
        assert.equal(await findsWords(copy, question), name !== variant.name, `${variant.name}: ${question}`);
      }
    }
  });
});
