import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Corpus } from "../../corpora/corpus.js";
import { KbError } from "../../corpora/errors.js";
import { buildIndex, type IndexEvent } from "../../indexer/index.js";
import { describeModel } from "../../query/embedder.js";
import { openTables } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import { readCurrentSnapshot } from "../../query/store/snapshot.js";
import { corpusOfPageSet, corpusOfSystem, type ListedSystem } from "./corpora.js";
import { type Pages, pageKey } from "./page-match.js";
import { PAGE_SETS, unpackPageSet } from "./page-sets.js";
import { missing } from "./questions.js";

/** The names that questions give to corpora. */
const LIBRARIES: Readonly<Record<string, string>> = {
  torch: "pytorch",
  sklearn: "scikit-learn",
  tf: "tensorflow",
};

export const corpusIdOf = (library: string): string => LIBRARIES[library] ?? library;

/** What is evaluated on: a data folder, and what may be asked of it. */
export interface EvaluationIndex {
  readonly data: string;
  /** By corpus id. */
  readonly pages: ReadonlyMap<string, Pages>;
  /** By corpus id: page key by document id. */
  readonly pageOfDocument: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By corpus id, for systems that read whole pages. */
  readonly texts: ReadonlyMap<string, readonly PageText[]>;
}

/** A page with all that is stored of it. */
export interface PageText {
  readonly path: string;
  readonly text: string;
}

/**
 * Corpora for the libraries of the questions: a page set where there is one, else the newest release of
 * `docs/releases.json`. Libraries with neither are left out.
 */
export async function evaluationCorpora(
  shared: string,
  data: string,
  libraries: ReadonlySet<string>,
): Promise<readonly Corpus[]> {
  const wanted = new Set([...libraries].map(corpusIdOf));
  const corpora: Corpus[] = [];
  for (const set of PAGE_SETS.filter(({ corpus }) => wanted.has(corpus))) {
    const archive = join(shared, "eval", set.archive);
    if (!existsSync(archive)) throw missing(archive);
    const folder = await unpackPageSet(archive, `${set.corpus}-${set.version}`, join(data, "pages"));
    corpora.push(corpusOfPageSet(set, folder));
    wanted.delete(set.corpus);
  }
  const list = join(shared, "docs", "releases.json");
  const systems = existsSync(list) ? (JSON.parse(await readFile(list, "utf8")) as ListedSystem[]) : [];
  for (const system of systems.filter(({ id }) => wanted.has(id))) {
    const corpus = corpusOfSystem(system, join(shared, "docs"));
    if (corpus) corpora.push(corpus);
  }
  return corpora;
}

/** Indexes what is not indexed yet, and lists the pages. @throws KbError as `buildIndex` does */
export async function prepareIndex(
  corpora: readonly Corpus[],
  data: string,
  options: { readonly model: string | undefined; readonly onEvent: (event: IndexEvent) => void },
): Promise<EvaluationIndex> {
  const embedder = { model: options.model };
  const choice = { type: "newest", count: 1 } as const;
  const report = await buildIndex({ data, corpora, choice, embedder, onEvent: options.onEvent });
  const [failure] = report.failures;
  if (failure) {
    throw new KbError("RELEASE_EMPTY", `${failure.corpus} could not be indexed: ${failure.reason}`, {
      facts: { failures: report.failures },
    });
  }
  return readPages(data, options.model, new Set(corpora.map(({ id }) => id)));
}

async function readPages(
  data: string,
  model: string | undefined,
  corpora: ReadonlySet<string>,
): Promise<EvaluationIndex> {
  const { id } = await describeModel({ model, downloadTo: join(data, "models") });
  const paths = storePaths(data, id);
  const snapshot = await readCurrentSnapshot(paths);
  if (!snapshot) throw new KbError("INDEX_MISSING", `${data} holds no index`, { facts: { data } });
  const tables = await openTables(paths.tables);
  const pages = new Map<string, Pages>();
  const texts = new Map<string, readonly PageText[]>();
  const pageOfDocument = new Map<string, ReadonlyMap<string, string>>();
  try {
    for (const [corpus, state] of Object.entries(snapshot.corpora)) {
      if (!corpora.has(corpus)) continue;
      const { chunks, symbols } = state.tables;
      const chunkRows = await (await tables.open(chunks.name, chunks.version)).rows<ChunkPlace>([
        ...["document", "path", "title", "symbols", "text"],
      ]);
      const symbolRows = await (await tables.open(symbols.name, symbols.version)).rows<SymbolPlace>([
        ...["path", "title", "name", "aliases"],
      ]);
      pages.set(corpus, pagesOf(chunkRows, symbolRows));
      texts.set(corpus, textsOf(chunkRows));
      pageOfDocument.set(corpus, new Map(chunkRows.map((row) => [row.document, pageKey(pathOfPage(row))])));
    }
  } finally {
    tables.close();
  }
  return { data, pages, pageOfDocument, texts };
}

interface Place {
  readonly path: string;
  readonly title: string;
}
type ChunkPlace = Place & {
  readonly document: string;
  readonly symbols: readonly string[];
  readonly text: string;
};
type SymbolPlace = Place & { readonly name: string; readonly aliases: readonly string[] };

/**
 * The page of a hit. A declaration file is no page: each API object in it stands for itself.
 */
export const pathOfPage = ({ path, title }: Place): string => (/\.d\.[cm]?ts$/.test(path) ? title : path);

function textsOf(chunks: readonly ChunkPlace[]): readonly PageText[] {
  const texts = new Map<string, string[]>();
  for (const chunk of chunks) {
    const page = pathOfPage(chunk);
    const text = `${chunk.title}\n${chunk.text}`;
    const known = texts.get(page);
    if (known) known.push(text);
    else texts.set(page, [text]);
  }
  return [...texts].map(([path, parts]) => ({ path, text: parts.join("\n") }));
}

function pagesOf(chunks: readonly ChunkPlace[], symbols: readonly SymbolPlace[]): Pages {
  const pages = new Set<string>();
  const pageOfSymbol = new Map<string, string>();
  const add = (symbol: string, page: string) => {
    const name = symbol.toLowerCase();
    if (!pageOfSymbol.has(name)) pageOfSymbol.set(name, page);
  };
  for (const row of chunks) {
    const page = pageKey(pathOfPage(row));
    pages.add(page);
    for (const symbol of row.symbols) add(symbol, page);
  }
  for (const row of symbols) {
    for (const name of [row.name, ...row.aliases]) add(name, pageKey(pathOfPage(row)));
  }
  return { pages, pageOfSymbol };
}
