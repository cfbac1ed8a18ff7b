import type { SyntaxNode } from "@lezer/common";
import { children, dottedName, operands, readCall } from "./syntax.js";

/**
 * A string as the source computes it: docstrings are often put together from shared pieces.
 * Kept unevaluated because the pieces may stand in modules that are read later.
 */
export type TextExpression =
  | string
  | { readonly op: "join"; readonly parts: readonly TextExpression[] }
  | {
      readonly op: "format";
      readonly text: TextExpression;
      readonly tables: readonly TableExpression[];
    }
  | {
      readonly op: "replace";
      readonly text: TextExpression;
      readonly from: TextExpression;
      readonly to: TextExpression;
    }
  | { readonly op: "name"; readonly path: string };

/** A dictionary of strings, the right side of `.format(**table)`. */
export type TableExpression =
  | { readonly op: "entries"; readonly entries: readonly (readonly [string, TextExpression])[] }
  /** A call with one string that describes arguments, one each: `parse_kwargs("input (Tensor): ...")`. */
  | { readonly op: "described"; readonly text: TextExpression }
  | { readonly op: "merge"; readonly tables: readonly TableExpression[] }
  | { readonly op: "name"; readonly path: string };

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "",
  b: "",
  f: "",
  n: "\n",
  r: "",
  t: "\t",
  v: "",
};

