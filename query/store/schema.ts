import { Binary, Field, FixedSizeList, Float16, Float32, List, Schema, Utf8 } from "apache-arrow";
import type {
  ChunkRow,
  DocumentRow,
  MentionRow,
  NoteRow,
  QuestionRow,
  SymbolRow,
  TableKind,
  VectorRow,
} from "./rows.js";

const text = (name: string) => new Field(name, new Utf8(), false);
const texts = (name: string) => new Field(name, new List(new Field("item", new Utf8(), true)), false);
const vector = (dimensions: number) =>
  new Field("vector", new FixedSizeList(dimensions, new Field("item", new Float16(), true)), false);

type Columns<Row> = { readonly [Name in keyof Row]: (name: string) => Field };

const lifetime = { since: text, until: text };
const chunkColumns = {
  ...{ id: text, source: text, document: text, path: text, title: text, kind: text, anchor: text },
  ...{
    headingPath: texts,
    symbols: texts,
    text,
    names: text,
    embedding: text,
  },
  ...lifetime,
} satisfies Columns<ChunkRow>;
const symbolColumns = {
  ...{
    id: text,
    source: text,
    name: text,
    leaves: texts,
    aliases: texts,
    bases: texts,
    kind: text,
    signature: text,
  },
  ...{ parameters: text, parameterNames: texts, summary: text, deprecated: text, declaredSince: text },
  ...{ path: text, title: text, anchor: text },
  ...lifetime,
} satisfies Columns<SymbolRow>;
const documentColumns = {
  ...{ id: text, source: text, document: text, path: text, title: text, kind: text, chunks: texts },
  ...lifetime,
} satisfies Columns<DocumentRow>;
const noteColumns = {
  ...{ id: text, source: text, version: text, versionKey: text, date: text, kind: text, text },
  ...{ symbols: texts, leaves: texts, module: text, path: text, title: text, anchor: text },
  ...lifetime,
} satisfies Columns<NoteRow>;
const mentionColumns = {
  ...{ id: text, source: text, document: text, symbols: texts, text },
  pages: (name: string) => new Field(name, new Float32(), false),
  ...lifetime,
} satisfies Columns<MentionRow>;
const questionColumns = {
  ...{ id: text, source: text, document: text, symbols: texts, text },
  ...lifetime,
} satisfies Columns<QuestionRow>;
const vectorColumns = {
  hash: text,
  codes: (name: string) => new Field(name, new Binary(), false),
} satisfies Columns<VectorRow>;

/** Columns of a table as LanceDB stores them. */
export function schemaOf(kind: TableKind | "vectors", dimensions: number): Schema {
  const fields = (columns: Readonly<Record<string, (name: string) => Field>>) =>
    Object.entries(columns).map(([name, make]) => make(name));
  if (kind === "chunks") return new Schema([...fields(chunkColumns), vector(dimensions)]);
  if (kind === "symbols") return new Schema(fields(symbolColumns));
  if (kind === "documents") return new Schema(fields(documentColumns));
  if (kind === "notes") return new Schema(fields(noteColumns));
  if (kind === "mentions") return new Schema([...fields(mentionColumns), vector(dimensions)]);
  if (kind === "questions") return new Schema([...fields(questionColumns), vector(dimensions)]);
  return new Schema(fields(vectorColumns));
}
