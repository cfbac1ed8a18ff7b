import assert from "node:assert/strict";
import { cp, mkdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { KbError } from "../../corpora/errors.js";
import { buildIndex } from "../../indexer/index.js";
import { describeModel, type Embedder } from "../../query/embedder.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { embedWord, tryModel } from "../../query/try-model.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../fixture.js";

const unusable = (message: RegExp) => (error: unknown) =>
  error instanceof KbError && error.code === "MODEL_UNUSABLE" && message.test(error.message);

test("a sound model is described, one whose weights are cut off is named with the file", async (t) => {
  assert.deepEqual(await tryModel({}), await describeModel());
  const model = join(await temporaryFolder(t), "torn");
  await cp((await describeModel()).folder, model, { recursive: true });
  await truncate(join(model, "onnx", "model_quantized.onnx"), 100_000);
  await assert.rejects(
    tryModel({ model }),
    unusable(/torn\/onnx\/model_quantized\.onnx cannot be loaded: \w/),
  );
  await assert.rejects(openKnowledgeBase({ data: model, embedder: { model } }), unusable(/cannot be loaded/));
});

test("a folder that is no model is told by the file that is not there", async (t) => {
  const model = join(await temporaryFolder(t), "empty");
  await mkdir(model);
  await assert.rejects(tryModel({ model }), unusable(/: there is no .*empty\/config\.json$/));
});

test("a model that has no vector for a word is unusable", async () => {
  const silent: Embedder = {
    ...{ id: "silent@1", dimensions: 2, maxTokens: 8, countTokens: () => 1, close: async () => undefined },
    embed: async (texts) => texts.map(() => new Float32Array(2)),
  };
  await assert.rejects(embedWord(silent), unusable(/no vector for a word/));
});

test("a model is what is in its folder: a copy reads and goes on with the index of the other", async (t) => {
  const folder = await temporaryFolder(t);
  const data = join(folder, "data");
  await writeFiles(folder, {
    "1.0/valve.md": "# Valves\n\nA valve opens and closes a pipe.\n",
    "2.0/valve.md": "# Valves\n\nA valve opens a pipe, and a lever closes it.\n",
  });
  const corpus = directoryCorpus(folder, { "1.0": undefined, "2.0": undefined });
  const index = (version: string, model?: string) =>
    buildIndex({
      ...{ data, corpora: [corpus], embedder: { model } },
      choice: { type: "requests", requests: [version] },
    });
  await index("1.0");
  const model = join(folder, "copy");
  await cp((await describeModel()).folder, model, { recursive: true });
  await index("2.0", model);
  for (const each of [undefined, model]) {
    const base = await openKnowledgeBase({ data, embedder: { model: each } });
    t.after(() => base.close());
    assert.deepEqual(
      base.versions("waterlib").map(({ version }) => version),
      ["2.0", "1.0"],
    );
    assert.equal((await base.query({ question: "what opens a pipe?" })).hits.length, 1);
  }
});
