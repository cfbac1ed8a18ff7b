import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../fixture.js";

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

const hasIt = `class Settings:
    """Keeps things.

    Attributes
    ----------
    flow_weight : float
        A number.
    """

    flow_weight: float = 0.1
`;

test("what most APIs of a library take as a parameter is no name of the library where one class has it", async (t) => {
  const folder = await temporaryFolder(t);
  const water = ["Pump", "Valve", "Tank", "Hose", "Tap"].map(takesIt).join("\n\n");
  await writeFiles(`${folder}/waterlib/1.0`, { "waterlib/__init__.py": water });
  await writeFiles(`${folder}/firelib/1.0`, { "firelib/__init__.py": hasIt });
  const firelib = {
    ...directoryCorpus(`${folder}/firelib`, { "1.0": "2024-01-15" }),
    ...{ id: "firelib", name: "Firelib", aliases: [], packages: { pypi: ["firelib"], npm: [] } },
  };
  const data = `${folder}/data`;
  const corpora = [directoryCorpus(`${folder}/waterlib`, { "1.0": "2024-01-15" }), firelib];
  await buildIndex({ data, corpora, choice: { type: "all" } });
  const base = await openKnowledgeBase({ data });
  t.after(() => base.close());

  const weight = await base.query({ question: "What does flow_weight do?" });
  assert.deepEqual([weight.library, weight.libraryFrom], ["waterlib", "search"]);
  const named = await base.query({ question: "What is flow_weight of firelib.Settings?" });
  assert.equal(named.library, "firelib");
});
