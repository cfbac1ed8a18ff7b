/** What a document is for. The order is the order in which kinds are listed to a user. */
export const DOCUMENT_KINDS = ["api", "guide", "tutorial", "example", "release-notes", "paper"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * A piece of a section that the chunker keeps whole as long as it can. Texts are Markdown: inline
 * code in backticks, lists with `- `. Of links and roles the text is kept; targets are in no text, since
 * they differ between releases where the text does not, cost the window of the embedding model its room and
 * tell it nothing: those that a page states in full are the section's `links`.
 */
export type Block =
  /** A paragraph, list, quotation or definition list. */
  | { readonly type: "prose"; readonly text: string }
  /** Source code, without the fence. */
  | { readonly type: "code"; readonly text: string; readonly language?: string }
  /** A table as GitHub-flavoured Markdown. */
  | { readonly type: "table"; readonly text: string }
  /** The signature(s) of an API entry, one a line; `language` where the document's format does not tell. */
  | { readonly type: "signature"; readonly text: string; readonly language?: string }
  /** `name` is the directive's own: `note`, `warning`, `versionadded`, `versionchanged`, `deprecated`, ... */
  | {
      readonly type: "admonition";
      readonly name: string;
      /** For version directives: the version as written. */
      readonly version?: string;
      readonly text: string;
    };

/** Where some words of a section lead to. */
export interface Link {
  readonly text: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
}

/** A heading and what stands under it, up to the next heading of any level. Sections are flat, in page order. */
export interface Section {
  /** From the document's title down to this section's own heading; never empty. */
  readonly headingPath: readonly string[];
  /** The fragment that opens the page here, without `#`; undefined for the top of a page. */
  readonly anchor: string | undefined;
  readonly blocks: readonly Block[];
  /** Qualified names of the API symbols that this section documents (defines, not merely mentions). */
  readonly symbols: readonly string[];
  /** Targets of the links in the blocks, in page order, each once; absent when there are none. */
  readonly links?: readonly Link[];
}

export const PARAMETER_KINDS = [
  "positional-only",
  "positional-or-keyword",
  "var-positional",
  "keyword-only",
  "var-keyword",
] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

export interface Parameter {
  /** Without stars. */
  readonly name: string;
  readonly kind: ParameterKind;
  /** Source text of the default, e.g. `"auto"` with its quotes; absent when there is none. */
  readonly default?: string;
  /** Source text of the annotation; absent when there is none. */
  readonly annotation?: string;
  /** What the project says of it, where it is deprecated. */
  readonly deprecated?: Deprecation;
}

export const SYMBOL_KINDS = [
  "module",
  "class",
  "function",
  "method",
  "property",
  "attribute",
  "constant",
  "interface",
  "type",
  "enum",
  // A page lists its name and does not say what it is.
  "unknown",
] as const;
export type SymbolKind = (typeof SYMBOL_KINDS)[number];

export interface Deprecation {
  /** Release in which it was deprecated, where the evidence says. */
  readonly since?: string;
  /** What to use instead, where the evidence says. */
  readonly replacement?: string;
  /** The evidence, quoted. */
  readonly message: string;
}

/** One named API of a release, as one document witnesses it. */
export interface SymbolFact {
  /** Public qualified name, e.g. `sklearn.cluster.KMeans.fit`. */
  readonly name: string;
  /** Other names under which the same object can be reached, e.g. the private defining module's. */
  readonly aliases: readonly string[];
  /**
   * Of a class or interface, the public names of the nearest ones that it inherits from and that have entries of their own, in the
   * order in which they are looked at: what they define is not told again. Absent where it has none.
   */
  readonly bases?: readonly string[];
  readonly kind: SymbolKind;
  /**
   * One line per overload, e.g. `sklearn.cluster.KMeans(n_clusters=8, *, init='k-means++')`. None where a page only lists
   * the name: then its parameters, and the members of a class, are not known.
   */
  readonly signatures: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly returns?: string;
  /** First sentence or paragraph of its documentation, or "". */
  readonly summary: string;
  readonly deprecated?: Deprecation;
  /** From a `versionadded` directive, an `@since` tag or similar; never guessed. */
  readonly since?: string;
  /** Fragment within the page. */
  readonly anchor: string | undefined;
}

/** A page parsed. A page may yield several documents (one per top-level API object of a module). */
export interface Document {
  /** The page's path. */
  readonly path: string;
  /** Title, or the qualified name for an API object. `path` and `title` together are unique in a release. */
  readonly title: string;
  readonly kind: DocumentKind;
  readonly sections: readonly Section[];
  readonly symbols: readonly SymbolFact[];
}
