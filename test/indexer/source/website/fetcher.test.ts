import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { describe, test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { closedOrigin } from "../registry-fixtures.js";
import {
  abortedChunks,
  drip,
  encoded,
  endless,
  gzipBomb,
  hang,
  loginWall,
  PAGE,
  page,
  redirectTo,
  resetConnection,
  slow,
  softNotFound,
  startSite,
  status,
  tooManyRequests,
  truncated,
  unavailable,
} from "./site-server.js";
import { makeFetcher, pageOf, reasonOf, shown, textOf } from "./website-fixtures.js";

const FILES = { "/": { files: { "a.html": PAGE, "b.html": `${PAGE}b` } } };

describe("a page", () => {
  test("comes with what the server says of it", async (t) => {
    const site = await startSite(t, {
      misbehave: {
        "/a.html": page(PAGE, { "content-type": 'Text/HTML; Charset="ISO-8859-1"', etag: '"1"' }),
      },
    });
    const fetcher = await makeFetcher(t);
    const fetched = pageOf(await fetcher.get(site.url("/a.html#top")));
    assert.equal(fetched.asked.href, `${site.origin}/a.html`);
    assert.equal(fetched.url.href, `${site.origin}/a.html`);
    assert.equal(fetched.mediaType, "text/html");
    assert.equal(fetched.charset, "iso-8859-1");
    assert.equal(fetched.etag, '"1"');
    assert.equal(fetched.unchanged, false);
    assert.equal(textOf(fetched), PAGE);
    assert.equal(fetched.hash, createHash("sha256").update(PAGE).digest("hex"));
    assert.ok(Date.parse(fetched.fetched) > 0);
    const [, request] = site.requests;
    assert.match(request?.headers["user-agent"] ?? "", /^framework-kb\/\S+ \(\+https:\/\/\S+\)$/);
    assert.equal(request?.headers["accept-encoding"], "gzip, deflate, br");
  });

  test("without a content type, or with a senseless one, has none", async (t) => {
    const site = await startSite(t, {
      misbehave: {
        "/none": (_, response) => void response.writeHead(200).end(PAGE),
        "/odd": page(PAGE, { "content-type": "html" }),
      },
    });
    const fetcher = await makeFetcher(t);
    assert.equal(pageOf(await fetcher.get(site.url("/none"))).mediaType, "");
    assert.equal(pageOf(await fetcher.get(site.url("/odd"))).mediaType, "");
  });

  test("that is a login wall, a soft 404 or no page at all comes as it is: judging it is the crawl's task", async (t) => {
    const site = await startSite(t, {
      misbehave: {
        "/wall": loginWall,
        "/soft": softNotFound,
        "/image": page("PNG", { "content-type": "image/png" }),
      },
    });
    const fetcher = await makeFetcher(t);
    assert.match(textOf(pageOf(await fetcher.get(site.url("/wall")))), /Sign in/);
    assert.match(textOf(pageOf(await fetcher.get(site.url("/soft")))), /not found/);
    assert.equal(pageOf(await fetcher.get(site.url("/image"))).mediaType, "image/png");
  });

  test("that is not there is absent, whatever the server calls it", async (t) => {
    const site = await startSite(t, { misbehave: { "/gone": status(410), "/closed": status(403) } });
    const fetcher = await makeFetcher(t);
    assert.equal(shown(await fetcher.get(site.url("/nowhere"))), "absent 404");
    assert.equal(shown(await fetcher.get(site.url("/gone"))), "absent 410");
    assert.equal(shown(await fetcher.get(site.url("/closed"))), "absent 403");
    assert.equal(fetcher.counts().retries, 0);
  });

  test("that a wall promises for later is a failure", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": status(202, {}, "checking your browser") } });
    const fetcher = await makeFetcher(t);
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "failed 202");
    assert.equal(await fetcher.cached(site.url("/a.html")), undefined);
  });

  for (const [encoding, bytes] of [
    ["gzip", gzipSync(PAGE)],
    ["br", brotliCompressSync(PAGE)],
    ["deflate", deflateSync(PAGE)],
    ["deflate", deflateRawSync(PAGE)],
    ["gzip, br", brotliCompressSync(gzipSync(PAGE))],
  ] as const) {
    test(`encoded as ${encoding} is decoded`, async (t) => {
      const site = await startSite(t, { misbehave: { "/a.html": encoded(bytes, encoding) } });
      const fetcher = await makeFetcher(t);
      assert.equal(textOf(pageOf(await fetcher.get(site.url("/a.html")))), PAGE);
    });
  }
});

