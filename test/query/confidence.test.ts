import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { indexReleases } from "./verify/release-fixture.js";

describe("confidence", () => {
  let folder = "";
  let base: KnowledgeBase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-confidence-"));
    base = await openKnowledgeBase({ data: await indexReleases(folder) });
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });
  const ask = (question: string, version = "2.0") => base.query({ question, library: "waterlib", version });

  test("an API that the release has, asked for by its name, is found with confidence", async () => {
    const { confidence, verified, probability, missing, unknownNames } = await ask(
      "default of rate in waterlib.Pump",
    );
    assert.equal(confidence, "HIGH");
    assert.equal(verified, true);
    assert.ok(probability > 0.9);
    assert.deepEqual([missing, unknownNames], [[], []]);
  });

  test("one that went is said to be gone, although a text may mention it", async () => {
    const { confidence, verified, missing } = await ask("What does waterlib.drain do?");
    assert.deepEqual([confidence, verified], ["LOW", false]);
    const [drain] = missing;
    assert.equal(drain?.name, "waterlib.drain");
    assert.deepEqual(
      [drain?.went?.kind, drain?.went?.previous, drain?.went?.version],
      ["removed", "1.1", "2.0"],
    );
    assert.equal(drain?.replacement, "empty");
    assert.equal(drain?.came, null);
  });

  test("one that a message says cannot be imported is said to be gone, or is found", async () => {
    const gone = await ask("ImportError: cannot import name 'drain' from 'waterlib'");
    assert.equal(gone.confidence, "LOW");
    assert.deepEqual([gone.missing[0]?.name, gone.missing[0]?.went?.version], ["waterlib.drain", "2.0"]);
    const there = await ask("ImportError: cannot import name 'Pump' from 'waterlib'");
    assert.deepEqual([there.missing, there.named[0]?.name], [[], "waterlib.Pump"]);
    const member = await ask("AttributeError: 'Pump' object has no attribute 'explode'");
    assert.equal(member.missing[0]?.name, "Pump.explode");
  });

  test("files, and names of one's own in a paragraph, are not missing; a name of the library still is", async () => {
    const file = await ask("read tank_levels.csv into waterlib");
    assert.deepEqual([file.missing, file.unknownNames], [[], []]);
    const story =
      "I measure the water in my tank every day and want to know when it runs dry and why ".repeat(4);
    const own = await ask(`${story} my_levels.sort_rows(all_days) then waterlib.drain`);
    assert.deepEqual(
      own.missing.map(({ name }) => name),
      ["waterlib.drain"],
    );
  });

  test("one that came later is said to come, and is there then", async () => {
    const { confidence, missing } = await ask("waterlib.Valve signature", "1.1");
    assert.equal(confidence, "LOW");
    assert.deepEqual([missing[0]?.came?.version, missing[0]?.went], ["2.0", null]);
    assert.deepEqual((await ask("waterlib.Valve signature")).missing, []);
  });

  test("an invented one has the nearest real names", async () => {
    const { confidence, missing } = await ask("How do I use waterlib.Pumps?");
    assert.equal(confidence, "LOW");
    assert.deepEqual([missing[0]?.name, missing[0]?.nearest[0]], ["waterlib.Pumps", "waterlib.Pump"]);
  });

  test("a parameter that an API does not have, or not yet, or no more", async () => {
    const lacking = async (question: string, version?: string) => {
      const { confidence, missing, reasons } = await ask(question, version);
      assert.equal(confidence, "LOW", question);
      const [first] = missing;
      assert.equal(first?.of, "waterlib.Pump");
      return { ...first, reason: reasons[0] };
    };
    const gone = await lacking("waterlib.Pump(cold=True)");
    assert.deepEqual([gone.name, gone.went?.version], ["cold", "2.0"]);
    const later = await lacking("default of warm in waterlib.Pump", "1.0");
    assert.equal(later.came?.version, "1.1");
    assert.equal(later.reason, "waterlib.Pump has no “warm” in waterlib 1.0; 1.1 has it");
    assert.deepEqual((await lacking("the rates parameter of waterlib.Pump")).nearest, ["rate"]);
  });

  for (const question of [
    "How long do I boil an egg?",
    "vobu kefi lunapo",
    "Who owns the largest aquarium?",
  ]) {
    test(`what no documentation answers cannot be verified (${question})`, async () => {
      assert.equal((await ask(question)).verified, false);
    });
  }

  test("names of the library, of the language and of no API are not said to be missing", async () => {
    const { unknownNames } = await ask("Why does Pump raise ValueError in WaterLib, e.g. at night?");
    assert.deepEqual(unknownNames, []);
    const { missing } = await ask("my_pump.set_speed");
    assert.deepEqual(missing, []);
  });
});
