import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { LookupFunction } from "node:net";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { PAGE, page, redirectTo, startSite } from "./site-server.js";
import { makeFetcher, reasonOf, shown } from "./website-fixtures.js";

const open = { "/a.html": page(PAGE), "/b.html": page(PAGE) };

/** Answers with the addresses in turn, the last one for ever; counts. */
function resolver(...addresses: readonly string[]): LookupFunction & { readonly names: string[] } {
  const names: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const address = addresses[Math.min(names.length, addresses.length - 1)] ?? "";
    names.push(hostname);
    callback(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
  };
  return Object.assign(lookup, { names });
}

describe("addresses", () => {
  test("on loopback are refused unless allowed, without any request", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const fetcher = await makeFetcher(t, { allowed: [] });
    const outcome = await fetcher.get(site.url("/a.html"));
    assert.equal(shown(outcome), "refused address");
    assert.equal(reasonOf(outcome), "127.0.0.1 is not on the public internet and not allow-listed");
    assert.equal(site.requests.length, 0);
    assert.equal(fetcher.counts().requests, 0);
  });

  test("that a public name leads to are refused where they are private", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const lookup = resolver("127.0.0.1");
    const url = new URL(site.url("/a.html"));
    url.hostname = "docs.example";
    const fetcher = await makeFetcher(t, { allowed: [], lookup });
    const outcome = await fetcher.get(url);
    assert.equal(shown(outcome), "refused address");
    assert.match(reasonOf(outcome), /docs\.example leads to 127\.0\.0\.1/);
    assert.equal(site.requests.length, 0);
    assert.deepEqual(lookup.names, ["docs.example"]);
  });

  test("are those of the socket: a name that is rebound between requests gains nothing", async (t) => {
    // Allowed by name: the first answer. By the time of the second connection the name leads elsewhere.
    const site = await startSite(t, {
      misbehave: {
        ...open,
        "/a.html": (request, response) => {
          response.writeHead(200, { connection: "close" }).end(PAGE);
          request.socket.end();
        },
      },
    });
    const lookup = resolver("127.0.0.2", "127.0.0.2", "127.0.0.1");
    const url = new URL(site.url("/a.html"));
    url.hostname = "docs.example";
    const fetcher = await makeFetcher(t, { allowed: ["127.0.0.1"], lookup, respectRobots: false });
    assert.equal(shown(await fetcher.get(url)), "refused address");
    assert.equal(shown(await fetcher.get(url)), "refused address");
    assert.equal(shown(await fetcher.get(url)), "page /a.html");
    assert.equal(lookup.names.length, 3);
  });

  test("are checked again after a redirect to another name", async (t) => {
    const inside = await startSite(t, { misbehave: open });
    const target = new URL(inside.url("/a.html"));
    target.hostname = "metadata.example";
    const site = await startSite(t, { misbehave: { "/c": redirectTo(target.href) } });
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(null, [{ address: "169.254.169.254", family: 4 }]);
    const fetcher = await makeFetcher(t, { lookup });
    assert.equal(shown(await fetcher.get(site.url("/c"))), "refused address");
    assert.equal(inside.requests.length, 0);
  });

  test("of a host that is allowed by name may be anything", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const url = new URL(site.url("/a.html"));
    url.hostname = "docs.corp.example";
    const fetcher = await makeFetcher(t, { allowed: ["*.corp.example"], lookup: resolver("127.0.0.1") });
    assert.equal(shown(await fetcher.get(url)), "page /a.html");
  });

  test("of other schemes are refused", async (t) => {
    const fetcher = await makeFetcher(t);
    for (const text of ["file:///etc/passwd", "ftp://example.org/a.html", "data:text/html,a"]) {
      assert.equal(shown(await fetcher.get(new URL(text))), "refused scheme", text);
    }
    assert.equal(fetcher.counts().requests, 0);
  });
});

