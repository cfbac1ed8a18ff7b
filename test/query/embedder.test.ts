import assert from "node:assert/strict";
import { cp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import fc from "fast-check";
import { KbError } from "../../corpora/errors.js";
import { DEFAULT_MODEL, describeModel, type Embedder, openEmbedder } from "../../query/embedder.js";
import { temporaryFolder } from "../fixture.js";

const lengthOf = (vector: Float32Array) => Math.hypot(...vector);
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? Number.NaN), 0);

describe("the bundled model", () => {
  let embedder: Embedder;
  before(async () => {
    embedder = await openEmbedder({ threads: 1 });
  });
  after(() => embedder.close());

  const one = async (text: string): Promise<Float32Array> => {
    const [vector] = await embedder.embed([text]);
    assert.ok(vector);
    return vector;
  };

  const sensible: Readonly<Record<string, string>> = {
    "one word": "normalisation",
    "one letter": "x",
    "ten thousand words": "gradient descent and its friends ".repeat(2_000),
    "one word of ten thousand letters": "a".repeat(10_000),
    "code only": "for i in range(10):\n    x[i] = f(i) @ W.T",
    "a stack trace": "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x784 and 512x10)",
    Chinese: "如何在 GPU 上训练模型？",
    Russian: "Как обучить модель",
    Arabic: "كيف أدرب نموذجا",
    accents: "Größe über naïve façade",
    "an emoji between words": "train 🚀 faster",
    "control characters between words": "train\u0000\u0007\u200b\ufeff faster",
    "half a surrogate pair": "train \ud83d faster",
  };
  for (const [name, text] of Object.entries(sensible)) {
    test(`${name}: a vector of length 1`, async () => {
      const vector = await one(text);
      assert.equal(vector.length, embedder.dimensions);
      assert.ok(Math.abs(lengthOf(vector) - 1) < 1e-4, `length ${lengthOf(vector)}`);
    });
  }

  for (const text of ["", " \n\t", "\u0000\u0001"]) {
    test(`${JSON.stringify(text)}: nothing to embed, the zero vector`, async () => {
      assert.equal(lengthOf(await one(text)), 0);
    });
  }

  test("whatever the text, every component is finite and the length is 0 or 1", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 5 }),
        async (texts) => {
          for (const vector of await embedder.embed(texts)) {
            const length = lengthOf(vector);
            assert.ok(length === 0 || Math.abs(length - 1) < 1e-4, `length ${length}`);
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  test("a text has the same vector alone and among longer and shorter ones", async () => {
    const text = "Reverses the order of the elements along an axis.";
    const alone = await one(text);
    const [, among] = await embedder.embed(["short", text, "A much longer text about pumps. ".repeat(40)]);
    assert.ok(among && dot(alone, among) > 0.999);
  });

  test("a question is nearer to what answers it than to something else", async () => {
    const question = await one("how to flip a tensor");
    const answer = await one(
      "PyTorch | torch.flip\nReverse the order of an n-D tensor along given axis in dims.",
    );
    const other = await one("PyTorch | torch.hub.load\nLoad a model from a repository or a local directory.");
    assert.ok(dot(question, answer) > dot(question, other) + 0.1);
  });

  test("the parts of an identifier are its words", async () => {
    assert.ok(dot(await one("CrossEntropyLoss"), await one("cross entropy loss")) > 0.95);
  });

  test("closing waits for what is being embedded", async () => {
    const other = await openEmbedder({ threads: 1 });
    const embedded = other.embed(Array.from({ length: 64 }, (_, at) => `text number ${at} of many`));
    await other.close();
    assert.equal((await embedded).length, 64);
  });

  test("it fits into 16 MB", async () => {
    assert.ok((await describeModel()).bytes <= 16_000_000);
  });
});

describe("a model that reads questions otherwise than passages", () => {
  const prompted = async (t: TestContext, prompts: unknown): Promise<string> => {
    const folder = join(await temporaryFolder(t), "model");
    await cp((await describeModel({ model: DEFAULT_MODEL })).folder, folder, { recursive: true });
    await writeFile(join(folder, "config_sentence_transformers.json"), JSON.stringify({ prompts }));
    return folder;
  };

  test("what its folder says stands before each text of that role", async (t) => {
    const model = await prompted(t, { query: "valve tank: ", document: "pump: " });
    const [asking, plain] = await Promise.all([
      openEmbedder({ model, threads: 1 }),
      openEmbedder({ threads: 1 }),
    ]);
    const [question] = await asking.embed(["flip a tensor"], "question");
    const [passage, empty] = await asking.embed(["flip a tensor", ""]);
    const [asQuestion, asPassage] = await plain.embed(["valve tank: flip a tensor", "pump: flip a tensor"]);
    assert.ok(question && passage && asQuestion && asPassage && empty);
    assert.ok(dot(question, asQuestion) > 0.999 && dot(passage, asPassage) > 0.999);
    assert.ok(dot(question, passage) < 0.99);
    assert.equal(lengthOf(empty), 0);
    assert.notEqual(asking.id.split("@")[1], plain.id.split("@")[1]);
    await Promise.all([asking.close(), plain.close()]);
  });

  test("a prompt that is no text is an error that names the file", async (t) => {
    const model = await prompted(t, { query: 7 });
    await assert.rejects(
      openEmbedder({ model, threads: 1 }),
      /config_sentence_transformers\.json: the prompt "query" is no text/,
    );
  });
});

describe("a model folder that is damaged is named, with what is wrong", () => {
  const damages: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    "no tokenizer": (folder) => rm(join(folder, "tokenizer.json")),
    "no configuration": (folder) => rm(join(folder, "config.json")),
    "a configuration that is cut off": (folder) => truncate(join(folder, "config.json"), 20),
    "no weights": (folder) => rm(join(folder, "onnx", "model_quantized.onnx")),
    "weights that are cut off": (folder) => truncate(join(folder, "onnx", "model_quantized.onnx"), 100_000),
    "other dimensions than it says": async (folder) => {
      const file = join(folder, "config.json");
      const config = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
      await writeFile(file, JSON.stringify({ ...config, hidden_size: 12 }));
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    test(name, async (t) => {
      const folder = join(await temporaryFolder(t), "model");
      await cp((await describeModel({ model: DEFAULT_MODEL })).folder, folder, { recursive: true });
      await damage(folder);
      await assert.rejects(
        async () => {
          const embedder = await openEmbedder({ model: folder, threads: 1 });
          await embedder.embed(["a text"]).finally(() => embedder.close());
        },
        (error: unknown) => error instanceof KbError && error.code === "MODEL_UNUSABLE",
      );
    });
  }
});
