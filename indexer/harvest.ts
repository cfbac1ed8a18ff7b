import { type SourceDefinition, sourceId } from "../corpora/corpus.js";
import { KbError } from "../corpora/errors.js";
import type { ReleaseNames } from "../query/store/release-names.js";
import { type Chunk, type ChunkOptions, chunkDocument, shortHash } from "./chunk.js";
import type { Document, SymbolFact } from "./parse/document.js";
import { type KnownDocuments, parsePages } from "./parse/parse.js";
import { type ReleaseEntry, readReleaseNotes } from "./parse/release-notes.js";
import type { PageProblem, Source, SourceRelease } from "./source/source.js";

/** A document reduced to what is stored of it. */
export interface HarvestedDocument {
  /** Hash of source, path and title. */
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly kind: Document["kind"];
  readonly chunks: readonly Chunk[];
}

/** Everything one release of one source says, in memory: texts once, no pages, no vectors. */
export interface Harvest {
  readonly pages: number;
  /** Pages that had to be parsed. */
  readonly parsed: number;
  readonly documents: readonly HarvestedDocument[];
  readonly symbols: readonly { readonly document: HarvestedDocument; readonly fact: SymbolFact }[];
  /** What release notes say, with the document that they stand in. */
  readonly notes: readonly { readonly document: HarvestedDocument; readonly entry: ReleaseEntry }[];
  readonly problems: readonly PageProblem[];
  /** What its code binds; undefined where it has none, or patterns chose some of its modules. */
  readonly names: ReleaseNames | undefined;
  /** Characters removed from the pages because no reader sees them, on so many pages. */
  readonly invisible: { readonly characters: number; readonly pages: number };
}

/**
 * Reads, parses and cuts one release.
 *
 * @throws KbError RELEASE_EMPTY when no document came out: an empty harvest never replaces anything
 */
export async function harvest(
  definition: SourceDefinition,
  source: Source,
  release: SourceRelease,
  options: ChunkOptions & {
    readonly problems: PageProblem[];
    readonly onPages: (pages: number) => void;
    readonly known?: KnownDocuments;
    readonly signal: AbortSignal;
  },
): Promise<Harvest> {
  const id = sourceId(definition);
  const documents: HarvestedDocument[] = [];
  const symbols: { document: HarvestedDocument; fact: SymbolFact }[] = [];
  const notes: { document: HarvestedDocument; entry: ReleaseEntry }[] = [];
  const seen = new Set<string>();
  let pages = 0;
  const invisible = { characters: 0, pages: 0 };
  let parsed = 0;
  let names: ReleaseNames | undefined;
  const isWhole = definition.include === undefined && definition.exclude === undefined;
  const read = parsePages(source.pages(release), {
    packageName: "package" in definition ? definition.package : definition.kind,
    onProblem: (problem) => options.problems.push(problem),
    onInvisible: (_, removed) => {
      invisible.characters += removed;
      invisible.pages += 1;
    },
    onPage: () => {
      options.signal.throwIfAborted();
      pages += 1;
      options.onPages(pages);
    },
    onNames: (bound) => {
      if (isWhole) names = bound;
    },
    onParse: () => {
      parsed += 1;
    },
    ...(options.known && { known: options.known }),
  });
  for await (const document of read) {
    options.signal.throwIfAborted();
    const documentId = shortHash(JSON.stringify([id, document.path, document.title]));
    if (seen.has(documentId)) {
      options.problems.push({
        path: document.path,
        reason: `a second document is called "${document.title}"`,
      });
      continue;
    }
    seen.add(documentId);
    const { path, title, kind } = document;
    const chunks = chunkDocument(document, id, options);
    if (chunks.length === 0) continue;
    const harvested = { id: documentId, path, title, kind, chunks };
    documents.push(harvested);
    for (const fact of document.symbols) symbols.push({ document: harvested, fact });
    if (kind === "release-notes") {
      for (const entry of readReleaseNotes(document)) notes.push({ document: harvested, entry });
    }
  }
  if (documents.length === 0) {
    throw new KbError("RELEASE_EMPTY", `${release.reference} gave no documentation (${pages} pages read)`, {
      facts: { reference: release.reference, pages, problems: options.problems.slice(0, 5) },
      hint: "Check the source's path and its include patterns in the corpus definition.",
    });
  }
  return { pages, parsed, documents, symbols, notes, problems: options.problems, names, invisible };
}
