import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildIndex, type IndexEvent } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { factCorpora } from "./versions/fact-corpora.js";
import { readFacts, type VersionFact } from "./versions/facts.js";
import { type Library, libraryOf } from "./versions/library.js";
import { type JudgedFact, renderVersionReport } from "./versions/report.js";
import { judge } from "./versions/verdict.js";
import { wordEmbedder } from "./word-embedder.js";

export interface VersionsOptions {
  /** Holds eval/dev/versions.jsonl.gz, and docs/ with archives. */
  readonly shared: string;
  readonly out: string;
  readonly data: string;
  readonly library: string | undefined;
  readonly onEvent: (event: IndexEvent) => void;
}

/**
 * Indexes every release that pip's indexes and the archives have of the libraries that facts are about, asks the
 * knowledge base about each fact, and writes versions.md and versions.jsonl. What is indexed stays in the data
 * folder: a second run asks alone, and one that was stopped goes on. Libraries that no index has cannot be verified.
 */
export async function evaluateVersions(options: VersionsOptions): Promise<string> {
  const all = await readFacts(options.shared);
  const facts = all.filter(({ library }) => options.library === undefined || library === options.library);
  const { data, onEvent } = options;
  const corpora = await factCorpora(
    facts.map(({ library }) => library),
    options.shared,
  );
  await buildIndex({ data, corpora, choice: { type: "all" }, embedder: wordEmbedder, onEvent });
  const kb = await openKnowledgeBase({ data, embedder: wordEmbedder });
  try {
    const libraries = new Map(corpora.map(({ id }) => [id, libraryOf(kb, id)]));
    const judged: JudgedFact[] = [];
    for (const fact of facts) judged.push({ fact, verdict: await judge(fact, libraries.get(fact.library)) });
    const report = renderVersionReport(judged, releasesOf(libraries));
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, "versions.md"), report);
    const lines = judged.map(({ fact, verdict }) => JSON.stringify({ ...shortened(fact), ...verdict }));
    await writeFile(join(options.out, "versions.jsonl"), `${lines.join("\n")}\n`);
    return report;
  } finally {
    await kb.close();
  }
}

const releasesOf = (
  libraries: ReadonlyMap<string, Library | undefined>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...libraries].map(([id, library]) => [id, (library?.releases ?? []).map(({ version }) => version)]),
  );

const shortened = ({ id, library, symbol, kind, version }: VersionFact) => ({
  ...{ id, library, symbol, kind, version },
});
