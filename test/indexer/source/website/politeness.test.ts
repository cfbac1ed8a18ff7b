import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createPageFetcher } from "../../../../indexer/source/website/fetcher.js";
import { temporaryFolder } from "../../../fixture.js";
import {
  type Behaviour,
  drip,
  hang,
  PAGE,
  page,
  redirectTo,
  startSite,
  status,
  type TestSite,
  tooManyRequests,
  unavailable,
} from "./site-server.js";
import { makeFetcher, reasonOf, shown } from "./website-fixtures.js";

const NAMES = Array.from({ length: 8 }, (_, n) => `/${n}.html`);
const PAGES = Object.fromEntries(NAMES.map((name) => [name, page(PAGE)]));

/** Answers when so many are waiting. */
function together(count: number): Behaviour {
  const waiting: (() => void)[] = [];
  return async (request, response) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const release of waiting.splice(0)) release();
    });
    await page(PAGE)(request, response);
  };
}

/** From now until the last request came: never shorter than what the fetcher waited, however busy the machine. */
function stopwatch(site: TestSite): () => number {
  const started = site.now();
  return () => (site.requests.at(-1)?.time ?? 0) - started;
}

describe("one host", () => {
  test("is asked for so many pages at a time", async (t) => {
    const behaviour = together(4);
    const site = await startSite(t, {
      misbehave: Object.fromEntries(NAMES.map((name) => [name, behaviour])),
    });
    const fetcher = await makeFetcher(t);
    await Promise.all(NAMES.map((name) => fetcher.get(site.url(name))));
    assert.equal(Math.max(...site.requests.map(({ concurrent }) => concurrent)), 4);
  });

  test("is asked at the rate that was set", async (t) => {
    const site = await startSite(t, { misbehave: PAGES });
    const fetcher = await makeFetcher(t, { requestsPerSecond: 20 });
    const elapsed = stopwatch(site);
    await Promise.all(NAMES.map((name) => fetcher.get(site.url(name))));
    assert.equal(site.requests.length, 9);
    assert.ok(elapsed() >= 8 * 50);
  });

  test("does not hold up another", async (t) => {
    const [stuck, free] = [
      await startSite(t, { misbehave: { "/a.html": hang }, robots: "" }),
      await startSite(t, { misbehave: { "/a.html": page(PAGE) } }),
    ];
    const stop = new AbortController();
    const fetcher = await makeFetcher(t, { concurrency: 1, signal: stop.signal });
    const waiting = fetcher.get(stuck.url("/a.html"));
    assert.equal(shown(await fetcher.get(free.url("/a.html"))), "page /a.html");
    stop.abort();
    await assert.rejects(waiting);
  });

  test("that is busy is given a rest by every page", async (t) => {
    const site = await startSite(t, {
      mounts: { "/": { files: { "b.html": PAGE, "a.html": PAGE } } },
      misbehave: { "/a.html": [tooManyRequests("1")] },
      robots: "",
    });
    const fetcher = await makeFetcher(t);
    const first = fetcher.get(site.url("/a.html"));
    while (fetcher.counts().byStatus["429"] === undefined) await new Promise(setImmediate);
    const outcomes = [await fetcher.get(site.url("/b.html")), await first];
    assert.deepEqual(outcomes.map(shown), ["page /b.html", "page /a.html"]);
    const [, busy, next] = site.requests;
    assert.ok((next?.time ?? 0) - (busy?.time ?? 0) >= 1000);
  });

  test("that names a date is left alone until then", async (t) => {
    const inTwoSeconds = new Date(Date.now() + 2000).toUTCString();
    const site = await startSite(t, {
      mounts: { "/": { files: { "a.html": PAGE } } },
      misbehave: { "/a.html": [unavailable(inTwoSeconds)] },
      robots: "",
    });
    const fetcher = await makeFetcher(t);
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
    assert.ok(Date.now() >= Date.parse(inTwoSeconds));
  });

  test("that wants to be left alone for longer than we wait is given up for this run", async (t) => {
    const site = await startSite(t, {
      misbehave: { "/a.html": tooManyRequests("3600"), "/b.html": page(PAGE) },
    });
    const fetcher = await makeFetcher(t);
    const outcome = await fetcher.get(site.url("/a.html"));
    assert.equal(shown(outcome), "refused host-failing");
    assert.match(reasonOf(outcome), /^127\.0\.0\.1:\d+ asked to be left alone for 3600 s$/);
    assert.equal(shown(await fetcher.get(site.url("/b.html"))), "refused host-failing");
    assert.equal(site.requestsFor("/b.html").length, 0);
    assert.equal(fetcher.notices.length, 1);
    assert.deepEqual(fetcher.counts().refused, { "host-failing": 2 });
  });
});

