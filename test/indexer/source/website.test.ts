import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { parseCorpus, type WebsiteDefinition } from "../../../corpora/corpus.js";
import type { Refreshed, Source, SourceEvent, SourceRelease } from "../../../indexer/source/source.js";
import { createPageFetcher } from "../../../indexer/source/website/fetcher.js";
import { createWebsiteSource } from "../../../indexer/source/website.js";
import { type Mounts, siteListener } from "../../../scripts/bench/site-server.js";
import { sphinxSite } from "../../../scripts/bench/sphinx-site.js";
import { temporaryFolder } from "../../fixture.js";
import { type Behaviour, loginWall, startSite, status, type TestSite } from "./website/site-server.js";

/** A definition for a site on loopback, with its defaults filled in. */
function definitionOf(fields: object): WebsiteDefinition {
  const quick = { concurrency: 8, requestsPerSecond: 1000 };
  const { sources } = parseCorpus(
    {
      ...{ id: "waterlib", name: "Waterlib", homepage: "https://waterlib.example/" },
      sources: [{ kind: "website", allow: ["127.0.0.1"], limits: quick, ...fields }],
    },
    "test",
  );
  const [source] = sources;
  assert.ok(source?.kind === "website");
  return source;
}

interface OpenOptions {
  readonly cacheDir: string;
  readonly events?: SourceEvent[];
  readonly signal?: AbortSignal;
}

function open(t: TestContext, fields: object, { cacheDir, events = [], signal }: OpenOptions): Source {
  const source = createWebsiteSource(
    definitionOf(fields),
    {
      ...{ corpusId: "waterlib", versions: "pep440", baseDir: cacheDir, cacheDir, env: {} },
      signal: signal ?? new AbortController().signal,
      emit: (event) => events.push(event),
    },
    (options) => createPageFetcher({ ...options, tries: 1 }),
  );
  t.after(() => source.close?.());
  return source;
}

async function refresh(source: Source, version?: string): Promise<Refreshed> {
  const releases = await source.releases();
  const release = version === undefined ? releases[0] : releases.find((one) => one.version === version);
  assert.ok(release && source.refresh, `no release ${version} among ${releases.map((one) => one.version)}`);
  return source.refresh(release);
}

async function pathsOf(source: Source, release: SourceRelease): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of source.pages(release)) paths.push(path);
  return paths;
}

const words = (about: string) =>
  `<p>${about} moves the water from the tank to the valve, and says so at length.</p>`;
const page = (title: string, body = words(title)) => `<title>${title}</title><h1>${title}</h1>${body}`;
const link = (...paths: string[]) => paths.map((path) => `<a href="${path}">${path}</a>`).join(" ");

/** Two versions, a list of them, and an alias whose every page is a stub. */
const VERSIONED: Mounts = {
  "/1.2/": { files: sphinxSite({ version: "1.2.1", classes: 4 }) },
  "/1.4/": { files: sphinxSite({ version: "1.4.2", classes: 6 }) },
  "/stable/": { refreshTo: "/1.4/" },
  "/": { files: { "versions.json": '[{"version":"1.4"},{"version":"1.2"},{"version":"dev"}]' } },
};

