import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../../fixture.js";

const LAZY = `"""Water."""
import sys

class _Lazy:
    """Makes names."""
    def __getattr__(self, name):
        if name.endswith("Fast"):
            return name
        raise AttributeError(name)

_import_structure = {"parts": ["Pump", "Tank", "Tap"]}
sys.modules[__name__] = _Lazy()
`;

const PARTS = (more: string, base = "") => `
class Tank:
    """Holds water for as long as it is needed."""
    def fill(self):
        """Fills the tank to the brim."""
    def level(self):
        """Tells how full it is."""

class Pump(Tank):
    """Moves water from one place to another."""
    def start(self):
        """Starts to move water."""
${base}
class Tap:
    """Lets water out when it is opened."""
${more}`;

/** What is documented comes and goes; what the code binds is another matter. */
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "waterlib/__init__.py": `"""Water."""\nfrom waterlib.parts import *\nfrom waterlib.parts import PumpFast\n__all__ = ["Pump", "Tank", "Tap", "PumpFast"]\n`,
    "waterlib/parts.py": PARTS(`
class PumpFast:
    """Moves water at twice the speed."""

class Spout:
    """Guides water where it should go."""
`),
  },
  "1.1": {
    "waterlib/__init__.py": LAZY,
    "waterlib/parts.py": PARTS("", '    def fill(self):\n        """Fills the pump before it starts."""\n'),
  },
};

describe("what the code binds", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-code-names-"));
    for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
    const data = join(folder, "data");
    const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "1.1": "2024-07-01" });
    await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: ["1.0", "1.1"] } });
    base = await openKnowledgeBase({ data });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("a member that was inherited is not new; a name that may be made at run time may break", async () => {
    const { changes } = await base.changes({ library: "water", from: "1.0" });
    assert.deepEqual(
      changes.map(({ kind, symbol, breaking }) => [kind, symbol, breaking]),
      [
        ["removed", "waterlib.PumpFast", null],
        ["removed", "waterlib.parts.Spout", true],
      ],
    );
  });

  test("a name that the code may make is not said to be missing", async () => {
    const absence = async (name: string, version: string) => {
      const answer = await base.symbol({ name, library: "water", version });
      return answer.found ? "found" : answer.absence;
    };
    assert.equal(await absence("waterlib.PumpFast", "1.1"), "unknown");
    assert.equal(await absence("waterlib.TapFast", "1.1"), "unknown");
    assert.equal(await absence("waterlib.parts.Spout", "1.1"), "dated");
    assert.equal(await absence("waterlib.Hose", "1.1"), "not-in-code");
    assert.equal(await absence("waterlib.Tank.drain", "1.1"), "not-in-code");
    // Below what the code is not known to be.
    assert.equal(await absence("waterlib.TapFast.open", "1.1"), "unknown");
  });
});
