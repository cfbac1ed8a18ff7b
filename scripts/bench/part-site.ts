import { type CorpusDefinition, parseCorpus } from "../../corpora/corpus.js";
import { coverageOf } from "../../indexer/coverage.js";
import { harvest } from "../../indexer/harvest.js";
import { openKnownDocuments } from "../../indexer/known-documents.js";
import { markVersion } from "../../indexer/normalise.js";
import { openSource } from "../../indexer/source/open.js";
import { openEmbedder } from "../../query/embedder.js";
import { boilerplateShare } from "./boilerplate.js";
import { runPart } from "./part.js";

export interface SiteSettings {
  readonly corpus: CorpusDefinition;
  readonly cacheDir: string;
}

export interface SiteResult {
  readonly pages: number;
  readonly symbols: number;
  readonly withBody: number;
  /** Fetching, parsing and cutting; the model's tokenizer is loaded before. */
  readonly seconds: number;
  readonly boilerplate: number;
  /** Statements "added", "changed" and "deprecated" with a version, in the chunks of each page. */
  readonly versionNotes: Readonly<Record<string, readonly string[]>>;
}

/** As in `indexRelease`. */
const CHUNK_TOKENS = 320;
const VERSION_NOTE = /\*\*(?:Added|Changed|Deprecated) (?:in|since) version ([\w.]+)/g;

/** What the indexer does with a website, but for embedding and writing. */
await runPart(async ({ corpus: definition, cacheDir }: SiteSettings): Promise<SiteResult> => {
  const corpus = parseCorpus(definition, "benchmark");
  const embedder = await openEmbedder();
  const result = { pages: 0, symbols: 0, withBody: 0 };
  const texts: string[] = [];
  const versionNotes: Record<string, string[]> = {};
  const started = performance.now();
  const [site] = corpus.sources;
  if (!site) throw new Error("no source");
  const signal = new AbortController().signal;
  const source = openSource(site, {
    ...{ corpusId: corpus.id, versions: corpus.versions, baseDir: "/", cacheDir, env: {}, signal },
    emit: () => undefined,
  });
  for (const listed of await source.releases()) {
    const refreshed = await source.refresh?.(listed);
    if (!refreshed) continue;
    const harvested = await harvest(site, source, refreshed.release, {
      corpusName: corpus.name,
      maxTokens: Math.min(CHUNK_TOKENS, embedder.maxTokens),
      countTokens: embedder.countTokens,
      normalise: markVersion(refreshed.release.version),
      known: openKnownDocuments(cacheDir),
      problems: [],
      onPages: () => undefined,
      signal,
    });
    const { coverage } = coverageOf(refreshed.symbols, harvested.documents);
    result.pages += harvested.pages;
    result.symbols += coverage?.symbols ?? 0;
    result.withBody += coverage?.withBody ?? 0;
    for (const { path, chunks } of harvested.documents) {
      const text = chunks.map((chunk) => chunk.text).join("\n");
      texts.push(text);
      const notes = [...text.matchAll(VERSION_NOTE)].map(([, version = ""]) => version);
      versionNotes[`${refreshed.release.version}/${path}`] = notes;
    }
  }
  const seconds = (performance.now() - started) / 1000;
  await source.close?.();
  await embedder.close();
  return { ...result, seconds, boilerplate: boilerplateShare(texts), versionNotes };
});
