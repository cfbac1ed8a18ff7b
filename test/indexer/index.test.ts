import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { KbError } from "../../corpora/errors.js";
import { buildIndex, type IndexOptions } from "../../indexer/index.js";
import { acquireLock } from "../../indexer/lock.js";
import { describeModel } from "../../query/embedder.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { corpusReleases, visibleAt } from "../../query/release.js";
import { openTables } from "../../query/store/lancedb.js";
import { schemaFolder, storePaths } from "../../query/store/paths.js";
import { SCHEMA_VERSION } from "../../query/store/rows.js";
import { listSnapshots, readCurrentSnapshot } from "../../query/store/snapshot.js";
import { directoryCorpus, temporaryFolder, WATERLIB, waterlib, writeFiles } from "../fixture.js";

/** Texts visible at every release, through the published snapshot. */
async function visibleTexts(data: string): Promise<Record<string, string[]>> {
  const { id } = await describeModel();
  const paths = storePaths(data, id);
  const corpus = (await readCurrentSnapshot(paths))?.corpora["waterlib"];
  assert.ok(corpus);
  const tables = await openTables(paths.tables);
  const chunks = await tables.open(corpus.tables.chunks.name, corpus.tables.chunks.version);
  const result: Record<string, string[]> = {};
  for (const release of corpusReleases(corpus)) {
    const rows = await chunks.rows<{ text: string }>(["text"], visibleAt(release));
    result[release.version] = rows.map(({ text }) => text).sort();
  }
  tables.close();
  return result;
}

/** The written questions that the newest release shows. */
async function writtenAt(data: string): Promise<readonly string[]> {
  const { id } = await describeModel();
  const paths = storePaths(data, id);
  const corpus = (await readCurrentSnapshot(paths))?.corpora["waterlib"];
  const newest = corpus && corpusReleases(corpus).find(({ version }) => version === "2.0");
  assert.ok(corpus && newest);
  const tables = await openTables(paths.tables);
  const { name, version } = corpus.tables.questions;
  const rows = await (await tables.open(name, version)).rows<{ text: string }>(["text"], visibleAt(newest));
  tables.close();
  return rows.map(({ text }) => text);
}

const expectedTexts = (version: string): string[] =>
  Object.values(WATERLIB[version] ?? {})
    .map((text) => text.split("\n\n")[1]?.trim() ?? "")
    .sort();

const everything = (data: string, corpora: IndexOptions["corpora"]): IndexOptions => ({
  data,
  corpora,
  choice: { type: "all" },
});

