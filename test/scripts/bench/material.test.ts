import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { archivedMaterial, librariesOf } from "../../../scripts/bench/material.js";
import { temporaryFolder } from "../../fixture.js";

test("archives are grouped by id, oldest version first", () => {
  const names = [
    "water-1.10.0.tar.gz",
    "water-1.9.0.tar.gz",
    "water-pipes-2.0-dev-20200817.tar.gz",
    "README.md",
    "notes.tar.gz",
  ];
  assert.deepEqual(librariesOf(names), [
    { id: "water", versions: ["1.9.0", "1.10.0"] },
    { id: "water-pipes", versions: ["2.0-dev-20200817"] },
  ]);
});

test("the newest release is added later where there are several", async (t) => {
  const folder = await temporaryFolder(t);
  for (const name of ["water-1.0.tar.gz", "water-1.1.tar.gz", "oil-3.0.tar.gz"]) {
    await writeFile(join(folder, name), "");
  }
  const { before, added, after } = await archivedMaterial(folder);
  const releases = (corpora: typeof before) =>
    corpora.flatMap(({ id, sources }) =>
      sources.flatMap((source) =>
        "releases" in source ? (source.releases ?? []).map(({ version }) => `${id} ${version}`) : [],
      ),
    );
  assert.deepEqual(releases(before), ["oil 3.0", "water 1.0"]);
  assert.deepEqual(releases(added), ["water 1.1"]);
  assert.deepEqual(releases(after), ["oil 3.0", "water 1.0", "water 1.1"]);
});

test("a folder without archives is told", async (t) => {
  const folder = await temporaryFolder(t);
  await assert.rejects(archivedMaterial(folder), { code: "USAGE" });
});
