import { resolveRelease } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quote } from "../store/lancedb.js";
import { aliveAt, isAlive } from "../store/lifetime.js";
import type { ChunkRow, DocumentRow } from "../store/rows.js";
import { urlOf } from "../url.js";
import { askedSymbols } from "./asked-symbols.js";
import type { Change } from "./change.js";
import { codeNames } from "./code-names.js";
import { findChanges } from "./find-changes.js";
import { foldMembers } from "./fold-members.js";
import { livesApart } from "./life.js";
import { notesOfPairs } from "./notes/linked-notes.js";
import { pairsBetween, type ReleasePair } from "./release-pairs.js";
import { countLines, type Hunk, textHunks } from "./text-diff.js";

export interface DiffOptions {
  /** Id, alias or package of a corpus. */
  readonly library: string;
  /** Version requests; the releases they mean must be indexed. */
  readonly from: string;
  readonly to: string;
  /** Only symbols that match this glob or name, and the text about them; `*` matches dots too. */
  readonly symbol?: string | undefined;
}

/** What `kb diff --json` prints and `kb.diff()` returns. */
export interface DiffResult {
  readonly library: string;
  readonly libraryName: string;
  readonly from: string;
  readonly to: string;
  /** Sources that read both releases: only these are compared. */
  readonly sources: readonly string[];
  /** What the API differs in, by symbol, whatever happened in between. */
  readonly changes: readonly Change[];
  /** What the documentation differs in, by source and title. */
  readonly documents: readonly DocumentDiff[];
  readonly snapshot: string;
}

export interface DocumentDiff {
  readonly source: string;
  readonly title: string;
  readonly path: string;
  readonly kind: string;
  readonly status: "added" | "removed" | "changed";
  /** In the later release; of what was removed, in the earlier. */
  readonly url: string;
  /** Lines that are only in the later and only in the earlier text; a sentence is a line. */
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly Hunk[];
}

/** How two releases differ, API and text. @throws KbError SYMBOL_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, USAGE */
export async function diffReleases(
  corpus: OpenCorpus,
  snapshot: string,
  options: DiffOptions,
): Promise<DiffResult> {
  const from = resolveRelease(corpus.id, corpus.state, options.from);
  const to = resolveRelease(corpus.id, corpus.state, options.to);
  const pairs = pairsBetween(from, to, corpus.state);
  const matches = await askedSymbols(corpus, options.symbol, to);
  const { symbols } = corpus.tables;
  const place = { library: corpus.id, corpus: corpus.state, tables: corpus.tables };
  const [lives, notes] = await Promise.all([
    livesApart(symbols, from.key, to.key),
    notesOfPairs(place, pairs),
  ]);
  const changes = await findChanges({ ...place, symbols, code: codeNames(corpus), lives, notes }, pairs);
  const documents = await Promise.all(
    pairs.map((pair) => documentDiffs(corpus, pair, options.symbol === undefined ? undefined : matches)),
  );
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return {
    library: corpus.id,
    libraryName: corpus.state.name,
    from: from.version,
    to: to.version,
    sources: pairs.map(({ source }) => source),
    changes: [...foldMembers(changes.filter(({ symbol }) => matches(symbol)))].sort((a, b) =>
      compare(a.symbol, b.symbol),
    ),
    documents: documents.flat().sort((a, b) => compare(a.title, b.title) || compare(a.path, b.path)),
    snapshot,
  };
}

type Text = Pick<ChunkRow, "id" | "path" | "title" | "kind" | "anchor" | "headingPath" | "symbols" | "text">;
type Page = Pick<DocumentRow, "path" | "title" | "kind" | "chunks" | "since" | "until">;

const TEXT_COLUMNS: readonly (keyof Text)[] = [
  "id",
  "path",
  "title",
  "kind",
  "anchor",
  "headingPath",
  "symbols",
  "text",
];

/** Pages that one of the two releases has otherwise or not at all, compared line by line. */
async function documentDiffs(
  { tables }: OpenCorpus,
  { source, state, previous, here }: ReleasePair,
  wanted: ((symbol: string) => boolean) | undefined,
): Promise<readonly DocumentDiff[]> {
  const [was, is] = [`(${aliveAt(previous.key)})`, `(${aliveAt(here.key)})`];
  const pages = await tables.documents.rows<Page>(
    ["path", "title", "kind", "chunks", "since", "until"],
    `source = ${quote(source)} AND (${was} OR ${is}) AND NOT (${was} AND ${is})`,
  );
  const texts = new Map(
    (await tables.chunks.rows<Text>(TEXT_COLUMNS, `source = ${quote(source)} AND (${was} OR ${is})`)).map(
      (text) => [text.id, text],
    ),
  );
  const read = (key: string) => {
    const byPage = new Map<string, readonly Text[]>();
    for (const page of pages.filter((other) => isAlive(other, key))) {
      const own = page.chunks.flatMap((id) => texts.get(id) ?? []);
      const told = wanted
        ? own.filter(({ symbols: [symbol] }) => symbol !== undefined && wanted(symbol))
        : own;
      if (told.length > 0) byPage.set(identityOf(page), told);
    }
    return byPage;
  };
  const [before, after] = [read(previous.key), read(here.key)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((page) => {
    const [old, now] = [before.get(page) ?? [], after.get(page) ?? []];
    const first = now[0] ?? old[0];
    const hunks = textHunks(plain(old, here.version), plain(now, here.version));
    if (!first || hunks.length === 0) return [];
    const { title, path, kind } = first;
    return [
      {
        ...{ source, title, path, kind },
        status: old.length === 0 ? "added" : now.length === 0 ? "removed" : "changed",
        url: urlOf(state, now.length === 0 ? previous : here, first),
        added: countLines(hunks, "+"),
        removed: countLines(hunks, "-"),
        hunks,
      } satisfies DocumentDiff,
    ];
  });
}

/** An API page is known by what it documents, wherever the code lies; any other by its path. */
const identityOf = ({ kind, title, path }: Page): string =>
  kind === "api" ? `api ${title}` : `page ${path}`;

/** A page as Markdown: each heading once, then its text. U+E000 stands for the release's own version in both. */
function plain(texts: readonly Text[], version: string): string {
  let heading = "";
  const parts: string[] = [];
  for (const { headingPath, text } of texts) {
    const path = headingPath.join(" › ");
    if (path !== heading) parts.push(`# ${path}`);
    heading = path;
    parts.push(text.replaceAll("\ue000", version));
  }
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}