describe("the page cache", () => {
  test("spares what did not change, in a later run too", async (t) => {
    const site = await startSite(t, { mounts: FILES });
    const first = await makeFetcher(t);
    const before = pageOf(await first.get(site.url("/a.html")));
    const second = await makeFetcher(t, { cacheDir: first.cacheDir });
    const after = pageOf(await second.get(site.url("/a.html")));
    assert.equal(after.unchanged, true);
    assert.equal(textOf(after), PAGE);
    assert.equal(after.hash, before.hash);
    assert.equal(after.mediaType, "text/html");
    assert.ok(after.fetched >= before.fetched);
    assert.equal(site.requestsFor("/a.html")[1]?.headers["if-none-match"], before.etag);
    assert.equal(site.requestsFor("/a.html")[1]?.headers["if-modified-since"], before.lastModified);
    assert.deepEqual(second.counts().byStatus, { "304": 1, "404": 1 });
    assert.equal(second.counts().notModified, 1);
    assert.equal((await second.cached(site.url("/a.html")))?.fetched, after.fetched);
  });

  test("tells the same bytes from new ones where the server has no validators", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": [page("1"), page("1"), page("2")] } });
    const fetcher = await makeFetcher(t);
    const seen = [];
    for (let run = 0; run < 3; run += 1) {
      seen.push(pageOf(await fetcher.get(site.url("/a.html"))).unchanged);
    }
    assert.deepEqual(seen, [false, true, false]);
    assert.equal(fetcher.counts().notModified, 0);
  });

  test("does not send back validators that are no header values", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": page(PAGE, { etag: '"\u00e9"' }) } });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/a.html"));
    assert.equal(pageOf(await fetcher.get(site.url("/a.html"))).unchanged, true);
    assert.equal(site.requestsFor("/a.html")[1]?.headers["if-none-match"], undefined);
  });

  test("may be deleted at any time", async (t) => {
    const site = await startSite(t, { mounts: FILES });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/a.html"));
    await rm(fetcher.cacheDir, { recursive: true });
    const again = pageOf(await fetcher.get(site.url("/a.html")));
    assert.equal(again.unchanged, false);
    assert.equal(textOf(again), PAGE);
  });

  test("answers without a request, through redirects", async (t) => {
    const site = await startSite(t, { mounts: FILES, misbehave: { "/old": redirectTo("/a.html") } });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/old"));
    const asked = site.requests.length;
    const cached = await fetcher.cached(site.url("/old#here"));
    assert.equal(cached?.asked.pathname, "/old");
    assert.equal(cached?.url.pathname, "/a.html");
    assert.equal(cached && textOf(cached), PAGE);
    assert.equal(await fetcher.cached(site.url("/b.html")), undefined);
    assert.equal(site.requests.length, asked);
  });

  test("asks conditionally behind a redirect", async (t) => {
    const site = await startSite(t, { mounts: FILES, misbehave: { "/old": redirectTo("/a.html", 301) } });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/old"));
    assert.equal(pageOf(await fetcher.get(site.url("/old"))).unchanged, true);
    assert.equal(fetcher.counts().byStatus["304"], 1);
  });
});

