import { type Corpus, parseCorpus } from "../../corpora/corpus.js";
import { versionKey } from "../../corpora/version.js";
import type { WrittenQuestions } from "../../corpora/written-questions.js";
import { indexRelease } from "../../indexer/release.js";
import type { Source, SourceRelease } from "../../indexer/source/source.js";
import { openWorkingCopy, type WorkingCopy } from "../../indexer/working-copy.js";
import { type Embedder, openEmbedder } from "../../query/embedder.js";
import { type StorePaths, storePaths } from "../../query/store/paths.js";
import { TABLE_KINDS } from "../../query/store/rows.js";
import type { CorpusState, IndexedRelease } from "../../query/store/snapshot.js";
import { GENERATED_RELEASES, type GeneratedLibrary, generatePages, generateQuestion } from "./generate.js";
import { runPart } from "./part.js";
import { randomOf, unitVector } from "./random.js";

export interface StoreSettings {
  readonly data: string;
  readonly libraries: readonly GeneratedLibrary[];
}

export interface StoreResult {
  /** Rows of all chunk tables. */
  readonly chunks: number;
  readonly seconds: number;
}

const SOURCE_ID = "generated";
const encoder = new TextEncoder();
const mediaTypes: Readonly<Record<string, string>> = {
  md: "text/markdown",
  rst: "text/x-rst",
  py: "text/x-python",
};

/** The generated releases, straight from memory. */
const generatedSource = (library: GeneratedLibrary): Source => ({
  releases: async () =>
    GENERATED_RELEASES.map(
      ({ version, date }): SourceRelease => ({
        ...{ version, date, dateOrigin: "definition", prerelease: false, yanked: false },
        ...{ reference: version, digest: version, urlValues: {} },
      }),
    ),
  async *pages({ version }) {
    const release = GENERATED_RELEASES.findIndex((one) => one.version === version);
    for (const { path, text } of generatePages(library, release)) {
      yield { path, mediaType: mediaTypes[path.split(".").at(-1) ?? ""] ?? "", bytes: encoder.encode(text) };
    }
  },
});

/** Questions for one API in twenty: in all more than the best-served library has. */
const generatedQuestions = (library: GeneratedLibrary): WrittenQuestions => ({
  rows: [],
  digest: "generated",
  aboutApi: (name) => {
    const random = randomOf("questions", name);
    if (random.next() >= 0.05) return [];
    return Array.from({ length: 12 }, () => generateQuestion(library, random.whole(0, 1_000_000)));
  },
  aboutSection: () => [],
});

const corpusOf = ({ id }: GeneratedLibrary): Corpus =>
  parseCorpus(
    {
      id,
      name: id,
      homepage: "https://docs.example/",
      sources: [
        {
          ...{ kind: "directory", id: SOURCE_ID, path: "{version}" },
          urls: { page: `https://docs.example/${id}/{version}/{stem}.html#{anchor}` },
        },
      ],
    },
    "benchmark",
  );

/** The real model's name and tokenizer; its vectors are directions at random, which cost nothing to make. */
async function randomEmbedder(): Promise<Embedder> {
  const real = await openEmbedder();
  return {
    ...real,
    embed: async (texts) => texts.map((text) => unitVector(randomOf(text), real.dimensions)),
  };
}

async function writeLibrary(
  paths: StorePaths,
  copy: WorkingCopy,
  embedder: Embedder,
  library: GeneratedLibrary,
): Promise<void> {
  const corpus = corpusOf(library);
  const [definition] = corpus.sources;
  if (!definition) throw new Error(`${corpus.id} has no source`);
  const source = generatedSource(library);
  const tables = await copy.tables(corpus);
  const releases: IndexedRelease[] = [];
  for (const release of await source.releases()) {
    const { indexed } = await indexRelease({
      ...{ paths, corpus, definition, source, tables, embedder, vectors: copy.vectors, recipe: "benchmark" },
      written: generatedQuestions(library),
      planned: { release, key: versionKey(corpus.versions, release.version) },
      keys: releases.map(({ key }) => key),
      signal: new AbortController().signal,
      emit: () => undefined,
    });
    releases.push(indexed);
  }
  const described: Partial<CorpusState["tables"]> = {};
  for (const kind of TABLE_KINDS) {
    const { rows } = await tables[kind].index(kind);
    described[kind] = { name: tables[kind].name, version: await tables[kind].version(), rows };
  }
  const { name, aliases, packages, homepage, versions } = corpus;
  const { page } = definition.urls ?? {};
  await copy.accept(corpus.id, {
    ...{ name, aliases, packages, homepage, versions },
    tables: described as CorpusState["tables"],
    sources: {
      [SOURCE_ID]: {
        kind: "directory",
        priority: corpus.priority,
        urls: { ...(page && { page }) },
        releases,
      },
    },
  });
}

/** A large store, written by the indexer's own functions, with nothing embedded. */
await runPart(async ({ data, libraries }: StoreSettings): Promise<StoreResult> => {
  const started = performance.now();
  const embedder = await randomEmbedder();
  const paths = storePaths(data, embedder.id);
  const copy = await openWorkingCopy(paths, embedder);
  try {
    for (const library of libraries) await writeLibrary(paths, copy, embedder, library);
    const { corpora } = await copy.publish(1);
    const chunks = Object.values(corpora).reduce((sum, { tables }) => sum + tables.chunks.rows, 0);
    return { chunks, seconds: (performance.now() - started) / 1000 };
  } finally {
    copy.close();
    await embedder.close();
  }
});
