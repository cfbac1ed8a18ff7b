/** Version of everything below. Another version is another directory on disk, never a silent misread. */
export const SCHEMA_VERSION = 5;

/** What a page is for. The parsers decide; a question can be limited to some. */
export const PAGE_KINDS = ["api", "guide", "tutorial", "example", "release-notes", "paper"] as const;

/** `until` of a row that is still there in the newest release read. Greater than every version key. */
export const OPEN = "~";

/**
 * The life of a row: present in every indexed release of its source with `since <= key < until`, where the
 * keys are those of `versionKey`.
 */
export interface Lifetime {
  readonly since: string;
  readonly until: string;
}

/** The unit that is embedded and retrieved. `id` is the hash of everything but lifetime and vector. */
export interface ChunkRow extends Lifetime {
  readonly id: string;
  /** Id of the source within the corpus. */
  readonly source: string;
  /** Hash of source, path and title: chunks of one document share it. */
  readonly document: string;
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  /** Fragment without `#`, or "" for the top of the page. */
  readonly anchor: string;
  /** From the document's title down. */
  readonly headingPath: readonly string[];
  /** Qualified names that this chunk documents. */
  readonly symbols: readonly string[];
  /** Markdown, quoted as stored. U+E000 inside a URL stands for the version of the release being read. */
  readonly text: string;
  /** Lexical field: symbols in full, folded and split into words; of a chunk that documents none, its heading path. */
  readonly names: string;
  /** Hash of the text that was embedded: the key of the vector store. */
  readonly embedding: string;
}

/** One named API as one source witnesses it. */
export interface SymbolRow extends Lifetime {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  /** Last parts of the name and its aliases, lower case: what it is looked up by. */
  readonly leaves: readonly string[];
  readonly aliases: readonly string[];
  /** Of a class or interface, the names of those that it inherits members from, which have rows of their own; in the order looked at. */
  readonly bases: readonly string[];
  readonly kind: string;
  /** One overload a line. */
  readonly signature: string;
  /** JSON array of parameters (name, kind, default, annotation). */
  readonly parameters: string;
  readonly parameterNames: readonly string[];
  readonly summary: string;
  /** JSON object (since, replacement, message), or "". */
  readonly deprecated: string;
  /** Release named by a directive, or "". */
  readonly declaredSince: string;
  readonly path: string;
  readonly title: string;
  readonly anchor: string;
}

/** The order of a document's chunks in a release: neighbours are found through it. */
export interface DocumentRow extends Lifetime {
  readonly id: string;
  readonly source: string;
  readonly document: string;
  readonly path: string;
  readonly title: string;
  readonly kind: string;
  /** Chunk ids in page order. */
  readonly chunks: readonly string[];
}

/**
 * What a project's release notes say of one of its releases: a list item or a paragraph. `id` is the hash of everything
 * but the lifetime, which is that of the entry in the notes and not that of the release it is about: the notes of 2.4
 * still tell what 1.0 brought.
 */
export interface NoteRow extends Lifetime {
  readonly id: string;
  readonly source: string;
  /** The release that it is about, as the notes write it. */
  readonly version: string;
  /** `versionKey` of that release. */
  readonly versionKey: string;
  /** When that release came out: `2024-06-18`, `2024-06` where the notes tell no day, or "". */
  readonly date: string;
  /** One of the parser's kinds: `added`, `changed`, `deprecated`, `removed`, `fixed`, `breaking`, `other`. */
  readonly kind: string;
  /** Markdown, quoted. */
  readonly text: string;
  /** API names in the text, as they are written. */
  readonly symbols: readonly string[];
  /** Last parts of these names, lower case: what it is looked up by. */
  readonly leaves: readonly string[];
  /** Module that a heading over it names, or "". */
  readonly module: string;
  readonly path: string;
  readonly title: string;
  readonly anchor: string;
}

/**
 * What the other documents of a release say about one API. An API that none of them names has no row. Its vector is
 * that of `text` under the API's name.
 */
export interface MentionRow extends Lifetime {
  readonly id: string;
  readonly source: string;
  /** The qualified names that it bears. */
  readonly symbols: readonly string[];
  /** The document that is about it. */
  readonly document: string;
  /** Documents that name it; a name that several APIs bear counts as a share for each. */
  readonly pages: number;
  /** Lexical field: the sentences that name it, one a line. */
  readonly text: string;
}

/**
 * What people might ask who need an API or a section, as somebody wrote it down: document expansion (doc2query;
 * Nogueira, Yang, Lin, Cho, 2019). It helps to find a page, and is no part of what the page says.
 */
export interface QuestionRow extends Lifetime {
  readonly id: string;
  readonly source: string;
  /** The qualified name of the API; empty for a section of a guide. */
  readonly symbols: readonly string[];
  /** The document that answers. */
  readonly document: string;
  /** Lexical field: the questions, one a line. */
  readonly text: string;
}

/** Content-addressed: one vector a text and model, shared by releases, corpora and rebuilds. */
export interface VectorRow {
  readonly hash: string;
  /** `encodeVector`: one byte a dimension. */
  readonly codes: Uint8Array;
}

/** The lexical fields of a chunk, as one list: it makes the indexes and names the weights. */
export const LEXICAL_FIELDS = ["names", "text"] as const;
export type LexicalField = (typeof LEXICAL_FIELDS)[number];

/** The tables of one corpus. */
export const TABLE_KINDS = ["chunks", "symbols", "documents", "notes", "mentions", "questions"] as const;
export type TableKind = (typeof TABLE_KINDS)[number];
