import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../../fixture.js";

const source = (library: string, body: string) => ({
  [`1.0/${library}/__init__.py`]: `"""It."""\n${body}`,
});

describe("the library of a claim that names none", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-choose-"));
    const [water, fire] = [join(folder, "water"), join(folder, "fire")];
    const both = 'class Valve:\n    """Opens."""\n    def __init__(self, wide=True):\n        pass\n';
    await writeFiles(
      water,
      source(
        "waterlib",
        `${both}class Pump:\n    """Pumps."""\n    def __init__(self, max_rate=8):\n        pass\n`,
      ),
    );
    await writeFiles(fire, source("firelib", both));
    const waterlib = directoryCorpus(water, { "1.0": undefined });
    const firelib = {
      ...directoryCorpus(fire, { "1.0": undefined }),
      ...{ id: "firelib", name: "Firelib", aliases: [], packages: { pypi: ["firelib"], npm: [] } },
    };
    const data = join(folder, "data");
    await buildIndex({ data, corpora: [waterlib, firelib], choice: { type: "all" } });
    base = await openKnowledgeBase({ data });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [claim, library] of [
    ["the max_rate of Pump is 8", "waterlib"],
    ["max_rate slows waterlib.Pump down", "waterlib"],
    ["Valve is in firelib", "firelib"],
  ] as const) {
    test(`it is the one that knows the API, not the parameter: ${claim}`, async () => {
      assert.equal((await base.verify(claim)).library, library);
    });
  }

  test("of what several have it is not guessed", async () => {
    await assert.rejects(
      base.verify("Valve has a wide parameter"),
      (error) => error instanceof KbError && error.code === "USAGE" && /More than one/.test(error.message),
    );
  });
});
