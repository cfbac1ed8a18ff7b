import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Corpus, parseCorpus } from "../../corpora/corpus.js";
import { buildIndex, type IndexEvent, type IndexOptions } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { sphinxSite } from "../../scripts/bench/sphinx-site.js";
import { temporaryFolder } from "../fixture.js";
import { startSite } from "./source/website/site-server.js";

const corpusAt = (url: string, more: object = {}): Corpus =>
  parseCorpus(
    {
      ...{ id: "waterlib", name: "Waterlib", homepage: "https://waterlib.example/" },
      sources: [{ kind: "website", url, allow: ["127.0.0.1"], limits: { requestsPerSecond: 1000 }, ...more }],
    },
    "test",
  );

const run = (data: string, corpus: Corpus, more: Partial<IndexOptions> = {}) =>
  buildIndex({ data, corpora: [corpus], choice: { type: "all" }, ...more });

describe("indexing a website", () => {
  test("each version answers for itself, with the anchor of the symbol", async (t) => {
    const site = await startSite(t, {
      mounts: {
        "/1.2/": { files: sphinxSite({ version: "1.2.1", classes: 4 }) },
        "/1.4/": { files: sphinxSite({ version: "1.4.2", classes: 4, revised: 1 }) },
        "/stable/": { refreshTo: "/1.4/" },
        "/": { files: { "versions.json": '["1.4","1.2"]' } },
      },
    });
    const data = join(await temporaryFolder(t), "data");
    const report = await run(data, corpusAt(`${site.origin}/{minor}/`));
    assert.deepEqual(
      report.releases.map(({ version, crawl }) => [version, crawl?.coverage]),
      [
        ["1.2.1", { symbols: 28, withBody: 28, missing: [] }],
        ["1.4.2", { symbols: 28, withBody: 28, missing: [] }],
      ],
    );
    const base = await openKnowledgeBase({ data });
    t.after(() => base.close());
    const texts: (string | undefined)[] = [];
    for (const [version, exact, folder] of [
      ["1.2", "1.2.1", "1.2"],
      ["1.4", "1.4.2", "1.4"],
    ]) {
      const result = await base.query({
        question: "waterlib.Pump0000.method_2 parameters",
        library: "waterlib",
        ...(version && { version }),
      });
      assert.equal(result.version, exact);
      const name = "waterlib.Pump0000";
      assert.equal(result.hits[0]?.url, `${site.origin}/${folder}/generated/${name}.html#${name}.method_2`);
      texts.push(result.hits[0]?.text);
    }
    assert.notEqual(texts[0], texts[1]);
  });

  test("a nightly run costs what changed: nothing, or the pages that did", async (t) => {
    const files = sphinxSite({ version: "1.4.2", classes: 20 });
    const site = await startSite(t, { mounts: { "/1.4/": { files } } });
    const data = join(await temporaryFolder(t), "data");
    const corpus = corpusAt(`${site.origin}/1.4/`);
    const first = await run(data, corpus);
    assert.equal(first.releases[0]?.pagesParsed, 26);

    const events: IndexEvent[] = [];
    const second = await run(data, corpus, { onEvent: (event) => events.push(event) });
    assert.deepEqual([second.outcome, second.unchanged, second.textsEmbedded], ["unchanged", 1, 0]);
    const crawled = events.find(({ type }) => type === "crawled");
    assert.ok(crawled?.type === "crawled");
    assert.equal(crawled.crawl.byStatus["200"], undefined);

    Object.assign(files, sphinxSite({ version: "1.4.2", classes: 20, revised: 1 }));
    const third = await run(data, corpus);
    const [release] = third.releases;
    assert.equal(release?.pagesParsed, 1);
    assert.equal(release?.crawl?.byStatus["200"], 1);
    assert.ok(third.textsEmbedded > 0 && third.textsEmbedded <= 7, `${third.textsEmbedded} texts embedded`);
  });

  test("symbols without text hold the corpus back, by name, and what was published stays", async (t) => {
    const files = sphinxSite({ version: "1.4.2", classes: 8 });
    const site = await startSite(t, { mounts: { "/1.4/": { files } } });
    const data = join(await temporaryFolder(t), "data");
    const corpus = corpusAt(`${site.origin}/1.4/`);
    await run(data, corpus);
    const lost = "generated/waterlib.Pump0003.html";
    files[lost] = String(files[lost]).replace(
      /<dl class="py class">[\s\S]*<\/dl>/,
      "<p>This page needs a script.</p>",
    );
    const report = await run(data, corpus);
    assert.deepEqual([report.outcome, report.needsPerson], ["unchanged", true]);
    assert.match(
      report.heldBack[0]?.reason ?? "",
      /7 of 56 symbols of 1\.4\.2 have no text \(waterlib\.Pump0003, /,
    );
    const base = await openKnowledgeBase({ data });
    t.after(() => base.close());
    const { hits } = await base.query({ question: "waterlib.Pump0003.method_1", library: "waterlib" });
    assert.ok(hits.some(({ symbols }) => symbols.includes("waterlib.Pump0003.method_1")));
    const allowed = await run(data, corpusAt(`${site.origin}/1.4/`, { minimumCoverage: 0.8 }));
    assert.equal(allowed.outcome, "published");
    assert.equal(allowed.releases[0]?.crawl?.coverage?.missing.length, 7);
  });

  test("a site that cannot be reached is reported, and the other sources go out", async (t) => {
    const site = await startSite(t, {});
    const data = join(await temporaryFolder(t), "data");
    const report = await run(data, corpusAt(`${site.origin}/nowhere/`));
    assert.deepEqual([report.outcome, report.needsPerson], ["unchanged", true]);
    assert.match(report.failures[0]?.reason ?? "", /answers 404/);
  });
});
