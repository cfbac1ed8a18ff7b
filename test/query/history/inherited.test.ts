import assert from "node:assert/strict";
import { test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { buildIndex } from "../../../indexer/index.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

const BASE = `class Device:
    """Has a switch."""
    def switch_on(self, now=True):
        """Starts it."""
    def switch_off(self):
        """Stops it."""
`;
const pump = (own: string) => `from waterlib.device import Device

class Machine(Device):
    """Any machine."""

class Pump(Machine):
    """Moves water."""
    def pump(self):
        """Moves some."""
${own}`;

test("a member that a class inherits is told as its base's, as of the release", async (t) => {
  const folder = await temporaryFolder(t);
  const releases = {
    "1.0": pump('    def switch_off(self, slowly=False):\n        """Stops it slowly."""\n'),
    "2.0": pump(""),
  };
  for (const [version, text] of Object.entries(releases)) {
    await writeFiles(`${folder}/${version}`, {
      "waterlib/__init__.py": "",
      "waterlib/device.py": BASE,
      "waterlib/pump.py": text,
    });
  }
  const data = `${folder}/data`;
  await buildIndex({
    data,
    corpora: [directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" })],
    choice: { type: "all" },
  });
  const base = await openKnowledgeBase({ data, preload: false });
  const told = async (name: string, version: string) => {
    const answer = await base.symbol({ name, version });
    return answer.found ? [answer.name, answer.inheritedFrom] : [];
  };
  assert.deepEqual(await told("waterlib.pump.Pump.switch_on", "2.0"), [
    "waterlib.device.Device.switch_on",
    "waterlib.device.Device",
  ]);
  // What it had of its own once it inherits now.
  assert.deepEqual(await told("Pump.switch_off", "1.0"), ["waterlib.pump.Pump.switch_off", undefined]);
  assert.deepEqual(await told("Pump.switch_off", "2.0"), [
    "waterlib.device.Device.switch_off",
    "waterlib.device.Device",
  ]);
  assert.deepEqual(await told("waterlib.pump.Pump.explode", "2.0"), []);
  await base.close();
});

test("without a library, the one is found in which a class inherits the member; else the likely ones are named", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(`${folder}/1.0`, {
    "waterlib/__init__.py": "",
    "waterlib/device.py": BASE,
    "waterlib/pump.py": pump(""),
  });
  await writeFiles(`${folder}/oil/1.0`, { "oillib/__init__.py": 'def refine():\n    """Refines it."""\n' });
  const waterlib = directoryCorpus(folder, { "1.0": "2024-01-15" });
  const oillib = {
    ...directoryCorpus(`${folder}/oil`, { "1.0": "2024-01-15" }),
    ...{ id: "oillib", name: "Oillib", aliases: [], packages: { pypi: ["oillib"], npm: [] } },
  };
  const data = `${folder}/data`;
  await buildIndex({ data, corpora: [oillib, waterlib], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  const answer = await base.symbol({ name: "Pump.switch_on" });
  assert.deepEqual(
    [answer.library, answer.found && answer.inheritedFrom],
    ["waterlib", "waterlib.device.Device"],
  );
  const hintOf = (name: string) =>
    base.symbol({ name }).then(
      () => "",
      (error: unknown) => (error instanceof KbError ? (error.hint ?? "") : ""),
    );
  // A name is shown without what controls a terminal.
  assert.equal((await base.symbol({ name: "waterlib.pump\n.\u001b\u202ePump" })).asked, "waterlib.pump.Pump");
  assert.match(await hintOf("Pump.explode"), /--library waterlib$/);
  assert.match(await hintOf("swich_off"), /Did you mean .*switch_off.* --library waterlib$/);
  assert.match(await hintOf("qqqzzz"), /^Name the library: --library NAME, one of (?=.*oillib).*waterlib/);
});
