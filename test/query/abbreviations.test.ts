import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../indexer/index.js";
import { usualImports } from "../../query/abbreviations.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../fixture.js";

test("what most texts import under a name is what it stands for", () => {
  const texts = [
    ">>> import water.pump as wp\n>>> import numpy as np",
    "import water.pump as wp  # import water.tank as wpx",
    "from water import tank as wt\nimport other as wp",
  ];
  assert.deepEqual(usualImports("wp", texts), ["water.pump"]);
  assert.deepEqual(usualImports("wt", texts), ["water.tank"]);
  assert.deepEqual(usualImports("np", texts), ["numpy"]);
  assert.deepEqual(usualImports("w", texts), []);
  // Half of them is not most of them.
  assert.deepEqual(usualImports("x", ["import a as x", "import b as x"]), []);
});

test("names are taken as the documentation abbreviates them, those of the library alone", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(`${folder}/1.0`, {
    "waterlib/__init__.py": '"""Water."""\n',
    "waterlib/pumps.py": `"""Pumps.

Examples
--------
>>> import numpy as np
>>> import waterlib.pumps as wp
>>> wp.start_pump(np.ones(3))
"""

def start_pump(rate=5):
    """Starts to move water at a rate.

    Examples
    --------
    >>> import waterlib.pumps as wp
    >>> wp.start_pump(7)
    """

def ones(shape):
    """Gives a tank that is full."""
`,
  });
  const data = `${folder}/data`;
  await buildIndex({
    data,
    corpora: [directoryCorpus(folder, { "1.0": "2024-01-15" })],
    choice: { type: "all" },
  });
  const base = await openKnowledgeBase({ data });
  t.after(() => base.close());

  const found = await base.symbol({ name: "wp.start_pump" });
  assert.ok(found.found);
  assert.deepEqual(
    [found.name, found.asked, found.abbreviated],
    ["waterlib.pumps.start_pump", "waterlib.pumps.start_pump", "wp.start_pump"],
  );
  const alias = await base.symbol({ name: "water.pumps.start_pump" });
  assert.equal(alias.found && alias.name, "waterlib.pumps.start_pump");
  const missing = await base.symbol({ name: "wp.start_pumps" });
  assert.ok(!missing.found);
  assert.equal(missing.nearest[0], "waterlib.pumps.start_pump");
  assert.equal(missing.absence, "not-in-code");
  // The examples import it from elsewhere: it is no name of this library.
  const other = await base.symbol({ name: "np.ones" });
  assert.ok(!other.found);
  assert.equal(other.abbreviated, undefined);

  const result = await base.query({ question: "What is the default of rate in wp.start_pump?" });
  assert.equal(result.named[0]?.name, "waterlib.pumps.start_pump");
  assert.deepEqual(result.unknownNames, []);
  const verdict = await base.verify("wp.start_pump has a rate parameter");
  assert.equal(verdict.verdict, "supported");
});
