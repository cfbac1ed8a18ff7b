import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openMemo } from "../../indexer/memo.js";
import { temporaryFolder } from "../fixture.js";

test("keeps values between openings, also the value that there is none", async (t) => {
  const folder = await temporaryFolder(t);
  await openMemo<{ a: number } | null>(folder, "looks", 1).set("x", { a: 1 });
  await openMemo<null>(folder, "looks", 1).set("y", null);
  const again = openMemo<{ a: number } | null>(folder, "looks", 1);
  assert.deepEqual(
    [await again.get("x"), await again.get("y"), await again.get("z")],
    [{ a: 1 }, null, undefined],
  );
});

test("another shape is another memo, and writing it removes the old one and nothing else", async (t) => {
  const folder = await temporaryFolder(t);
  await openMemo<number>(folder, "looks", 1).set("x", 1);
  await openMemo<number>(folder, "documents", 1).set("x", 1);
  const second = openMemo<number>(folder, "looks", 2);
  assert.equal(await second.get("x"), undefined);
  await second.set("x", 2);
  assert.deepEqual((await readdir(folder)).sort(), ["documents-1", "looks-2"]);
});

test("what is damaged or gone is not there", async (t) => {
  const folder = await temporaryFolder(t);
  const memo = openMemo<string>(folder, "looks", 1);
  await memo.set("x", "value");
  const files = await readdir(join(folder, "looks-1", "content-v2"), {
    recursive: true,
    withFileTypes: true,
  });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    await writeFile(path, '"other"');
  }
  assert.equal(await memo.get("x"), undefined);
  await rm(join(folder, "looks-1"), { recursive: true });
  assert.equal(await memo.get("x"), undefined);
});
