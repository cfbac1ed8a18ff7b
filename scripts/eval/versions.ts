import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Corpus, parseCorpus, sourceId } from "../../corpora/corpus.js";
import { buildIndex, type IndexEvent } from "../../indexer/index.js";
import { describeModel } from "../../query/embedder.js";
import { openTables } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import { readCurrentSnapshot } from "../../query/store/snapshot.js";
import { readFacts, type VersionFact } from "./versions/facts.js";
import { readHistory, type SymbolHistory } from "./versions/history.js";
import { type JudgedFact, renderVersionReport } from "./versions/report.js";
import { judge } from "./versions/verdict.js";

export interface VersionsOptions {
  /** Holds eval/dev/versions.jsonl.gz. */
  readonly shared: string;
  readonly out: string;
  readonly data: string;
  readonly library: string | undefined;
  readonly model: string | undefined;
  readonly onEvent: (event: IndexEvent) => void;
}

/** The name of a library's package, where it is another. The processor-only build has the same API. */
const PACKAGES: Readonly<Record<string, string>> = { tensorflow: "tensorflow-cpu" };

/**
 * Indexes every release that pip's indexes have of the libraries that facts are about, asks the index about
 * each fact, and writes versions.md and versions.json. Libraries that no index has cannot be verified.
 */
export async function evaluateVersions(options: VersionsOptions): Promise<string> {
  const all = await readFacts(options.shared);
  const facts = all.filter(({ library }) => options.library === undefined || library === options.library);
  const corpora = [...new Set(facts.map(({ library }) => library))].sort().map(corpusOf);
  const { data, onEvent } = options;
  const embedder = { model: options.model };
  await buildIndex({ data, corpora, choice: { type: "all" }, embedder, onEvent });
  const histories = await openHistories(data, options.model, corpora);
  const judged = facts.map(
    (fact): JudgedFact => ({ fact, verdict: judge(fact, histories.get(fact.library)) }),
  );
  const report = renderVersionReport(judged, releasesOf(histories));
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "versions.md"), report);
  const lines = judged.map(({ fact, verdict }) => JSON.stringify({ ...shortened(fact), ...verdict }));
  await writeFile(join(options.out, "versions.jsonl"), `${lines.join("\n")}\n`);
  return report;
}

function corpusOf(library: string): Corpus {
  const name = PACKAGES[library] ?? library;
  const definition = {
    id: library,
    name: library,
    homepage: `https://pypi.org/project/${name}/`,
    packages: { pypi: [name] },
    sources: [{ kind: "pypi", package: name }],
  };
  return parseCorpus(definition, `the facts about ${library}`);
}

async function openHistories(
  data: string,
  model: string | undefined,
  corpora: readonly Corpus[],
): Promise<ReadonlyMap<string, SymbolHistory>> {
  const { id } = await describeModel({ model, downloadTo: join(data, "models") });
  const paths = storePaths(data, id);
  const snapshot = await readCurrentSnapshot(paths);
  const tables = await openTables(paths.tables);
  const histories = new Map<string, SymbolHistory>();
  try {
    for (const corpus of corpora) {
      const state = snapshot?.corpora[corpus.id];
      const [source] = corpus.sources;
      if (state && source) histories.set(corpus.id, await readHistory(tables, state, sourceId(source)));
    }
  } finally {
    tables.close();
  }
  return histories;
}

const releasesOf = (histories: ReadonlyMap<string, SymbolHistory>): ReadonlyMap<string, readonly string[]> =>
  new Map([...histories].map(([library, { releases }]) => [library, releases.map(({ version }) => version)]));

const shortened = ({ id, library, symbol, kind, version }: VersionFact) => ({
  ...{ id, library, symbol, kind, version },
});
