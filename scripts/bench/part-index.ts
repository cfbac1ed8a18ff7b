import type { CorpusDefinition } from "../../corpora/corpus.js";
import { parseCorpus } from "../../corpora/corpus.js";
import { buildIndex, type IndexEvent, type IndexReport } from "../../indexer/index.js";
import type { CrawlReport } from "../../indexer/source/website/crawl-report.js";
import { runPart } from "./part.js";

export interface IndexSettings {
  readonly data: string;
  readonly corpora: readonly CorpusDefinition[];
}

export interface IndexResult {
  readonly report: IndexReport;
  /** What reading each website came to, whether or not there was anything to index. */
  readonly crawls: readonly CrawlReport[];
  readonly seconds: number;
  /** Loading the model, opening the store, listing releases: up to the first release. */
  readonly opening: number;
  /** Reading, parsing, cutting, embedding and writing of all releases. */
  readonly releases: number;
  /** The rest: search indexes, the snapshot, clean-up. */
  readonly publishing: number;
}

await runPart(async ({ data, corpora }: IndexSettings): Promise<IndexResult> => {
  const started = performance.now();
  const now = () => (performance.now() - started) / 1000;
  let opening: number | undefined;
  let began = 0;
  let releases = 0;
  const crawls: CrawlReport[] = [];
  const onEvent = (event: IndexEvent) => {
    if (event.type === "crawled") crawls.push(event.crawl);
    if (event.type === "release-started") {
      began = now();
      opening ??= began;
    }
    if (event.type === "release-finished") releases += now() - began;
    if (event.type === "source-failed" || event.type === "held-back")
      process.stderr.write(`${event.corpus}: ${event.reason}\n`);
  };
  const report = await buildIndex({
    data,
    corpora: corpora.map((definition) => parseCorpus(definition, "benchmark")),
    choice: { type: "all" },
    maxShrink: 1,
    onEvent,
  });
  const seconds = now();
  opening ??= seconds;
  return { report, crawls, seconds, opening, releases, publishing: seconds - opening - releases };
});