describe("the releases of a website", () => {
  test("are what the pages say, not what the addresses say; the alias is the release it shows", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const source = open(t, { url: `${site.origin}/{minor}/` }, { cacheDir: await temporaryFolder(t) });
    const releases = await source.releases();
    assert.deepEqual(
      releases.map(({ version, reference }) => [version, reference]),
      [
        ["1.4.2", `${site.origin}/1.4`],
        ["1.2.1", `${site.origin}/1.2`],
      ],
    );
  });

  test("a fixed address is resolved to the release that it shows today", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const source = open(t, { url: `${site.origin}/stable/` }, { cacheDir: await temporaryFolder(t) });
    const { release } = await refresh(source);
    assert.deepEqual([release.version, release.reference], ["1.4.2", `${site.origin}/1.4`]);
  });

  test("come from the links of the first page where there is no list", async (t) => {
    const site = await startSite(t, {
      mounts: {
        "/en/latest/": {
          files: { "index.html": page("Water 3.1.0 documentation", link("/en/v3.0.1/", "/en/v2.0.0/")) },
        },
        "/en/v3.0.1/": { files: { "index.html": page("Water 3.0.1 documentation") } },
        "/en/v2.0.0/": { files: { "index.html": page("Water") } },
      },
    });
    const fields = { url: `${site.origin}/en/v{version}/`, current: "latest" };
    const releases = await open(t, fields, { cacheDir: await temporaryFolder(t) }).releases();
    assert.deepEqual(releases.map(({ version }) => version).sort(), ["2.0.0", "3.0.1", "3.1.0"]);
  });

  test("come from a page and a pattern that the definition names", async (t) => {
    const files = {
      "index.html": page("Water"),
      "changes.html": page("Changes", "<h2>water 0.9 (unreleased)</h2><h2>water 0.8.1 (May 1, 2026)</h2>"),
    };
    const site = await startSite(t, { mounts: { "/docs/": { files } } });
    const version = { page: "changes.html", pattern: "water (\\d+\\.\\d+\\.\\d+) \\(" };
    const source = open(t, { url: `${site.origin}/docs/`, version }, { cacheDir: await temporaryFolder(t) });
    assert.equal((await source.releases())[0]?.version, "0.8.1");
  });

  test("that the definition lists cost no request and keep their dates", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const fields = { url: `${site.origin}/{minor}/`, releases: [{ version: "1.4.1", date: "2024-02-03" }] };
    const source = open(t, fields, { cacheDir: await temporaryFolder(t) });
    const [release] = await source.releases();
    assert.deepEqual([release?.version, release?.date, site.requests.length], ["1.4.1", "2024-02-03", 0]);
    // The definition's word counts: the page says 1.4.2.
    assert.equal((await refresh(source)).release.version, "1.4.1");
  });

  for (const [what, fields, message] of [
    ["says no version", (site: TestSite) => ({ url: `${site.origin}/plain/` }), /which release/],
    ["is not there", (site: TestSite) => ({ url: `${site.origin}/nowhere/` }), /answers 404/],
    ["moved to another host", (site: TestSite) => ({ url: `${site.origin}/away/` }), /moved to/],
    [
      "is on this machine without leave",
      (site: TestSite) => ({ url: `${site.origin}/plain/`, allow: [] }),
      /127/,
    ],
  ] as const) {
    test(`a site that ${what} is unreachable, with the reason`, async (t) => {
      const site = await startSite(t, {
        mounts: {
          "/plain/": { files: { "index.html": page("Water") } },
          "/away/": {
            files: { "index.html": '<meta http-equiv="refresh" content="0; url=https://b.example/">' },
          },
        },
      });
      const source = open(t, fields(site), { cacheDir: await temporaryFolder(t) });
      await assert.rejects(source.releases(), { code: "SOURCE_UNREACHABLE", message });
    });
  }
});

