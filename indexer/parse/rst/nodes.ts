/** A directive as written: what it means is decided when it is rendered. */
export interface Directive {
  readonly type: "directive";
  /** Lower-cased, with its domain: `note`, `py:function`. */
  readonly name: string;
  /** Lines after `::` up to a blank line or the first option. */
  readonly argument: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Dedented lines. */
  readonly content: readonly string[];
}

export interface ListItem {
  readonly marker: string;
  readonly nodes: readonly RstNode[];
}

export interface TermItem {
  readonly term: string;
  readonly nodes: readonly RstNode[];
}

/** Cells hold unparsed lines: a cell may contain any block. */
export type TableRow = readonly (readonly string[])[];

/** One construct of the block grammar of reStructuredText. Texts still carry their inline markup. */
export type RstNode =
  | { readonly type: "heading"; readonly text: string; readonly level: number }
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly ListItem[] }
  | { readonly type: "definitions"; readonly items: readonly TermItem[] }
  | { readonly type: "fields"; readonly items: readonly TermItem[] }
  | { readonly type: "options"; readonly items: readonly TermItem[] }
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "doctest"; readonly text: string }
  | { readonly type: "lines"; readonly lines: readonly string[] }
  | { readonly type: "quote"; readonly nodes: readonly RstNode[] }
  | { readonly type: "table"; readonly head: readonly TableRow[]; readonly body: readonly TableRow[] }
  | { readonly type: "target"; readonly name: string; readonly external: boolean }
  | { readonly type: "substitution"; readonly name: string; readonly directive: Directive }
  | { readonly type: "note"; readonly label: string; readonly nodes: readonly RstNode[] }
  | Directive;