describe("buildIndex", () => {
  test("whatever the order, each release shows exactly its own chunks", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    for (const order of [
      ["1.0", "1.1", "2.0"],
      ["2.0", "1.0", "1.1"],
      ["1.1", "2.0", "1.0"],
    ]) {
      const data = join(folder, `data-${order.join("-")}`);
      for (const version of order) {
        await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: [version] } });
      }
      const texts = await visibleTexts(data);
      for (const version of order)
        assert.deepEqual(texts[version], expectedTexts(version), `${order}: ${version}`);
    }
  });

  test("a release is read again when other questions are written for what it documents", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    const run = async (written: Readonly<Record<string, string>>) => {
      const questions = join(folder, "questions");
      await rm(questions, { recursive: true, force: true });
      await writeFiles(questions, written);
      const options: IndexOptions = { ...everything(data, [corpus]), questions };
      return [(await buildIndex(options)).outcome, await writtenAt(data)];
    };
    const about = (questions: readonly string[]) => ({
      "a.jsonl": JSON.stringify({ corpus: "Waterlib", headingPath: ["Pumps"], questions }),
    });
    assert.deepEqual(await run(about(["how fast"])), ["published", ["how fast"]]);
    assert.deepEqual(await run(about(["how fast"])), ["unchanged", ["how fast"]]);
    assert.deepEqual(await run(about(["how fast", "too slow"])), ["published", ["how fast\ntoo slow"]]);
  });

  test("texts embedded are the texts that are new, exactly; a run with nothing new embeds and publishes nothing", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    const first = await buildIndex(everything(data, [corpus]));
    assert.equal(first.outcome, "published");
    // 1.0 brings three texts, 1.1 one, 2.0 the tank alone: its pump page is 1.0's again.
    assert.deepEqual(
      first.releases.map(({ version, textsEmbedded }) => [version, textsEmbedded]),
      [
        ["1.0", 3],
        ["1.1", 1],
        ["2.0", 1],
      ],
    );
    const second = await buildIndex(everything(data, [corpus]));
    assert.equal(second.outcome, "unchanged");
    assert.equal(second.textsEmbedded, 0);
    assert.equal(second.unchanged, 3);
    assert.equal(second.releases.length, 0);
  });

  test("a text is not embedded again after a rebuild", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex(everything(data, [corpus]));
    const paths = storePaths(data, (await describeModel()).id);
    await rm(paths.current);
    const again = await buildIndex(everything(data, [corpus]));
    assert.equal(again.outcome, "published");
    assert.equal(again.textsEmbedded, 0);
  });

  test("a release that is empty or missing is reported, and the others go out", async (t) => {
    const folder = await temporaryFolder(t);
    await waterlib(folder);
    await writeFiles(join(folder, "3.0"), { "LICENSE.bin": "nothing to read" });
    const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "3.0": undefined, "4.0": undefined });
    const report = await buildIndex(everything(join(folder, "data"), [corpus]));
    assert.equal(report.outcome, "published");
    assert.equal(report.needsPerson, true);
    assert.deepEqual(
      report.releases.map(({ version }) => version),
      ["1.0"],
    );
    assert.ok(report.failures.some(({ version }) => version === "3.0"));
  });

  test("an empty harvest never deletes what was there", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex(everything(data, [corpus]));
    for (const file of Object.keys(WATERLIB["2.0"] ?? {})) await rm(join(folder, "2.0", file));
    await writeFiles(join(folder, "2.0"), { "empty.md": "" });
    const report = await buildIndex(everything(data, [corpus]));
    assert.equal(report.needsPerson, true);
    assert.deepEqual((await visibleTexts(data))["2.0"], expectedTexts("2.0"));
  });

  test("a release that shrinks too much holds its corpus back and leaves the published state", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex(everything(data, [corpus]));
    await rm(join(folder, "2.0", "pump.md"));
    const report = await buildIndex(everything(data, [corpus]));
    assert.equal(report.heldBack.length, 1);
    assert.match(report.heldBack[0]?.reason ?? "", /2\.0 shrank from 3 to 2 chunks/);
    assert.deepEqual((await visibleTexts(data))["2.0"], expectedTexts("2.0"));
    // And the same run is fine when the loss is allowed.
    const allowed = await buildIndex({ ...everything(data, [corpus]), maxShrink: 0.5 });
    assert.equal(allowed.outcome, "published");
    assert.equal((await visibleTexts(data))["2.0"]?.length, 2);
  });

  test("a run that is stopped leaves the published snapshot, and the next one resumes", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: ["1.0"] } });
    const stop = new AbortController();
    const stopped = buildIndex({
      ...everything(data, [corpus]),
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "release-finished") stop.abort();
      },
    });
    await assert.rejects(stopped, { name: "AbortError" });
    assert.deepEqual(Object.keys(await visibleTexts(data)), ["1.0"]);
    const resumed = await buildIndex(everything(data, [corpus]));
    assert.equal(resumed.outcome, "published");
    // 1.1 was embedded before the stop.
    assert.equal(resumed.textsEmbedded, 1);
    assert.deepEqual((await visibleTexts(data))["1.1"], expectedTexts("1.1"));
  });

  test("two indexers at once: the second says who holds the lock", async (t) => {
    const folder = await temporaryFolder(t);
    const release = await acquireLock(folder);
    await assert.rejects(acquireLock(folder), (error) => {
      assert.ok(error instanceof KbError);
      assert.equal(error.code, "INDEX_LOCKED");
      assert.match(error.message, new RegExp(`process ${process.pid}`));
      return true;
    });
    await release();
    const again = await acquireLock(folder);
    await again();
  });

  test("the lock of a process that died is taken over", async (t) => {
    const folder = await temporaryFolder(t);
    await acquireLock(folder);
    const { hostname } = await import("node:os");
    await writeFiles(folder, {
      "index.lock.json": JSON.stringify({ pid: 2 ** 30, host: hostname(), since: "x" }),
    });
    const taken = await acquireLock(folder);
    await taken();
  });

  test("old snapshots go, kept ones still answer after a roll-back", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    for (const version of ["1.0", "1.1", "2.0"]) {
      await buildIndex({
        data,
        corpora: [corpus],
        choice: { type: "requests", requests: [version] },
        keepSnapshots: 2,
      });
    }
    const paths = storePaths(data, (await describeModel()).id);
    const kept = await listSnapshots(paths);
    assert.equal(kept.length, 2);
    const { switchSnapshot } = await import("../../query/store/snapshot.js");
    await switchSnapshot(paths, kept[0] ?? "");
    assert.deepEqual(Object.keys(await visibleTexts(data)).sort(), ["1.0", "1.1"]);
    const report = await buildIndex(everything(data, [corpus]));
    assert.equal(report.outcome, "published");
    assert.deepEqual((await visibleTexts(data))["2.0"], expectedTexts("2.0"));
  });
});

