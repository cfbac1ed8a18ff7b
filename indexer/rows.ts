import type { Corpus } from "../corpora/corpus.js";
import { isVersion, type VersionScheme, versionKey } from "../corpora/version.js";
import type { WrittenQuestions } from "../corpora/written-questions.js";
import type {
  ChunkRow,
  DocumentRow,
  Lifetime,
  MentionRow,
  NoteRow,
  QuestionRow,
  SymbolRow,
} from "../query/store/rows.js";
import { leafOf, namesField } from "../query/store/terms.js";
import { type Chunk, shortHash } from "./chunk.js";
import type { Harvest, HarvestedDocument } from "./harvest.js";
import { mentionRows } from "./mentions.js";
import { onceTold } from "./once-told.js";
import type { SymbolFact } from "./parse/document.js";
import type { ReleaseEntry } from "./parse/release-notes.js";
import { questionRows } from "./question-rows.js";

type Timeless<Row> = Omit<Row, keyof Lifetime>;

/** The rows of a release before they have a life, by id. */
export interface ReleaseRows {
  readonly chunks: ReadonlyMap<string, { readonly document: HarvestedDocument; readonly chunk: Chunk }>;
  readonly symbols: ReadonlyMap<string, Timeless<SymbolRow>>;
  readonly documents: ReadonlyMap<string, Timeless<DocumentRow>>;
  readonly notes: ReadonlyMap<string, Timeless<NoteRow>>;
  readonly mentions: ReadonlyMap<string, Timeless<MentionRow>>;
  readonly questions: ReadonlyMap<string, Timeless<QuestionRow>>;
}

/** A harvest as rows. Chunk rows are made late (`chunkRow`): their texts are large. */
export function rowsOf(
  source: string,
  { name, versions }: Pick<Corpus, "name" | "versions">,
  harvest: Harvest,
  written: WrittenQuestions,
): ReleaseRows {
  const chunks = new Map<string, { document: HarvestedDocument; chunk: Chunk }>();
  const documents = new Map<string, Timeless<DocumentRow>>();
  for (const document of harvest.documents) {
    for (const chunk of document.chunks) chunks.set(chunk.id, { document, chunk });
    const row = documentRow(source, document);
    documents.set(row.id, row);
  }
  const symbols = new Map<string, Timeless<SymbolRow>>();
  for (const { document, fact } of onceTold(harvest.symbols)) {
    const row = symbolRow(source, document, fact);
    symbols.set(row.id, row);
  }
  const notes = noteRows(source, versions, harvest);
  const mentions = mentionRows(source, harvest.documents);
  const questions = questionRows(source, name, harvest, written);
  return { chunks, symbols, documents, notes, mentions, questions };
}

export function chunkRow(source: string, document: HarvestedDocument, chunk: Chunk): Timeless<ChunkRow> {
  return {
    id: chunk.id,
    source,
    document: document.id,
    path: document.path,
    title: document.title,
    kind: document.kind,
    anchor: chunk.anchor,
    headingPath: chunk.headingPath,
    symbols: chunk.symbols,
    text: chunk.text,
    names: chunk.symbols.length > 0 ? namesField(chunk.symbols) : chunk.headingPath.join(" "),
    embedding: embeddingHash(chunk),
  };
}

/** Key of a chunk's vector. */
export const embeddingHash = (chunk: Chunk): string => shortHash(chunk.embedText);

function documentRow(source: string, document: HarvestedDocument): Timeless<DocumentRow> {
  const chunks = document.chunks.map((chunk) => chunk.id);
  return {
    id: shortHash(JSON.stringify([document.id, document.kind, chunks])),
    source,
    document: document.id,
    path: document.path,
    title: document.title,
    kind: document.kind,
    chunks,
  };
}

function symbolRow(source: string, document: HarvestedDocument, fact: SymbolFact): Timeless<SymbolRow> {
  const row = {
    source,
    name: fact.name,
    leaves: [...new Set([fact.name, ...fact.aliases].map(leafOf))],
    aliases: fact.aliases,
    bases: fact.bases ?? [],
    kind: fact.kind,
    signature: fact.signatures.join("\n"),
    parameters: JSON.stringify(fact.parameters),
    parameterNames: fact.parameters.map((parameter) => parameter.name.toLowerCase()),
    summary: fact.summary,
    deprecated: fact.deprecated ? JSON.stringify(fact.deprecated) : "",
    declaredSince: fact.since ?? "",
    path: document.path,
    title: document.title,
    anchor: fact.anchor ?? "",
  };
  return { id: shortHash(JSON.stringify(row)), ...row };
}

/**
 * One row an entry: what two files say word for word of one release is told by the first of them, by path. An entry about
 * something that is no version of the corpus is left out: it could not be placed.
 */
function noteRows(source: string, versions: VersionScheme, harvest: Harvest): ReleaseRows["notes"] {
  const byPath = [...harvest.notes].sort((a, b) =>
    a.document.path < b.document.path ? -1 : a.document.path > b.document.path ? 1 : 0,
  );
  const told = new Set<string>();
  const rows = new Map<string, Timeless<NoteRow>>();
  for (const { document, entry } of byPath) {
    if (!isVersion(versions, entry.version)) continue;
    const row = noteRow(source, versions, document, entry);
    const words = JSON.stringify([row.versionKey, row.text]);
    if (told.has(words)) continue;
    told.add(words);
    rows.set(row.id, row);
  }
  return rows;
}

function noteRow(
  source: string,
  versions: VersionScheme,
  document: HarvestedDocument,
  entry: ReleaseEntry,
): Timeless<NoteRow> {
  const row = {
    source,
    version: entry.version,
    versionKey: versionKey(versions, entry.version),
    date: entry.date ?? "",
    kind: entry.kind,
    text: entry.text,
    symbols: entry.symbols,
    leaves: [...new Set(entry.symbols.map(leafOf))],
    module: entry.module ?? "",
    path: document.path,
    title: document.title,
    anchor: entry.anchor ?? "",
  };
  return { id: shortHash(JSON.stringify(row)), ...row };
}
