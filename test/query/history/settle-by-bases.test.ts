import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

/** An index of releases given as file -> text; closed after the test. */
async function indexed(
  t: TestContext,
  releases: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<KnowledgeBase> {
  const folder = await temporaryFolder(t);
  for (const [version, files] of Object.entries(releases)) await writeFiles(`${folder}/${version}`, files);
  const data = `${folder}/data`;
  const dates = Object.fromEntries(Object.keys(releases).map((version) => [version, "2024-01-15"]));
  await buildIndex({ data, corpora: [directoryCorpus(folder, dates)], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  return base;
}

async function told(base: KnowledgeBase): Promise<readonly string[]> {
  const { changes } = await base.changes({ library: "waterlib", from: "1.0" });
  return changes.map(({ kind, symbol, parameter, breaking }) =>
    [kind, symbol, parameter, breaking === true && "breaking"].filter(Boolean).join(" "),
  );
}

test("declarations: a member that the class inherits now did not go, one that it inherited is not new", async (t) => {
  const base = await indexed(t, {
    "1.0": {
      // The base has no entry of its own: its members are told with the heirs.
      "index.d.ts": `interface Machine { start(now?: boolean): void; stop(): void }
        export interface Valve { open(): void; close(): void }
        export interface Pump extends Machine { rate: number }
        export interface Tap extends Valve { drip(): void }`,
    },
    "2.0": {
      "index.d.ts": `export interface Machine { start(): void; stop(): void }
        export interface Valve { open(): void; close(): void }
        export interface Pump extends Machine { speed: number }
        export interface Tap extends Valve { drip(): void; close(hard: boolean): void }`,
    },
  });
  assert.deepEqual(await told(base), [
    "removed directory.Pump.rate breaking",
    "parameter-removed directory.Pump.start now breaking",
    "parameter-added directory.Tap.close hard breaking",
    "added directory.Machine",
    "added directory.Pump.speed",
  ]);
  const { changes } = await base.changes({ library: "waterlib", from: "1.0", symbol: "Pump.start" });
  assert.deepEqual(
    changes.map(({ evidence }) => evidence.map(({ version, quotation }) => `${version} ${quotation}`)),
    [["1.0 start(…, now: boolean | undefined, …)", "2.0 Pump.start(): void"]],
  );
});

test("Python: a method that is a base's now is compared with the base's", async (t) => {
  const files = (own: string) => ({
    "waterlib/__init__.py": "",
    "waterlib/pump.py": `class Device:
    """Has a switch."""
    def switch_off(self, now=True):
        """Stops it."""

class Machine(Device):
    """Any machine."""

class Pump(Machine):
    """Moves water."""
    def pump(self):
        """Moves some."""
${own}`,
  });
  const method = (signature: string) => `    def switch_off(self, ${signature}):\n        """Stops it."""\n`;
  const same = await indexed(t, { "1.0": files(method("now=True")), "2.0": files("") });
  assert.deepEqual(await told(same), []);
  const other = await indexed(t, { "1.0": files(method("slowly=False, now=True")), "2.0": files("") });
  assert.deepEqual(await told(other), ["parameter-removed waterlib.pump.Pump.switch_off slowly breaking"]);
  const back = await indexed(t, { "1.0": files(""), "2.0": files(method("now=False")) });
  assert.deepEqual(await told(back), ["default-changed waterlib.pump.Pump.switch_off now breaking"]);
});
