import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { builtinCorpora } from "../../corpora/catalogue.js";
import type { Corpus } from "../../corpora/corpus.js";
import { buildIndex, type IndexEvent } from "../../indexer/index.js";
import { CHANGE_KINDS } from "../../query/history/change.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { corpusOfSystem, type ListedSystem } from "./corpora.js";
import { measureLookUps } from "./history/look-ups.js";
import { type HistoryRow, renderHistory, summarise } from "./history/table.js";
import { wordEmbedder } from "./word-embedder.js";

export interface HistoryOptions {
  /** Holds docs/ with archives and their list. */
  readonly shared: string;
  readonly out: string;
  readonly data: string;
  /** Only this corpus. */
  readonly library: string | undefined;
  readonly onEvent: (event: IndexEvent) => void;
}

/** Newest patches of so many newest minors are read of each source. */
const MINORS = 4;

/**
 * Indexes the packages of the built-in corpora, as far as the configured registries have them, and their archives,
 * and writes what is known of their histories to history.md: symbols, releases, changes by kind, how many of them have
 * a date and evidence. What is indexed stays in the data folder.
 */
export async function evaluateHistory(options: HistoryOptions): Promise<string> {
  const { data, library, onEvent } = options;
  const corpora = (await historyCorpora(options.shared)).filter(
    ({ id }) => library === undefined || id === library,
  );
  await buildIndex({
    ...{ data, corpora, embedder: wordEmbedder, onEvent },
    choice: { type: "newest", count: MINORS },
  });
  const kb = await openKnowledgeBase({ data, embedder: wordEmbedder });
  try {
    const rows: HistoryRow[] = [];
    for (const { id } of corpora) {
      if (kb.snapshot.corpora[id]) rows.push(summarise(kb, id, await everyChange(kb, id)));
    }
    const report = renderHistory(rows, await measureLookUps(kb));
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, "history.md"), report);
    return report;
  } finally {
    await kb.close();
  }
}

/** From the oldest indexed release to the newest, documentation included. */
function everyChange(kb: KnowledgeBase, library: string) {
  const releases = kb.versions(library);
  const [newest, oldest] = [releases[0]?.version, releases.at(-1)?.version];
  return kb.changes({ library, from: oldest, to: newest, kinds: CHANGE_KINDS });
}

async function historyCorpora(shared: string): Promise<readonly Corpus[]> {
  const list = join(shared, "docs", "releases.json");
  const systems = existsSync(list) ? (JSON.parse(await readFile(list, "utf8")) as ListedSystem[]) : [];
  return builtinCorpora().map((corpus) => {
    const packages = corpus.sources.filter(({ kind }) => kind === "pypi" || kind === "npm");
    const system = systems.find(({ id }) => id === corpus.id);
    const archives = system && corpusOfSystem(system, join(shared, "docs"));
    const readable = archives?.versions === corpus.versions ? archives.sources : [];
    return { ...corpus, sources: [...packages, ...readable] };
  });
}
