import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { exportText, TEXT_FILES } from "../../../scripts/train/export-text.js";
import { buildPairs, PAIR_FILES } from "../../../scripts/train/pairs/build-pairs.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

const linesOf = async (file: string) =>
  (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("an index becomes training text, and the text becomes pairs: the newest release only, the same every time", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "docs/1.0/pump.md":
      "# Starting an old pump\n\nPull the cord of the pump until the engine runs by itself.\n",
    "docs/2.0/pump.md":
      "# Starting a new pump\n\nPress the button of the pump and wait until the engine runs.\n",
  });
  const data = join(folder, "data");
  await buildIndex({
    data,
    corpora: [directoryCorpus(join(folder, "docs"), { "1.0": "2024-01-15", "2.0": "2025-02-20" })],
    choice: { type: "all" },
  });

  const work = join(folder, "work");
  assert.deepEqual(await exportText([data], work, undefined), { corpora: 1, chunks: 1, symbols: 0 });
  const [chunk] = await linesOf(join(work, TEXT_FILES.chunks));
  assert.deepEqual([chunk?.["corpus"], chunk?.["headingPath"]], ["Waterlib", ["Starting a new pump"]]);

  const built = await buildPairs(work, [], 1);
  assert.equal(built.passages, 1);
  assert.equal(built.pairs.heading, 2);
  const [passage] = await linesOf(join(work, PAIR_FILES.passages));
  assert.match(String(passage?.["text"]), /^Waterlib \| Starting a new pump\nPress the button/);
  const pairs = await readFile(join(work, PAIR_FILES.pairs), "utf8");
  await buildPairs(work, [], 1);
  assert.equal(await readFile(join(work, PAIR_FILES.pairs), "utf8"), pairs);
});

test("a folder without an index is named", async (t) => {
  const folder = await temporaryFolder(t);
  await assert.rejects(exportText([folder], join(folder, "work"), undefined), (error: Error) =>
    error.message.includes(folder),
  );
});
