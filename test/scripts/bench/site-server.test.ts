import assert from "node:assert/strict";
import { request } from "node:http";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { listen, type Mounts, siteListener } from "../../../scripts/bench/site-server.js";
import { temporaryFolder, writeFiles } from "../../fixture.js";

async function serve(t: TestContext, mounts: Mounts): Promise<string> {
  const site = await listen(siteListener(mounts));
  t.after(() => site.close());
  return site.origin;
}

/** The status for a path as it is, which `fetch` would tidy. */
function statusOf(origin: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject).end();
  });
}

test("a folder is served as static hosts do", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "site/index.html": "home",
    "site/api/index.html": "api",
    "site/a b.html": "spaced",
    "secret.html": "secret",
  });
  const origin = await serve(t, { "/1.4/": { folder: join(folder, "site") } });
  const get = (path: string): Promise<Response> => fetch(`${origin}${path}`, { redirect: "manual" });
  const home = await get("/1.4/");
  assert.equal(await home.text(), "home");
  assert.equal(home.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(await (await get("/1.4/a%20b.html?x=1")).text(), "spaced");
  assert.equal((await get("/1.4/api?x=1")).headers.get("location"), "/1.4/api/");
  assert.equal((await get("/1.4/nowhere.html")).status, 404);
  assert.equal((await get("/1.5/")).status, 404);
  for (const path of ["/1.4/../secret.html", "/1.4/%2e%2e/secret.html", "/1.4/..%2fsecret.html", "/1.4/%"]) {
    assert.equal(await statusOf(origin, path), 404, path);
  }
});

test("validators spare the body", async (t) => {
  const origin = await serve(t, { "/": { files: { "a.html": "water" } } });
  const { headers } = await fetch(`${origin}/a.html`);
  const ask = async (name: string, value: string | null): Promise<number> =>
    (await fetch(`${origin}/a.html`, { headers: { [name]: value ?? "" } })).status;
  assert.equal(await ask("if-none-match", headers.get("etag")), 304);
  assert.equal(await ask("if-none-match", '"other"'), 200);
  assert.equal(await ask("if-modified-since", headers.get("last-modified")), 304);
});

test("the longest mount serves; an alias sends every path to the same one elsewhere", async (t) => {
  const origin = await serve(t, {
    "/": { files: { "index.html": "home", "1.4/a.html": "hidden" } },
    "/1.4/": { files: { "a.html": "water" } },
    "/stable/": { refreshTo: "/1.4/" },
  });
  assert.equal(await (await fetch(`${origin}/1.4/a.html`)).text(), "water");
  assert.match(
    await (await fetch(`${origin}/stable/a.html`)).text(),
    /<meta http-equiv="refresh" content="0; url=\/1\.4\/a\.html">/,
  );
});