describe("a server that falters", () => {
  test("is asked again, and nothing is lost", async (t) => {
    const site = await startSite(t, {
      mounts: FILES,
      misbehave: {
        "/a.html": [unavailable(), resetConnection, truncated(PAGE)],
        "/b.html": [
          abortedChunks(PAGE),
          tooManyRequests("0"),
          encoded(gzipSync(PAGE).subarray(0, 40), "gzip"),
        ],
      },
    });
    const fetcher = await makeFetcher(t);
    assert.equal(textOf(pageOf(await fetcher.get(site.url("/a.html")))), PAGE);
    assert.equal(textOf(pageOf(await fetcher.get(site.url("/b.html")))), `${PAGE}b`);
    assert.equal(fetcher.counts().retries, 6);
    assert.equal(fetcher.counts().failed, 0);
  });

  for (const [name, behaviour, outcome] of [
    ["a body shorter than announced", truncated(PAGE), "failed without answer"],
    ["a body that breaks off", abortedChunks(PAGE), "failed without answer"],
    ["damaged data", encoded(gzipSync(PAGE).subarray(0, 40), "gzip"), "failed without answer"],
    ["an encoding that was not asked for", encoded(gzipSync(PAGE), "zstd"), "failed without answer"],
    ["503 for ever", unavailable(), "failed 503"],
    ["429 for ever", tooManyRequests(), "failed 429"],
    ["a connection that is reset", resetConnection, "failed without answer"],
  ] as const) {
    test(`${name} is a failure and never kept`, async (t) => {
      const site = await startSite(t, { misbehave: { "/a.html": behaviour } });
      const fetcher = await makeFetcher(t);
      const result = await fetcher.get(site.url("/a.html"), { from: site.url("/index.html") });
      assert.equal(shown(result), outcome);
      assert.match(reasonOf(result), /linked from http.*index\.html$/);
      assert.equal(await fetcher.cached(site.url("/a.html")), undefined);
      assert.equal(fetcher.counts().failed, 1);
    });
  }

  test("a failure keeps what the cache had", async (t) => {
    const site = await startSite(t, {
      misbehave: { "/a.html": [page(PAGE), ...Array<ReturnType<typeof status>>(4).fill(truncated("<p>"))] },
    });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/a.html"));
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "failed without answer");
    const cached = await fetcher.cached(site.url("/a.html"));
    assert.equal(cached && textOf(cached), PAGE);
  });

  test("one that says nothing is given up", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": hang } });
    const fetcher = await makeFetcher(t, { silenceMs: 300, tries: 2, respectRobots: false });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "failed without answer");
    assert.equal(site.requestsFor("/a.html").length, 2);
  });

  test("one that drips is cut off by the page's time, however regular its bytes", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": drip(10) } });
    const fetcher = await makeFetcher(t, { pageTimeMs: 300, respectRobots: false });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "refused time");
    assert.equal(site.requestsFor("/a.html").length, 1);
    assert.equal(await fetcher.cached(site.url("/a.html")), undefined);
  });

  test("a slow one is waited for", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": slow(50) } });
    const fetcher = await makeFetcher(t);
    assert.equal(textOf(pageOf(await fetcher.get(site.url("/a.html")))), PAGE);
  });

  test("one that keeps failing is left alone, and tried again later", async (t) => {
    const site = await startSite(t, {
      mounts: FILES,
      robots: "",
      misbehave: { "/a.html": unavailable() },
    });
    const settings = { failuresToOpen: 3, tries: 10 };
    const fetcher = await makeFetcher(t, { ...settings, coolDownMs: 60_000 });
    const failing = await fetcher.get(site.url("/a.html"));
    assert.equal(shown(failing), "refused host-failing");
    assert.equal(shown(await fetcher.get(site.url("/b.html"))), "refused host-failing");
    assert.equal(site.requestsFor("/a.html").length, 3);
    assert.equal(site.requestsFor("/b.html").length, 0);
    assert.match(fetcher.notices.join("\n"), /keeps failing: it is left alone for 60 s/);

    const patient = await makeFetcher(t, { ...settings, coolDownMs: 0 });
    await patient.get(site.url("/a.html"));
    assert.equal(shown(await patient.get(site.url("/b.html"))), "page /b.html");
  });

  test("one that is not there is asked once for each page", async (t) => {
    const fetcher = await makeFetcher(t, { respectRobots: false });
    const result = await fetcher.get(new URL("/a.html", await closedOrigin()));
    assert.equal(shown(result), "failed without answer");
    assert.match(reasonOf(result), /ECONNREFUSED/);
    assert.equal(fetcher.counts().requests, 1);
  });
});