describe("user name and password", () => {
  const secret = (origin: string): URL => new URL(origin.replace("//", "//reader:s3cret@"));

  test("go to the origin they were written for and no other", async (t) => {
    const other = await startSite(t, { misbehave: open });
    const site = await startSite(t, {
      misbehave: { ...open, "/c": redirectTo(other.url("/a.html").href), "/d": redirectTo("/b.html") },
    });
    const fetcher = await makeFetcher(t, { credentials: [secret(site.origin)] });
    for (const name of ["/a.html", "/c", "/d"]) await fetcher.get(site.url(name));
    const expected = `Basic ${Buffer.from("reader:s3cret").toString("base64")}`;
    assert.ok(site.requests.every(({ headers }) => headers.authorization === expected));
    assert.ok(other.requests.every(({ headers }) => headers.authorization === undefined));
    assert.ok(other.requests.length > 0);
  });

  test("in the addresses of pages and redirects are ignored, and appear nowhere", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const outer = await startSite(t, {
      misbehave: { "/c": redirectTo(new URL("/a.html", secret(site.origin)).href) },
    });
    const fetcher = await makeFetcher(t);
    const outcomes = [
      await fetcher.get(outer.url("/c")),
      await fetcher.get(new URL("/b.html", secret(site.origin))),
      await fetcher.get(new URL("/nowhere", secret(site.origin)), { from: secret(site.origin) }),
    ];
    assert.deepEqual(outcomes.map(shown), ["page /a.html", "page /b.html", "absent 404"]);
    assert.ok(site.requests.every(({ headers }) => headers.authorization === undefined));
    assert.ok(!JSON.stringify(outcomes).includes("s3cret"));
    for (const file of await readdir(fetcher.cacheDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(path.join(file.parentPath, file.name), "utf8");
      assert.ok(!content.includes("s3cret"), file.name);
    }
  });
});

/** A forward proxy on loopback: plain requests are led to one place, tunnels are noted and not built. */
async function startProxy(t: TestContext, target: URL): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    seen.push(request.url ?? "");
    const asked = new URL(request.url ?? "");
    const answer = await fetch(new URL(asked.pathname, target));
    response.writeHead(answer.status, { "content-type": "text/html" }).end(await answer.text());
  });
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.on("error", () => {}).end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}

describe("a proxy", () => {
  test("is asked where the environment names one, although it is on loopback itself", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const proxy = await startProxy(t, new URL(site.origin));
    for (const variable of ["http_proxy", "HTTP_PROXY"]) {
      const fetcher = await makeFetcher(t, { allowed: [], env: { [variable]: proxy.url } });
      assert.equal(shown(await fetcher.get(new URL("http://docs.example/a.html"))), "page /a.html");
    }
    assert.deepEqual(proxy.seen.slice(0, 2), [
      "http://docs.example/robots.txt",
      "http://docs.example/a.html",
    ]);
  });

  test("is asked for a tunnel to https, by name", async (t) => {
    const proxy = await startProxy(t, new URL("http://127.0.0.1:9"));
    const fetcher = await makeFetcher(t, { env: { https_proxy: proxy.url }, respectRobots: false });
    assert.equal(shown(await fetcher.get(new URL("https://docs.example/a.html"))), "failed without answer");
    assert.equal(proxy.seen[0], "CONNECT docs.example:443");
  });

  test("does not serve as a way to addresses that are refused", async (t) => {
    const proxy = await startProxy(t, new URL("http://127.0.0.1:9"));
    const fetcher = await makeFetcher(t, { allowed: [], env: { http_proxy: proxy.url } });
    for (const text of [
      "http://169.254.169.254/",
      "http://localhost/",
      "http://[::1]/",
      "http://2130706433/",
    ]) {
      assert.equal(shown(await fetcher.get(new URL(text))), "refused address", text);
    }
    assert.deepEqual(proxy.seen, []);
  });

  test("is passed by for what no_proxy names, with the address checked", async (t) => {
    const site = await startSite(t, { misbehave: open });
    const proxy = await startProxy(t, new URL(site.origin));
    const url = new URL(site.url("/a.html"));
    url.hostname = "docs.example";
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: "docs.example" };
    const strict = await makeFetcher(t, { env, allowed: [], lookup: resolver("127.0.0.1") });
    assert.equal(shown(await strict.get(url)), "refused address");
    const fetcher = await makeFetcher(t, { env, lookup: resolver("127.0.0.1") });
    assert.equal(shown(await fetcher.get(url)), "page /a.html");
    assert.deepEqual(proxy.seen, []);
  });
});
