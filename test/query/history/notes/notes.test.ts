import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildIndex } from "../../../../indexer/index.js";
import type { Change } from "../../../../query/history/change.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../../../fixture.js";

const python = (...definitions: readonly string[]): string => `"""Water."""\n${definitions.join("\n")}\n`;
const f = (signature: string): string => `def ${signature}:\n    """Does something with water."""\n`;

const NOTES = `# Changelog

## waterlib 2.0 (2025-02-20)

- Removed \`waterlib.drain\`; use \`waterlib.empty_tank\` instead.
- Renamed \`waterlib.pour_out\` to \`waterlib.pour\`.
- The default of \`rate\` in \`waterlib.pump_water\` is 8.
- \`waterlib.measure\` no longer counts ice.
- Fixed a leak of \`waterlib.measure\`.
- The documentation is nicer.

## waterlib 1.5 (2024-12-01)

### Breaking changes
- \`measure()\` of \`waterlib.Gauge\` returns litres, as \`waterlib.empty_tank\` does.

## waterlib 0.9 (2023-05-01)

- Added \`waterlib.pump_water\`.
- Added the \`rate\` argument to \`waterlib.measure\`.
- Removed \`waterlib.ladle\`.
`;

const GAUGE =
  'class Gauge:\n    """Reads."""\n    def measure(self):\n        """Measures what is there."""\n';
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "waterlib.py": python(
      f("drain(tank)"),
      f("pour_out(tank, to)"),
      f("pump_water(rate=5)"),
      f("measure(tank, rate=1)"),
      f("empty_tank(tank)"),
      GAUGE,
    ),
  },
  "2.0": {
    "waterlib.py": python(
      f("pour(tank, to)"),
      f("pump_water(rate=8)"),
      f("measure(tank, rate=1)"),
      f("empty_tank(tank)"),
      GAUGE,
    ),
    "CHANGELOG.md": NOTES,
  },
};

describe("release notes in a history", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-notes-"));
    for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
    const data = join(folder, "data");
    const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" });
    await buildIndex({ data, corpora: [corpus], choice: { type: "all" } });
    base = await openKnowledgeBase({ data });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  const notesOf = ({ evidence }: Change): readonly string[] =>
    evidence.filter(({ isNote }) => isNote === true).map(({ quotation }) => quotation);

  test("changes are proved, completed and added to by notes, and only by those about the change", async () => {
    const { changes } = await base.changes({ library: "water", from: "1.0" });
    assert.deepEqual(
      changes.map((change) => [
        change.kind,
        change.symbol,
        change.breaking,
        change.replacement,
        notesOf(change),
      ]),
      [
        [
          "removed",
          "waterlib.drain",
          true,
          "waterlib.empty_tank",
          ["Removed `waterlib.drain`; use `waterlib.empty_tank` instead."],
        ],
        [
          "renamed",
          "waterlib.pour_out",
          true,
          "waterlib.pour",
          ["Renamed `waterlib.pour_out` to `waterlib.pour`."],
        ],
        [
          "default-changed",
          "waterlib.pump_water",
          true,
          null,
          ["The default of `rate` in `waterlib.pump_water` is 8."],
        ],
        [
          "behaviour-changed",
          "waterlib.Gauge.measure",
          true,
          null,
          ["`measure()` of `waterlib.Gauge` returns litres, as `waterlib.empty_tank` does."],
        ],
        ["behaviour-changed", "waterlib.measure", null, null, ["`waterlib.measure` no longer counts ice."]],
      ],
    );
    const note = changes[0]?.evidence.at(-1);
    assert.equal(note?.url, "https://waterlib.example/2.0/CHANGELOG.html#waterlib-20-2025-02-20");
    assert.equal(note?.version, "2.0");
    // What 1.5 brought came between the indexed ones: the note says in which.
    assert.deepEqual(
      changes[3]?.evidence.map(({ version }) => version),
      ["1.5"],
    );
  });

  test("a symbol has the notes that name it, and what they say of its age", async () => {
    const pump = await base.symbol({ name: "waterlib.pump_water" });
    assert.ok(pump.found);
    assert.deepEqual(pump.since, { version: "0.9", from: "noted" });
    assert.deepEqual(
      pump.notes.map(({ version, date, kind }) => [version, date, kind]),
      [
        ["0.9", "2023-05-01", "added"],
        ["2.0", "2025-02-20", "other"],
      ],
    );
    const measure = await base.symbol({ name: "waterlib.measure" });
    assert.ok(measure.found);
    assert.deepEqual(measure.since, { version: "1.0", from: "oldest" });
    assert.deepEqual(
      measure.notes.map(({ version }) => version),
      ["0.9", "2.0", "2.0"],
    );
  });

  test("under its new name it has the notes of the old one", async () => {
    const pour = await base.symbol({ name: "waterlib.pour" });
    assert.ok(pour.found);
    assert.deepEqual(
      pour.history.map(({ kind, symbol }) => `${kind} ${symbol}`),
      ["renamed waterlib.pour_out"],
    );
    assert.deepEqual(pour.since, { version: "1.0", from: "oldest" });
    assert.equal(pour.notes.length, 1);
  });

  test("of a name that no release has, the notes that write it", async () => {
    const ladle = await base.symbol({ name: "waterlib.ladle" });
    assert.ok(!ladle.found);
    assert.deepEqual(
      ladle.notes.map(({ version, quotation }) => [version, quotation]),
      [["0.9", "Removed `waterlib.ladle`."]],
    );
  });
});
