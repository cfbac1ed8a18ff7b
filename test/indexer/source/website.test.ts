import assert from "node:assert/strict";
import { getMaxListeners } from "node:events";
import { test } from "node:test";
import { parseCorpus } from "../../../corpora/corpus.js";
import { createWebsiteSource } from "../../../indexer/source/website.js";
import { temporaryFolder } from "../../fixture.js";

test("the signal that all sources share stays one whose limit of listeners can be asked", async (t) => {
  const folder = await temporaryFolder(t);
  const { signal } = new AbortController();
  const corpus = parseCorpus(
    {
      ...{ id: "waterlib", name: "Waterlib", homepage: "https://waterlib.example/" },
      sources: [{ kind: "website", url: "http://127.0.0.1:9/{minor}/" }],
    },
    "fixture",
  );
  const [definition] = corpus.sources;
  assert.ok(definition?.kind === "website");
  const source = createWebsiteSource(definition, {
    ...{ corpusId: corpus.id, versions: corpus.versions, baseDir: folder, cacheDir: folder, env: {} },
    ...{ signal, emit: () => undefined },
  });
  // Loopback is not allowed here, so nothing is asked for; the signal is prepared all the same.
  await assert.rejects(source.releases(), /127\.0\.0\.1/);
  await source.close?.();
  assert.ok(getMaxListeners(signal) > 1_000);
});
