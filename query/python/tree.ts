import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** A file's syntax with the text it was read from. */
export interface PythonTree {
  readonly tree: Tree;
  readonly source: string;
  /** Where the grammar had to skip or invent something; at most a few. */
  readonly errors: readonly number[];
  readonly comments: readonly { readonly from: number; readonly to: number }[];
  readonly isPython2: boolean;
}

/** The grammar rejects a `yield` without a value and `1.`; what stands in their place has the same length. */
const BARE_YIELD = /(?<![\w.])yield(?=[ \t]*(?:[)\],;#]|\r?$))/gm;
const BARE_POINT = /(?<![\w.])(\d[\d_]*)\.(e[+-]?\d+|j)?(?![\w.])/gi;

/** Errors told of one file. */
const MOST_ERRORS = 3;

/** Parses Python; what cannot be parsed is skipped, never thrown. */
export function parsePython(text: string): PythonTree {
  const source = text.replace(/^\ufeff/, " ");
  const tree = parser.parse(source.replace(BARE_YIELD, "None ").replace(BARE_POINT, "$1$2 "));
  const errors: number[] = [];
  const comments: { from: number; to: number }[] = [];
  let isPython2 = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && errors.length < MOST_ERRORS) errors.push(node.from);
      if (node.name === "Comment") comments.push({ from: node.from, to: node.to });
      if (node.name === "PrintStatement")
        isPython2 ||= /^print\s+["'\w]/.test(source.slice(node.from, node.to));
      if (node.name === "," && node.node.parent?.name === "TryStatement") isPython2 = true;
    },
  });
  return { tree, source, errors, comments, isPython2 };
}

export function* childrenOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield child;
}

/** Both counted from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of a text into lines and columns. */
export function positionsIn(source: string): (offset: number) => Position {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return { line: low, column: offset - (starts[low - 1] ?? 0) + 1 };
  };
}
