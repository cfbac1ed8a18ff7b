import type { ChunkRow, DocumentRow, Lifetime, MentionRow, SymbolRow } from "../query/store/rows.js";
import { identifiersField, leafOf, namesField } from "../query/store/terms.js";
import { type Chunk, shortHash } from "./chunk.js";
import type { Harvest, HarvestedDocument } from "./harvest.js";
import { mentionRows } from "./mentions.js";
import type { SymbolFact } from "./parse/document.js";

type Timeless<Row> = Omit<Row, keyof Lifetime>;

/** The rows of a release before they have a life, by id. */
export interface ReleaseRows {
  readonly chunks: ReadonlyMap<string, { readonly document: HarvestedDocument; readonly chunk: Chunk }>;
  readonly symbols: ReadonlyMap<string, Timeless<SymbolRow>>;
  readonly documents: ReadonlyMap<string, Timeless<DocumentRow>>;
  readonly mentions: ReadonlyMap<string, Timeless<MentionRow>>;
}

/** A harvest as rows. Chunk rows are made late (`chunkRow`): their lexical fields are large. */
export function rowsOf(source: string, harvest: Harvest): ReleaseRows {
  const chunks = new Map<string, { document: HarvestedDocument; chunk: Chunk }>();
  const documents = new Map<string, Timeless<DocumentRow>>();
  for (const document of harvest.documents) {
    for (const chunk of document.chunks) chunks.set(chunk.id, { document, chunk });
    const row = documentRow(source, document);
    documents.set(row.id, row);
  }
  const symbols = new Map<string, Timeless<SymbolRow>>();
  for (const { document, fact } of harvest.symbols) {
    const row = symbolRow(source, document, fact);
    symbols.set(row.id, row);
  }
  return { chunks, symbols, documents, mentions: mentionRows(source, harvest.documents) };
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
    headings: chunk.headingPath.join(" "),
    names: namesField(chunk.symbols),
    identifiers: identifiersField(chunk.text),
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