describe("a crawl", () => {
  test("reads every listed page of one version, and canonical links merge nothing", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const source = open(t, { url: `${site.origin}/{minor}/` }, { cacheDir: await temporaryFolder(t) });
    const old = await refresh(source, "1.2.1");
    const paths = await pathsOf(source, old.release);
    assert.deepEqual(paths, [
      ...["generated/waterlib.Pump0000.html", "generated/waterlib.Pump0001.html"],
      ...["generated/waterlib.Pump0002.html", "generated/waterlib.Pump0003.html"],
      ...["guide/topic-0.html", "index.html"],
    ]);
    assert.equal(old.symbols.length, 4 * 7);
    assert.deepEqual(old.symbols[0], {
      ...{ name: "waterlib.Pump0000", path: "generated/waterlib.Pump0000.html", anchor: "waterlib.Pump0000" },
    });
    assert.equal(site.requestsFor("/1.2/genindex.html").length, 0);
    assert.equal((await pathsOf(source, (await refresh(source, "1.4.2")).release)).length, 9);
  });

  test("follows links below the base, and counts what is not worth indexing", async (t) => {
    const files = {
      "index.html": page(
        "Water 1.0.1 documentation",
        link(
          ...[
            "a.html",
            "a.html#part",
            "a.html?utm_source=x",
            "./a.html",
            "twin.html",
            "moved.html",
            "loop-1.html",
          ],
          ...[
            "gone.html",
            "image.png",
            "wall.html",
            "soft.html",
            "empty.html",
            "/other/x.html",
            "b/index.html",
            "b/",
          ],
        ),
      ),
      "a.html": page("A"),
      "twin.html": page("A"),
      "b/index.html": page("B"),
      "moved.html": '<script>window.location.href = "c.html"</script>',
      "c.html": page("C"),
      "loop-1.html": '<meta http-equiv="refresh" content="0; url=loop-2.html">',
      "loop-2.html": '<meta http-equiv="refresh" content="0; url=loop-1.html">',
      "soft.html": page("Page not found"),
      "empty.html": "<title>Soon</title><h1>Soon</h1>",
    };
    const site = await startSite(t, {
      mounts: { "/1.0/": { files }, "/other/": { files: { "x.html": page("Other") } } },
      misbehave: { "/1.0/wall.html": loginWall },
    });
    const source = open(t, { url: `${site.origin}/1.0/` }, { cacheDir: await temporaryFolder(t) });
    const { release, crawl } = await refresh(source);
    assert.deepEqual(await pathsOf(source, release), ["a.html", "b/", "c.html", "index.html"]);
    assert.deepEqual(crawl.rubbish, { "login wall": 1, "soft 404": 1, "almost empty": 1 });
    assert.deepEqual(
      { stubs: crawl.stubs, lost: crawl.lostStubs, duplicates: crawl.duplicates, absent: crawl.absent },
      { stubs: 3, lost: 1, duplicates: 1, absent: 1 },
    );
    assert.equal(site.requestsFor("/1.0/a.html").length, 1);
    assert.equal(site.requestsFor("/other/x.html").length, 0);
    assert.equal(site.requestsFor("/1.0/image.png").length, 0);
  });

  test("stays within the definition's patterns and number of pages", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const cacheDir = await temporaryFolder(t);
    const patterns = { url: `${site.origin}/1.4/`, include: ["generated/**"], exclude: ["**/*0001.html"] };
    const chosen = open(t, patterns, { cacheDir });
    const paths = await pathsOf(chosen, (await refresh(chosen)).release);
    assert.equal(paths.length, 5);
    assert.ok(paths.every((path) => path.startsWith("generated/")));
    const few = open(
      t,
      { url: `${site.origin}/1.4/`, limits: { maxPages: 3, requestsPerSecond: 1000 } },
      { cacheDir },
    );
    const { crawl } = await refresh(few);
    assert.deepEqual([crawl.pages, crawl.beyondLimit], [3, 6]);
  });

  test("of a site without an inventory uses its sitemap, llms.txt and search index", async (t) => {
    const files = {
      "index.html": page("Water 1.0.1 documentation"),
      "sitemap.xml":
        "<urlset><url><loc>{origin}/1.0/by-sitemap/</loc></url><url><loc>{origin}/0.9/old/</loc></url></urlset>",
      "llms.txt": "# Water\n- [Guide](by-llms.html.md): how to",
      "search/search_index.json": '{"docs":[{"location":"by-search/#part"}]}',
      "by-sitemap/index.html": page("Sitemap"),
      "by-llms.html": page("LLMs"),
      "by-search/index.html": page("Search"),
    };
    const site = await startSite(t, { mounts: { "/1.0/": { files } } });
    files["sitemap.xml"] = files["sitemap.xml"].replaceAll("{origin}", site.origin);
    const source = open(t, { url: `${site.origin}/1.0/` }, { cacheDir: await temporaryFolder(t) });
    const { release, crawl } = await refresh(source);
    assert.deepEqual(await pathsOf(source, release), [
      "by-llms.html",
      "by-search/",
      "by-sitemap/",
      "index.html",
    ]);
    assert.deepEqual(crawl.listed, { sitemap: 1, "llms.txt": 1, "MkDocs search index": 1 });
  });
});

