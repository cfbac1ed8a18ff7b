import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { storePaths } from "../../../query/store/paths.js";
import { SCHEMA_VERSION } from "../../../query/store/rows.js";
import {
  publishSnapshot,
  readCurrentSnapshot,
  readPending,
  type Snapshot,
  switchSnapshot,
  writePending,
} from "../../../query/store/snapshot.js";
import { temporaryFolder } from "../../fixture.js";

const snapshot = (id: string): Snapshot => ({
  ...{ schema: SCHEMA_VERSION, id, created: "2026-01-01T00:00:00.000Z", model: { id: "m@1", dimensions: 2 } },
  corpora: {},
});

const corrupt = (error: unknown): boolean => error instanceof KbError && error.code === "STORE_CORRUPT";

describe("snapshots", () => {
  test("what was published is read as it was written, and an older one can be published again", async (t) => {
    const paths = storePaths(await temporaryFolder(t), "m");
    assert.equal(await readCurrentSnapshot(paths), undefined);
    await publishSnapshot(paths, snapshot("1"));
    await publishSnapshot(paths, snapshot("2"));
    assert.deepEqual(await readCurrentSnapshot(paths), snapshot("2"));
    await switchSnapshot(paths, "1");
    assert.deepEqual(await readCurrentSnapshot(paths), snapshot("1"));
  });

  test("a manifest that was changed by one sign is refused", async (t) => {
    const paths = storePaths(await temporaryFolder(t), "m");
    await publishSnapshot(paths, snapshot("1"));
    const file = join(paths.snapshots, "1.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace('"dimensions": 2', '"dimensions": 3'));
    await assert.rejects(readCurrentSnapshot(paths), corrupt);
    await writeFile(file, text.slice(0, -20));
    await assert.rejects(readCurrentSnapshot(paths), corrupt);
    await writeFile(file, "null");
    await assert.rejects(readCurrentSnapshot(paths), corrupt);
  });

  test("unfinished work is taken up only on the snapshot that it began with", async (t) => {
    const paths = storePaths(await temporaryFolder(t), "m");
    await writePending(paths, "1", snapshot("pending"));
    assert.deepEqual(await readPending(paths, "1"), snapshot("pending"));
    assert.equal(await readPending(paths, "2"), undefined);
    await writeFile(paths.pending, '{"base":"1","state":{"schema":1');
    assert.equal(await readPending(paths, "1"), undefined);
  });
});
