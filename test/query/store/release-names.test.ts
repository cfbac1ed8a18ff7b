import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { storePaths } from "../../../query/store/paths.js";
import {
  keepReleaseNames,
  type ReleaseNames,
  readReleaseNames,
  writeReleaseNames,
} from "../../../query/store/release-names.js";
import { temporaryFolder } from "../../fixture.js";

const namesWith = (name: string): ReleaseNames => ({
  modules: { water: { names: { [name]: "" } }, "water.pipes": { names: {} }, oil: { names: {} } },
  objects: {},
  planted: [],
});

test("the names of a release come back as written; the same names are one file", async (t) => {
  const paths = storePaths(await temporaryFolder(t), "model");
  const a = await writeReleaseNames(paths, namesWith("a"));
  assert.deepEqual(a.roots, ["oil", "water"]);
  assert.deepEqual(await readReleaseNames(paths, a.digest), namesWith("a"));
  assert.deepEqual(await writeReleaseNames(paths, namesWith("a")), a);
  const b = await writeReleaseNames(paths, namesWith("b"));
  assert.equal((await readdir(paths.names)).length, 2);

  await keepReleaseNames(paths, new Set([b.digest]));
  assert.deepEqual(await readdir(paths.names), [`${b.digest}.json.gz`]);
  await assert.rejects(readReleaseNames(paths, a.digest), { code: "STORE_CORRUPT" });
});

test("a damaged file is said to be damaged", async (t) => {
  const paths = storePaths(await temporaryFolder(t), "model");
  const { digest } = await writeReleaseNames(paths, namesWith("a"));
  await writeFile(join(paths.names, `${digest}.json.gz`), "torn");
  await assert.rejects(readReleaseNames(paths, digest), { code: "STORE_CORRUPT" });
});

test("nothing to keep where nothing was written", async (t) => {
  await keepReleaseNames(storePaths(await temporaryFolder(t), "model"), new Set());
});

test("what a release refuses is kept where its names are referred to, but not what it has as well", async (t) => {
  const paths = storePaths(await temporaryFolder(t), "model");
  const names: ReleaseNames = {
    modules: {
      water: { names: { pump: "", drain: "water:drain" }, refused: { pump: "is old", river: "is gone" } },
      oil: { names: {} },
    },
    objects: { "water:drain": { kind: "function", refused: "was removed" } },
    planted: [],
  };
  assert.deepEqual((await writeReleaseNames(paths, names)).refused, ["water.drain", "water.river"]);
  assert.equal("refused" in (await writeReleaseNames(paths, namesWith("a"))), false);
});