describe("redirects", () => {
  test("are followed by hand, relative ones too", async (t) => {
    const site = await startSite(t, {
      mounts: FILES,
      misbehave: { "/1": redirectTo("/2", 301), "/2": redirectTo("deep/../a.html#part", 308) },
    });
    const fetcher = await makeFetcher(t);
    const fetched = pageOf(await fetcher.get(site.url("/1")));
    assert.equal(fetched.asked.pathname, "/1");
    assert.equal(fetched.url.href, `${site.origin}/a.html`);
    assert.equal(fetcher.counts().redirects, 2);
  });

  test("in a circle, without end, or to nowhere are refused", async (t) => {
    const site = await startSite(t, {
      misbehave: {
        "/round": redirectTo("/about"),
        "/about": redirectTo("/round"),
        "/self": redirectTo("/self#top"),
        "/nowhere": redirectTo("http://"),
        ...Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`/${n}`, redirectTo(`/${n + 1}`)])),
      },
    });
    const fetcher = await makeFetcher(t);
    for (const path of ["/round", "/self", "/nowhere", "/0"]) {
      assert.equal(shown(await fetcher.get(site.url(path))), "refused redirect", path);
    }
    assert.equal(site.requestsFor("/10").length, 1);
    assert.equal(site.requestsFor("/11").length, 0);
  });

  test("without a target are no pages", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": status(302) } });
    const fetcher = await makeFetcher(t);
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "absent 302");
  });

  for (const [target, refusal] of [
    ["http://169.254.169.254/latest/meta-data/", "address"],
    ["http://[::ffff:a9fe:a9fe]/", "address"],
    ["http://0x7f.2/", "address"],
    ["http://localhost:1/", "address"],
    ["file:///etc/passwd", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["data:text/html,hello", "scheme"],
  ] as const) {
    test(`to ${target} is refused`, async (t) => {
      const site = await startSite(t, { misbehave: { "/a.html": redirectTo(target) } });
      const fetcher = await makeFetcher(t);
      assert.equal(shown(await fetcher.get(site.url("/a.html"))), `refused ${refusal}`);
      assert.equal(await fetcher.cached(site.url("/a.html")), undefined);
    });
  }
});

describe("bounds", () => {
  test("an endless page is cut off and not kept", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": endless } });
    const fetcher = await makeFetcher(t, { maxBytes: 200_000 });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "refused size");
    assert.ok(fetcher.counts().bytes < 1_000_000);
    assert.equal(await fetcher.cached(site.url("/a.html")), undefined);
  });

  test("a page announced as too large is not read", async (t) => {
    const site = await startSite(t, { mounts: FILES, misbehave: { "/big": page("x".repeat(5000)) } });
    const fetcher = await makeFetcher(t, { respectRobots: false });
    assert.equal(shown(await fetcher.get(site.url("/big"), { maxBytes: 4999 })), "refused size");
    assert.equal(fetcher.counts().bytes, 0);
    assert.equal(shown(await fetcher.get(site.url("/big"), { maxBytes: 5000 })), "page /big");
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
  });

  test("the page kept by the cache obeys a smaller limit as well", async (t) => {
    const site = await startSite(t, { mounts: FILES });
    const fetcher = await makeFetcher(t);
    await fetcher.get(site.url("/a.html"));
    assert.equal(shown(await fetcher.get(site.url("/a.html"), { maxBytes: 10 })), "refused size");
  });

  test("bombs are refused by size and by ratio", async (t) => {
    const zeros = Buffer.alloc(16 * 1024 * 1024);
    const site = await startSite(t, {
      misbehave: {
        "/gzip": gzipBomb(64),
        "/brotli": encoded(brotliCompressSync(zeros), "br"),
        "/nested": encoded(gzipSync(gzipSync(zeros)), "gzip, gzip"),
        "/onion": encoded(gzipSync(PAGE), "gzip, gzip, gzip"),
      },
    });
    const fetcher = await makeFetcher(t);
    for (const path of ["/gzip", "/brotli", "/nested", "/onion"]) {
      assert.equal(shown(await fetcher.get(site.url(path))), "refused size", path);
    }
  });

  test("the budget of requests ends the run", async (t) => {
    const site = await startSite(t, { mounts: FILES });
    const fetcher = await makeFetcher(t, { budget: { requests: 2 } });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
    assert.equal(shown(await fetcher.get(site.url("/b.html"))), "refused budget");
    assert.deepEqual(fetcher.counts().refused, { budget: 1 });
    assert.equal(site.requests.length, 2);
  });

  test("the budget of bytes ends the run", async (t) => {
    const site = await startSite(t, { mounts: FILES });
    const fetcher = await makeFetcher(t, { budget: { bytes: 1 }, respectRobots: false });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
    assert.equal(shown(await fetcher.get(site.url("/b.html"))), "refused budget");
  });
});

describe("the run's signal", () => {
  test("ends what is under way by rejecting", async (t) => {
    const site = await startSite(t, { misbehave: { "/a.html": hang, "/b.html": tooManyRequests("60") } });
    const stop = new AbortController();
    const fetcher = await makeFetcher(t, { signal: stop.signal });
    const work = Promise.allSettled([fetcher.get(site.url("/a.html")), fetcher.get(site.url("/b.html"))]);
    while (site.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error("stopped"));
    for (const result of await work) {
      assert.equal(result.status, "rejected");
      assert.match(String(result.status === "rejected" && result.reason), /stopped/);
    }
    await assert.rejects(fetcher.get(site.url("/c.html")), /stopped/);
  });
});
