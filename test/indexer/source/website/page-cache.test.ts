import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { type CachedPage, openPageCache } from "../../../../indexer/source/website/page-cache.js";
import { temporaryFolder } from "../../../fixture.js";

const URL_A = "https://docs.example/a.html";
const BYTES = Buffer.from("<h1>Water</h1>");
const DAY_MS = 24 * 60 * 60 * 1000;

function pageOf(bytes: Uint8Array, fetched = new Date().toISOString()): CachedPage {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { type: "page", mediaType: "text/html", hash, etag: '"1"', fetched };
}

/** Files of the cache by kind, as paths. */
async function filesOf(folder: string, kind: "content-v2" | "index-v5"): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((file) => file.isFile() && file.parentPath.includes(kind))
    .map((file) => path.join(file.parentPath, file.name));
}

async function openTemporary(t: TestContext) {
  const folder = await temporaryFolder(t);
  return { folder, cache: openPageCache(folder) };
}

describe("the page cache", () => {
  test("gives back what it was given, to another process too", async (t) => {
    const { folder, cache } = await openTemporary(t);
    const page = pageOf(BYTES);
    await cache.keep(URL_A, page, BYTES);
    const later = openPageCache(folder);
    assert.deepEqual(await later.find(URL_A), page);
    assert.deepEqual(await later.bytes(page), BYTES);
    assert.equal(await later.find("https://docs.example/b.html"), undefined);
  });

  test("keeps equal bytes once", async (t) => {
    const { folder, cache } = await openTemporary(t);
    await cache.keep(URL_A, pageOf(BYTES), BYTES);
    await cache.keep("https://docs.example/b.html", pageOf(BYTES), BYTES);
    assert.equal((await filesOf(folder, "content-v2")).length, 1);
  });

  test("does not hand out bytes that were damaged", async (t) => {
    const { folder, cache } = await openTemporary(t);
    await cache.keep(URL_A, pageOf(BYTES), BYTES);
    for (const file of await filesOf(folder, "content-v2")) await writeFile(file, "<h1>Wine!</h1>");
    assert.equal(await cache.bytes(pageOf(BYTES)), undefined);
  });

  test("does not know an entry that was damaged or is not ours", async (t) => {
    const { folder, cache } = await openTemporary(t);
    await cache.keep(URL_A, pageOf(BYTES), BYTES);
    const [file = ""] = await filesOf(folder, "index-v5");
    await writeFile(file, (await readFile(file, "utf8")).replace("text/html", "text/htm"));
    assert.equal(await cache.find(URL_A), undefined);
    await cache.keep(URL_A, { ...pageOf(BYTES), hash: "no hash" }, BYTES);
    assert.equal(await cache.find(URL_A), undefined);
  });

  test("notes new facts of a page without its bytes, and redirects", async (t) => {
    const { cache } = await openTemporary(t);
    const page = pageOf(BYTES);
    await cache.keep(URL_A, page, BYTES);
    const confirmed = { ...page, etag: '"2"' };
    await cache.note(URL_A, confirmed);
    assert.deepEqual(await cache.find(URL_A), confirmed);
    assert.deepEqual(await cache.bytes(confirmed), BYTES);
    const redirect = { type: "redirect", to: URL_A, fetched: page.fetched } as const;
    await cache.note("https://docs.example/", redirect);
    assert.deepEqual(await cache.find("https://docs.example/"), redirect);
  });

  test("throws away what is old or replaced, when a week has passed", async (t) => {
    const { folder, cache } = await openTemporary(t);
    await cache.tidy();
    const old = pageOf(Buffer.from("old"), new Date(Date.now() - 91 * DAY_MS).toISOString());
    await cache.keep("https://docs.example/old.html", old, Buffer.from("old"));
    await cache.keep(URL_A, pageOf(Buffer.from("before")), Buffer.from("before"));
    await cache.keep(URL_A, pageOf(BYTES), BYTES);
    await cache.tidy();
    assert.equal((await filesOf(folder, "content-v2")).length, 3);
    await writeFile(path.join(folder, "pages-1", "_lastverified"), String(Date.now() - 8 * DAY_MS));
    await cache.tidy();
    assert.equal(await cache.find("https://docs.example/old.html"), undefined);
    assert.deepEqual(await cache.bytes(pageOf(BYTES)), BYTES);
    assert.equal((await filesOf(folder, "content-v2")).length, 1);
  });
});