describe("robots.txt", () => {
  const DRIP = drip(5);
  const open = { "/a.html": page(PAGE), "/private/b.html": page(PAGE) };

  test("is asked for once and obeyed, by our own name before everybody's", async (t) => {
    const site = await startSite(t, {
      robots: "User-agent: framework-kb\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n",
      misbehave: open,
    });
    const fetcher = await makeFetcher(t);
    const outcomes = await Promise.all(
      ["/a.html", "/private/b.html"].map((path) => fetcher.get(site.url(path))),
    );
    assert.deepEqual(outcomes.map(shown), ["page /a.html", "refused robots"]);
    assert.match(outcomes.map(reasonOf).join(""), /robots\.txt forbids it \(line 2\)/);
    assert.equal(site.requestsFor("/robots.txt").length, 1);
    assert.equal(site.requestsFor("/private/b.html").length, 0);
  });

  test("holds for the target of a redirect", async (t) => {
    const site = await startSite(t, {
      robots: "User-agent: *\nDisallow: /private/",
      misbehave: { ...open, "/c": redirectTo("/private/b.html") },
    });
    const fetcher = await makeFetcher(t);
    assert.equal(shown(await fetcher.get(site.url("/c"))), "refused robots");
    assert.equal(site.requestsFor("/private/b.html").length, 0);
  });

  test("may be set aside", async (t) => {
    const site = await startSite(t, { robots: "User-agent: *\nDisallow: /", misbehave: open });
    const fetcher = await makeFetcher(t, { respectRobots: false });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
    assert.equal(site.requestsFor("/robots.txt").length, 0);
  });

  for (const [name, behaviour, outcome] of [
    ["that is not there allows everything", status(404), "page /a.html"],
    ["that is closed to us allows everything", status(403), "page /a.html"],
    ["that is an HTML page allows everything", page(PAGE), "page /a.html"],
    ["that the server cannot give allows nothing", unavailable(), "refused robots"],
    ["that is kept back by 429 allows nothing", tooManyRequests(), "refused robots"],
    ["that has no end allows nothing", page("#".repeat(600_000)), "refused robots"],
    ["that drips allows nothing", DRIP, "refused robots"],
    ["that leads in a circle allows nothing", redirectTo("/robots.txt"), "refused robots"],
    ["behind a redirect is read", redirectTo("/rules"), "refused robots"],
  ] as const) {
    test(name, async (t) => {
      const site = await startSite(t, {
        misbehave: { ...open, "/robots.txt": behaviour, "/rules": page("User-agent: *\nDisallow: /a") },
      });
      const fetcher = await makeFetcher(t, behaviour === DRIP ? { pageTimeMs: 300 } : {});
      assert.equal(shown(await fetcher.get(site.url("/a.html"))), outcome);
    });
  }

  test("that could not be read is asked for again after the cool-down", async (t) => {
    const site = await startSite(t, {
      misbehave: { ...open, "/robots.txt": [unavailable(), unavailable()] },
    });
    const fetcher = await makeFetcher(t, { tries: 2, coolDownMs: 0 });
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "refused robots");
    assert.equal(shown(await fetcher.get(site.url("/a.html"))), "page /a.html");
  });

  test("sets the distance between requests, one at a time", async (t) => {
    const site = await startSite(t, {
      robots: "User-agent: *\nCrawl-delay: 0.1",
      misbehave: PAGES,
    });
    const fetcher = await makeFetcher(t);
    const elapsed = stopwatch(site);
    await Promise.all(NAMES.slice(0, 4).map((name) => fetcher.get(site.url(name))));
    assert.equal(site.requests.length, 5);
    assert.ok(elapsed() >= 4 * 100);
    assert.ok(site.requests.every(({ concurrent }) => concurrent === 1));
  });

  test("that asks for too long a delay closes the site to us", async (t) => {
    const site = await startSite(t, { robots: "User-agent: *\nCrawl-delay: 86400", misbehave: open });
    const fetcher = await makeFetcher(t);
    const outcome = await fetcher.get(site.url("/a.html"));
    assert.equal(shown(outcome), "refused robots");
    assert.match(reasonOf(outcome), /asks for 86400 s between requests/);
    assert.equal(fetcher.notices.length, 1);
  });
});

test("by default a host is asked five times a second at most", async (t) => {
  const site = await startSite(t, { misbehave: { "/a.html": page(PAGE), "/b.html": page(PAGE) } });
  const fetcher = createPageFetcher({
    cacheDir: await temporaryFolder(t),
    env: {},
    signal: new AbortController().signal,
    allowed: ["127.0.0.1"],
  });
  t.after(() => fetcher.close());
  const elapsed = stopwatch(site);
  await Promise.all(["/a.html", "/b.html"].map((path) => fetcher.get(site.url(path))));
  assert.ok(elapsed() >= 2 * 200);
});