describe("a second crawl", () => {
  test("asks for each page once, conditionally, and finds the same content", async (t) => {
    const site = await startSite(t, { mounts: VERSIONED });
    const cacheDir = await temporaryFolder(t);
    const fields = { url: `${site.origin}/1.4/` };
    const first = await refresh(open(t, fields, { cacheDir }));
    const before = site.requests.length;
    const second = await refresh(open(t, fields, { cacheDir }));
    assert.equal(second.release.digest, first.release.digest);
    const pages = site.requests.slice(before).filter(({ path }) => path.startsWith("/1.4/"));
    assert.equal(new Set(pages.map(({ path }) => path)).size, pages.length);
    const conditional = pages.filter(({ headers }) => headers["if-none-match"] !== undefined);
    assert.equal(conditional.length, second.crawl.pages + 1);
    // No page comes whole: only the body of a 404 does.
    assert.equal(second.crawl.byStatus["200"], undefined);
  });

  test("sees a page that changed", async (t) => {
    const cacheDir = await temporaryFolder(t);
    const mounts = { "/1.4/": { files: sphinxSite({ version: "1.4.2", classes: 6 }) } };
    const site = await startSite(t, { mounts });
    const fields = { url: `${site.origin}/1.4/` };
    const first = await refresh(open(t, fields, { cacheDir }));
    Object.assign(mounts["/1.4/"].files, sphinxSite({ version: "1.4.2", classes: 6, revised: 1 }));
    const second = await refresh(open(t, fields, { cacheDir }));
    assert.notEqual(second.release.digest, first.release.digest);
    assert.equal(second.crawl.byStatus["200"], 1);
  });

  test("keeps a page whose server fails now, and says so; a page it never had is reported", async (t) => {
    const cacheDir = await temporaryFolder(t);
    const plain = siteListener(VERSIONED);
    let broken = false;
    const failing: Behaviour = (request, response) =>
      broken ? status(500)(request, response) : plain(request, response);
    const [known, never] = ["Pump0003", "Pump0004"].map((name) => `/1.4/generated/waterlib.${name}.html`);
    const site = await startSite(t, {
      mounts: VERSIONED,
      misbehave: { [known ?? ""]: failing, [never ?? ""]: status(500) },
    });
    const [fields, events]: [object, SourceEvent[]] = [{ url: `${site.origin}/1.4/` }, []];
    const first = await refresh(open(t, fields, { cacheDir, events }));
    assert.deepEqual([first.crawl.pages, first.crawl.failed, first.crawl.stale], [8, 1, 0]);
    const skipped = events.find(({ type }) => type === "page-skipped");
    assert.ok(skipped && "path" in skipped);
    assert.equal(skipped.path, "generated/waterlib.Pump0004.html");
    broken = true;
    const second = await refresh(open(t, fields, { cacheDir }));
    assert.deepEqual([second.crawl.pages, second.crawl.failed, second.crawl.stale], [8, 2, 1]);
    assert.equal(second.release.digest, first.release.digest);
  });
});

describe("a crawl that goes wrong", () => {
  test("does not stand for the release when too much could not be read", async (t) => {
    const misbehave = Object.fromEntries(
      ["Pump0002", "Pump0003", "Pump0004"].map((name) => [
        `/1.4/generated/waterlib.${name}.html`,
        status(500),
      ]),
    );
    const site = await startSite(t, { mounts: VERSIONED, misbehave });
    const source = open(t, { url: `${site.origin}/1.4/` }, { cacheDir: await temporaryFolder(t) });
    await assert.rejects(refresh(source), { code: "SOURCE_UNREACHABLE", message: /3 of 9 pages/ });
  });

  test("stops at once when it is told to, and the next one goes on from the cache", async (t) => {
    const site = await startSite(t, {
      mounts: { "/1.4/": { files: sphinxSite({ version: "1.4.2", classes: 60 }) } },
    });
    const cacheDir = await temporaryFolder(t);
    const fields = { url: `${site.origin}/1.4/` };
    const stop = new AbortController();
    const events: SourceEvent[] = [];
    events.push = (event) => {
      if (event.type === "pages-fetched" && event.pages === 20) stop.abort();
      return 0;
    };
    const stopped = open(t, fields, { cacheDir, events, signal: stop.signal });
    await assert.rejects(refresh(stopped), { name: "AbortError" });
    assert.ok(site.requests.length < 50);
    const { crawl } = await refresh(open(t, fields, { cacheDir }));
    assert.equal(crawl.pages, 76);
    assert.ok(crawl.savedByCache >= 20);
  });
});
