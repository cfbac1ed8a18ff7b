import { createHash } from "node:crypto";
import type { CorpusDefinition } from "../../corpora/corpus.js";
import { parseCorpus } from "../../corpora/corpus.js";
import { KbError } from "../../corpora/errors.js";
import { harvest } from "../../indexer/harvest.js";
import { markVersion } from "../../indexer/normalise.js";
import { planSource } from "../../indexer/plan.js";
import { openSource } from "../../indexer/source/open.js";
import { openEmbedder } from "../../query/embedder.js";
import { runPart } from "./part.js";
import { readTexts, writeTexts } from "./text-file.js";

export interface TextsSettings {
  readonly corpora: readonly CorpusDefinition[];
  /** Where the distinct texts go that would be embedded. */
  readonly file: string;
  /** Texts in this file are left out. */
  readonly except?: string;
}

export interface TextsResult {
  readonly texts: number;
  /** Reading, parsing and cutting; the model's tokenizer is loaded before. */
  readonly seconds: number;
}

/** As in `indexRelease`; `measureIndexing` finds out when they part. */
const CHUNK_TOKENS = 320;

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

/** What indexing would embed, found without indexing. */
await runPart(async ({ corpora, file, except }: TextsSettings): Promise<TextsResult> => {
  const known = new Set(except === undefined ? [] : (await readTexts(except)).map(digest));
  const texts = new Map<string, string>();
  const embedder = await openEmbedder();
  const started = performance.now();
  for (const corpus of corpora.map((definition) => parseCorpus(definition, "benchmark"))) {
    for (const definition of corpus.sources) {
      const signal = new AbortController().signal;
      const source = openSource(definition, {
        ...{ corpusId: corpus.id, versions: corpus.versions, baseDir: "/", cacheDir: "", env: {}, signal },
        emit: () => undefined,
      });
      const plan = planSource(corpus, await source.releases(), [], { type: "all" }, "");
      for (const { release } of plan.wanted) {
        const harvested = await harvest(definition, source, release, {
          corpusName: corpus.name,
          maxTokens: Math.min(CHUNK_TOKENS, embedder.maxTokens),
          countTokens: embedder.countTokens,
          normalise: markVersion(release.version),
          problems: [],
          onPages: () => undefined,
          signal,
        }).catch((error: unknown) => {
          if (error instanceof KbError && error.code === "RELEASE_EMPTY") return undefined;
          throw error;
        });
        for (const { chunks } of harvested?.documents ?? []) {
          for (const { embedText } of chunks) texts.set(digest(embedText), embedText);
        }
      }
    }
  }
  const seconds = (performance.now() - started) / 1000;
  await embedder.close();
  const wanted = [...texts].filter(([hash]) => !known.has(hash)).map(([, text]) => text);
  await writeTexts(file, wanted);
  return { texts: wanted.length, seconds };
});
