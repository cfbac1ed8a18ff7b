import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/** A syntax tree with the text it was read from. */
export interface PythonSyntax {
  readonly source: string;
  readonly top: SyntaxNode;
  /** How many places the parser had to skip or invent something. */
  readonly errors: number;
  /** Has statements that only Python 2 has. */
  readonly isPython2: boolean;
}

/** The grammar rejects a `yield` without a value; `pass` has the same place and the same outline. */
const BARE_YIELD = /^([ \t]*)yield(?=[ \t]*(?:#.*)?\r?$)/gm;

/** The grammar rejects `1.` and `1.e8`; without the point the number has the same place and the same outline. */
const BARE_POINT = /(?<![\w.])(\d[\d_]*)\.(e[+-]?\d+|j)?(?![\w.])/gi;

/** Parses Python; what cannot be parsed is skipped, never thrown. */
export function parsePython(source: string): PythonSyntax {
  const tree = parser.parse(source.replace(BARE_YIELD, "$1pass ").replace(BARE_POINT, "$1$2 "));
  let errors = 0;
  let isPython2 = false;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) errors += 1;
      else if (node.name === "PrintStatement")
        isPython2 ||= /^print\s+["'\w]/.test(source.slice(node.from, node.to));
      else if (node.name === "," && node.node.parent?.name === "TryStatement") isPython2 = true;
    },
  });
  return { source, top: tree.topNode, errors, isPython2 };
}

export function* children(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield child;
}

/** Children that carry meaning: neither brackets, commas, comments nor error marks. */
export function* operands(node: SyntaxNode): Generator<SyntaxNode> {
  for (const child of children(node)) {
    if (/^\w/.test(child.name) && child.name !== "Comment" && !child.type.isError) yield child;
  }
}

export interface Statement {
  readonly node: SyntaxNode;
  /** Inside `if`, `try`, `with` or a loop: may not run. */
  readonly conditional: boolean;
}

/** The statements of a module or body in order, those inside `if`, `try` and `with` included. */
export function* statements(body: SyntaxNode, source: string, conditional = false): Generator<Statement> {
  for (const child of children(body)) {
    switch (child.name) {
      case "IfStatement":
        if (/^if\s+__name__\s*==/.test(source.slice(child.from, child.from + 40))) break;
        for (const part of child.getChildren("Body")) yield* statements(part, source, true);
        break;
      case "TryStatement":
      case "WithStatement":
        for (const part of child.getChildren("Body")) yield* statements(part, source, true);
        break;
      case "StatementGroup":
        yield* statements(child, source, conditional);
        break;
      default:
        if (/^[A-Z]/.test(child.name) && child.name !== "Comment") yield { node: child, conditional };
    }
  }
}

/** `a.b.c` of a chain of names, or undefined for anything else. */
export function dottedName(node: SyntaxNode | null, source: string): string | undefined {
  if (node === null) return undefined;
  if (node.name === "ParenthesizedExpression") {
    const [inner] = operands(node);
    return inner === undefined ? undefined : dottedName(inner, source);
  }
  if (node.name !== "VariableName" && node.name !== "MemberExpression") return undefined;
  const text = source.slice(node.from, node.to).replace(/\s+/g, "");
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text) ? text : undefined;
}

/** Source text on one line: blanks collapsed, comments dropped, blanks inside brackets removed. */
export function oneLine(text: string): string {
  if (!/[\n\r\t#]| {2}/.test(text)) return text.trim();
  return text
    .replace(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#[^\n]*/g, "$1")
    .replace(/\\?\s+/g, " ")
    .replace(/([([{]) /g, "$1")
    .replace(/,? ([)\]}])/g, "$1")
    .trim();
}

export interface Argument {
  readonly keyword: string | undefined;
  /** `*` or `**` for unpacked arguments. */
  readonly stars: "" | "*" | "**";
  readonly value: SyntaxNode;
}

/** The callee and the arguments of a call. */
export function readCall(
  call: SyntaxNode,
  source: string,
): {
  readonly callee: string | undefined;
  readonly calleeNode: SyntaxNode | null;
  readonly args: Argument[];
} {
  const calleeNode = call.firstChild;
  return {
    callee: dottedName(calleeNode, source),
    calleeNode,
    args: readArguments(call.getChild("ArgList"), source),
  };
}

export function readArguments(list: SyntaxNode | null, source: string): Argument[] {
  const args: Argument[] = [];
  if (list === null) return args;
  let keyword: string | undefined;
  let stars: Argument["stars"] = "";
  for (const child of children(list)) {
    const text = source.slice(child.from, child.to);
    if (child.name === "," || child.name === "(" || child.name === ")") {
      keyword = undefined;
      stars = "";
    } else if (text === "*" || text === "**") {
      stars = text;
    } else if (child.name === "VariableName" && child.nextSibling?.name === "AssignOp") {
      keyword = text;
    } else if (child.name !== "AssignOp" && /^\w/.test(child.name) && child.name !== "Comment") {
      args.push({ keyword, stars, value: child });
    }
  }
  return args;
}
