import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Corpus } from "../../corpora/corpus.js";
import { buildIndex } from "../../indexer/index.js";
import { briefOf, renderBrief } from "../../query/answer/render-brief.js";
import { renderPlain } from "../../query/answer/render-plain.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../fixture.js";

const takesIt = (name: string): string => `class ${name}:
    """Moves things.

    Parameters
    ----------
    flow_weight : dict, default=None
        Weights of the flows.
    """

    def __init__(self, flow_weight=None):
        pass
`;

/** Refuses what it had once, as libraries do that say what to use instead. */
const WATERLIB = `${["WaterPump", "Valve", "Tank", "Hose", "Tap"].map(takesIt).join("\n\n")}

def __getattr__(name):
    if name == "load_river":
        raise ImportError("load_river has been removed: use fetch_river.")
    raise AttributeError(name)
`;

const FIRELIB = `class Settings:
    """Keeps things.

    Attributes
    ----------
    flow_weight : float
        A number.
    """

    flow_weight: float = 0.1


def xyZ(value):
    """Missing values of a pump, value error: a value that is no number, when a pump accepts no missing values."""


class HOT:
    """Hot missing values of pumps: a value error when it accepts no number."""
`;

const PLUMBING = `class Pipe:
    """Streams of water.

    Parameters
    ----------
    dtype : str
        Of the data.
    """

    def __init__(self, dtype="float"):
        pass
`;

const named = (corpus: Corpus, id: string, aliases: string[] = []): Corpus => ({
  ...corpus,
  ...{ id, name: id.charAt(0).toUpperCase() + id.slice(1), aliases, packages: { pypi: [id], npm: [] } },
});

describe("the library of a question that names none with a flag", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-library-"));
    const code = { waterlib: WATERLIB, firelib: FIRELIB, "waterlib-js": PLUMBING };
    const corpora = await Promise.all(
      Object.entries(code).map(async ([id, text]) => {
        const root = join(folder, id);
        await writeFiles(root, { [`1.0/${id.replace("-", "_")}/__init__.py`]: text });
        const corpus = directoryCorpus(root, { "1.0": "2024-01-15" });
        return named(corpus, id, id === "waterlib-js" ? ["waterlib.js"] : []);
      }),
    );
    await writeFiles(join(folder, "project"), { "requirements.txt": "waterlib==1.0\n" });
    const data = join(folder, "data");
    await buildIndex({ data, corpora, choice: { type: "all" } });
    base = await openKnowledgeBase({ data });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  const questions: readonly [
    question: string,
    library: string,
    from: "question" | "api" | "search",
    why: string,
  ][] = [
    [
      "What does flow_weight do?",
      "waterlib",
      "search",
      "most of its APIs take it; an attribute may be anybody's",
    ],
    ["What is flow_weight of firelib.Settings?", "firelib", "question", "it is named"],
    [
      "ValueError: WaterPump accepts no missing values XyZ, value HOT",
      "waterlib",
      "api",
      "a class that is spelt so weighs more than what is spelt otherwise and a word in capitals",
    ],
    ["waterlib.js Pipe dtype", "waterlib-js", "question", "of two names at one place the longer is meant"],
    ["waterlib js Pipe dtype", "waterlib-js", "question", "its words joined in any way"],
    ["waterlib.Valve and waterlib.js", "waterlib", "question", "both are named, and one has the API"],
    ["load_river", "waterlib", "api", "no API bears it, and the code refuses it"],
  ];
  for (const [question, library, from, why] of questions) {
    test(`${question}: ${library}, for ${why}`, async () => {
      const found = await base.query({ question });
      assert.deepEqual([found.library, found.libraryFrom, found.notIndexed], [library, from, []]);
    });
  }

  test("what the code refuses is told in its words", async () => {
    const answered = await base.answer({ question: "load_river" });
    assert.match(
      renderBrief(answered),
      /refuses `load_river`: load_river has been removed: use fetch_river\./,
    );
    const symbol = await base.symbol({ name: "load_river" });
    assert.ok(!symbol.found);
    assert.deepEqual([symbol.library, symbol.absence], ["waterlib", "refused"]);
  });

  test("the library that is named comes before those of the project", async () => {
    const project = join(folder, "project");
    assert.equal((await base.query({ question: "Settings in firelib", project })).library, "firelib");
    assert.equal((await base.query({ question: "Settings", project })).library, "waterlib");
  });

  describe("one that can be indexed and is not", () => {
    for (const [question, id, why] of [
      ["missing values of a pump in tensorflow", "tensorflow", "named"],
      ["WaterPump in TensorFlow 2.4", "tensorflow", "named, whatever else is known"],
      ["tf.WaterPump", "tensorflow", "the head of a name that nothing has"],
      ["XGBClassifier missing values", "xgboost", "a class that is spelt after it"],
    ] as const) {
      test(`is not replaced: ${question} (${why})`, async () => {
        const answered = await base.answer({ question });
        const { notIndexed, answer, confidence, verified } = answered;
        assert.deepEqual(
          notIndexed.map(({ library }) => library),
          [id],
        );
        assert.deepEqual([confidence, verified], ["LOW", false]);
        assert.deepEqual([answer.confidence.level, answer.statements, answer.about], ["LOW", [], []]);
        const said = new RegExp(`the question names [\\w ]+, which is not indexed: kb index ${id}`, "i");
        assert.match(briefOf(answered).why, said);
        assert.match(renderBrief(answered), said);
        assert.match(renderPlain(answered, { colour: false, width: 200 }), said);
      });
    }

    for (const [question, why] of [
      ["from tensorflow to waterlib: WaterPump", "an indexed one is named as well"],
      ["how do transformers pump water", "the word means something else"],
      ["waterlib.Valve like tf.Valve", "an indexed one is named as well"],
      ["XGBClassifier and WaterPump", "something of an indexed one is named as well"],
    ] as const) {
      test(`is nothing to ${question}: ${why}`, async () => {
        assert.deepEqual((await base.query({ question })).notIndexed, []);
      });
    }

    test("is nothing where the library is asked for", async () => {
      const found = await base.query({ question: "WaterPump in tensorflow", library: "waterlib" });
      assert.deepEqual([found.library, found.notIndexed], ["waterlib", []]);
    });
  });

  test("a brief answer says that the library was guessed", async () => {
    const guessed = renderBrief(await base.answer({ question: "default of flow_weight in WaterPump" }));
    assert.match(
      guessed,
      /^Waterlib 1\.0 \(.*no library was given: only this one has what the question names\)/,
    );
    const told = renderBrief(await base.answer({ question: "default of flow_weight in waterlib.WaterPump" }));
    assert.doesNotMatch(told, /no library was given/);
  });
});