/** The value of a string literal with prefix and quotes; bytes have none. */
export function unquote(literal: string): string | undefined {
  const match = /^([a-zA-Z]*)('''|"""|'|")([\s\S]*?)(?:\2)?$/.exec(literal.replace(/\r\n?/g, "\n"));
  if (match === null || /b/i.test(match[1] ?? "")) return undefined;
  const body = match[3] ?? "";
  return /r/i.test(match[1] ?? "") ? body : decodeEscapes(body);
}

function decodeEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}]*\}|.)/g,
    (whole, sequence: string) => {
      const known = ESCAPES[sequence];
      if (known !== undefined) return known;
      const code = /^[xuU][\da-fA-F]+$/.test(sequence)
        ? Number.parseInt(sequence.slice(1), 16)
        : /^[0-7]+$/.test(sequence)
          ? Number.parseInt(sequence, 8)
          : Number.NaN;
      return Number.isNaN(code) || code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

/** The string expression at a node, or undefined where it is none or cannot be read plainly. */
export function readText(node: SyntaxNode | null, source: string): TextExpression | undefined {
  if (node === null) return undefined;
  switch (node.name) {
    case "String":
      return unquote(source.slice(node.from, node.to));
    case "FormatString":
      return readFormatString(node, source);
    case "ParenthesizedExpression": {
      const [inner] = operands(node);
      return inner === undefined ? undefined : readText(inner, source);
    }
    case "ContinuedString":
      return join([...operands(node)].map((part) => readText(part, source)));
    case "BinaryExpression":
      return readSum(node, source);
    case "CallExpression":
      return readMethodCall(node, source);
    case "VariableName":
    case "MemberExpression": {
      const path = dottedName(node, source);
      return path === undefined ? undefined : { op: "name", path };
    }
    default:
      return undefined;
  }
}

/** What is spelt of a text; "" where nothing is. */
export function literalText(text: TextExpression | undefined): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  return text.op === "join" ? text.parts.map(literalText).join("") : "";
}

/** A long chain of `+` leans to the left, so it is walked, not recursed into. */
function readSum(node: SyntaxNode, source: string): TextExpression | undefined {
  const parts: (TextExpression | undefined)[] = [];
  let left: SyntaxNode | null = node;
  while (left !== null && left.name === "BinaryExpression") {
    const operator: SyntaxNode | null = left.getChild("ArithOp");
    if (operator === null || source.slice(operator.from, operator.to) !== "+") return undefined;
    parts.unshift(readText(left.lastChild, source));
    left = left.firstChild;
  }
  parts.unshift(readText(left, source));
  return join(parts);
}

function join(parts: readonly (TextExpression | undefined)[]): TextExpression | undefined {
  const joined: TextExpression[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined.length === 1 ? joined[0] : { op: "join", parts: joined };
}

function readFormatString(node: SyntaxNode, source: string): TextExpression | undefined {
  const literal = source.slice(node.from, node.to);
  const opening = /^[a-zA-Z]*('''|"""|'|")/.exec(literal)?.[0] ?? "";
  const raw = /r/i.test(opening);
  const plain = (from: number, to: number): string => {
    const text = source.slice(from, to).replace(/\{\{/g, "{").replace(/\}\}/g, "}");
    return raw ? text : decodeEscapes(text);
  };
  const parts: TextExpression[] = [];
  let position = node.from + opening.length;
  for (const child of children(node)) {
    if (child.name !== "FormatReplacement") continue;
    parts.push(plain(position, child.from));
    const [inner] = operands(child);
    const path = inner === undefined ? undefined : dottedName(inner, source);
    parts.push(path === undefined ? source.slice(child.from + 1, child.to - 1) : { op: "name", path });
    position = child.to;
  }
  parts.push(plain(position, Math.max(position, node.to - (/['"]+$/.exec(opening)?.[0].length ?? 0))));
  return join(parts);
}

function readMethodCall(node: SyntaxNode, source: string): TextExpression | undefined {
  const { calleeNode, args } = readCall(node, source);
  if (calleeNode?.name !== "MemberExpression") return readDedent(node, source);
  const property = calleeNode.getChild("PropertyName");
  const method = property === null ? "" : source.slice(property.from, property.to);
  const text = readText(calleeNode.firstChild, source);
  if (text === undefined) return undefined;
  if (/^(?:strip|lstrip|rstrip|expandtabs|encode)$/.test(method)) return text;
  if (method === "replace") {
    const from = readText(args[0]?.value ?? null, source);
    const to = readText(args[1]?.value ?? null, source);
    return from === undefined || to === undefined ? text : { op: "replace", text, from, to };
  }
  if (method === "format") {
    const tables: TableExpression[] = [];
    const entries: [string, TextExpression][] = [];
    for (const [index, argument] of args.entries()) {
      if (argument.stars === "**") {
        const table = readTable(argument.value, source);
        if (table !== undefined) tables.push(table);
        continue;
      }
      const value = readText(argument.value, source);
      if (value !== undefined) entries.push([argument.keyword ?? String(index), value]);
    }
    return { op: "format", text, tables: [...tables, { op: "entries", entries }] };
  }
  return readDedent(node, source);
}

/** `textwrap.dedent("...")`, `inspect.cleandoc("...")`: docstrings are cleaned anyway. */
function readDedent(node: SyntaxNode, source: string): TextExpression | undefined {
  const { callee, args } = readCall(node, source);
  if (!/(?:^|\.)(?:dedent|cleandoc)$/.test(callee ?? "")) return undefined;
  return readText(args[0]?.value ?? null, source);
}

/** The dictionary of strings at a node, or undefined where it is none or cannot be read plainly. */
export function readTable(node: SyntaxNode | null, source: string): TableExpression | undefined {
  if (node === null) return undefined;
  if (node.name === "DictionaryExpression") {
    const parts = [...operands(node)];
    const entries: [string, TextExpression][] = [];
    for (let index = 0; index + 1 < parts.length; index += 2) {
      const key = readText(parts[index] ?? null, source);
      const value = readText(parts[index + 1] ?? null, source);
      if (typeof key === "string" && value !== undefined) entries.push([key, value]);
    }
    return { op: "entries", entries };
  }
  if (node.name === "CallExpression") {
    const { args } = readCall(node, source);
    const [first] = args;
    if (args.length === 1 && first !== undefined && /String$/.test(first.value.name)) {
      const text = readText(first.value, source);
      return text === undefined ? undefined : { op: "described", text };
    }
    const tables = args.map((argument) => readTable(argument.value, source)).filter((t) => t !== undefined);
    return tables.length > 0 ? { op: "merge", tables } : undefined;
  }
  const path = dottedName(node, source);
  return path === undefined ? undefined : { op: "name", path };
}

/** Looks names up in the module where the expression stands. */
export interface TextScope {
  text(path: string): TextExpression | undefined;
  table(path: string): TableExpression | undefined;
  /** The scope in which what `text` or `table` returned for this path must be evaluated. */
  scopeOf(path: string): TextScope;
}

const MAX_DEPTH = 24;

/** The text as far as it can be known; an unknown piece leaves its name behind. */
export function evaluateText(expression: TextExpression, scope: TextScope, depth = 0): string {
  if (typeof expression === "string") return expression;
  if (depth > MAX_DEPTH) return "";
  switch (expression.op) {
    case "join":
      return expression.parts.map((part) => evaluateText(part, scope, depth + 1)).join("");
    case "replace": {
      const from = evaluateText(expression.from, scope, depth + 1);
      const text = evaluateText(expression.text, scope, depth + 1);
      return from === "" ? text : text.replaceAll(from, () => evaluateText(expression.to, scope, depth + 1));
    }
    case "format": {
      const values = new Map<string, string>();
      for (const table of expression.tables) fillTable(values, table, scope, depth + 1);
      let position = 0;
      return evaluateText(expression.text, scope, depth + 1).replace(
        /\{\{|\}\}|\{(\w*)(?:![rsa])?(?::[^{}]*)?\}/g,
        (match, name: string | undefined) => {
          if (match === "{{") return "{";
          if (match === "}}") return "}";
          const key = name === "" ? String(position++) : (name ?? "");
          return values.get(key) ?? key;
        },
      );
    }
    case "name": {
      const found = scope.text(expression.path);
      return found === undefined
        ? (expression.path.split(".").at(-1) ?? "")
        : evaluateText(found, scope.scopeOf(expression.path), depth + 1);
    }
  }
}

function fillTable(
  values: Map<string, string>,
  table: TableExpression,
  scope: TextScope,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  switch (table.op) {
    case "entries":
      for (const [key, text] of table.entries) values.set(key, evaluateText(text, scope, depth + 1));
      break;
    case "described":
      for (const entry of evaluateText(table.text, scope, depth + 1).split(/\n {4}(?! )/)) {
        const name = /^\s*(\w+)/.exec(entry)?.[1];
        if (name !== undefined) values.set(name, entry.trim());
      }
      break;
    case "merge":
      for (const part of table.tables) fillTable(values, part, scope, depth + 1);
      break;
    case "name": {
      const found = scope.table(table.path);
      if (found !== undefined) fillTable(values, found, scope.scopeOf(table.path), depth + 1);
    }
  }
}