describe("a knowledge base over the index", () => {
  test("answers from the version asked for, and only from it", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex(everything(data, [corpus]));
    const base = await openKnowledgeBase({ data });
    t.after(() => base.close());

    const old = await base.query({ question: "default of flow_rate", library: "water", version: "1.1" });
    assert.equal(old.version, "1.1");
    assert.equal(old.versionFrom, "asked");
    assert.match(old.hits[0]?.text ?? "", /8 litres/);
    assert.equal(old.hits[0]?.url, "https://waterlib.example/1.1/pump.html");
    assert.equal(old.hits[0]?.since, "1.1");
    assert.equal(old.hits[0]?.until, "2.0");
    assert.ok(!old.hits.some((hit) => hit.text.includes("5 litres")));

    const newest = await base.query({ question: "default of flow_rate", library: "waterlib" });
    assert.equal(newest.version, "2.0");
    assert.equal(newest.versionFrom, "newest");
    assert.match(newest.hits[0]?.text ?? "", /5 litres/);

    await assert.rejects(
      base.query({ question: "flow_rate", library: "waterlib", version: "3.1" }),
      (error) => {
        assert.ok(error instanceof KbError);
        assert.equal(error.code, "VERSION_NOT_INDEXED");
        assert.deepEqual(error.facts["indexed"], ["2.0", "1.1", "1.0"]);
        return true;
      },
    );
    await assert.rejects(base.query({ question: "flow_rate", library: "firelib" }), {
      code: "CORPUS_UNKNOWN",
    });
    await assert.rejects(base.query({ question: "  \u0000 ?" }), { code: "USAGE" });
  });

  test("a reader in the middle of a query is not disturbed by a publish", async (t) => {
    const folder = await temporaryFolder(t);
    const corpus = await waterlib(folder);
    const data = join(folder, "data");
    await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: ["1.0"] } });
    const base = await openKnowledgeBase({ data });
    t.after(() => base.close());
    assert.equal((await base.query({ question: "valve opens" })).version, "1.0");
    await buildIndex(everything(data, [corpus]));
    const during = await base.query({ question: "valve opens" });
    assert.equal(during.version, "1.0");
    assert.match(during.hits[0]?.text ?? "", /open_valve/);
  });

  test("says what is wrong when there is nothing to read", async (t) => {
    const folder = await temporaryFolder(t);
    await assert.rejects(openKnowledgeBase({ data: folder }), { code: "INDEX_MISSING" });
    await writeFiles(folder, { "schema-0/some-model/CURRENT": "x\n" });
    await assert.rejects(openKnowledgeBase({ data: folder }), { code: "INDEX_OTHER_SCHEMA" });
    await writeFiles(folder, { [`${schemaFolder(SCHEMA_VERSION)}/another-model@1/CURRENT`]: "x\n" });
    await assert.rejects(openKnowledgeBase({ data: folder }), { code: "INDEX_OTHER_MODEL" });
    const model = join(folder, "no-such-model");
    await assert.rejects(openKnowledgeBase({ data: folder, embedder: { model } }), {
      code: "MODEL_UNUSABLE",
    });
  });
});
