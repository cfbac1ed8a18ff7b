import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/** One place at which a file uses a name of another package. */
export interface Use {
  /** As the package calls it: `sklearn.cluster.KMeans`, `sklearn.cluster.KMeans.fit`. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  /** It is only imported here. */
  readonly isImport: boolean;
  /** What the call passes; undefined where the name is not called. */
  readonly call: UseCall | undefined;
}

export interface UseCall {
  readonly positional: number;
  readonly keywords: readonly string[];
  /** `*args` or `**kwargs` is passed: anything may be. */
  readonly spread: boolean;
}

/**
 * Which imported names a Python file uses, as far as its text tells: through imports and their aliases, attributes
 * of them, and methods of what a variable holds that is assigned once, from a call. What is decided at run time,
 * relative imports and `import *` are not followed.
 */
export function usesIn(source: string): readonly Use[] {
  const tree = parser.parse(source);
  const text = (node: SyntaxNode) => source.slice(node.from, node.to);
  const lines = lineStarts(source);
  const bound = new Map<string, string>();
  const imports: Use[] = [];
  const assigned = new Map<string, number>();
  const expressions: SyntaxNode[] = [];
  const assignments: SyntaxNode[] = [];
  tree.iterate({
    enter: ({ node }) => {
      if (node.name === "ImportStatement") {
        const line = lineAt(lines, node.from);
        for (const [local, name] of bindingsOf(node, text)) {
          bound.set(local, name);
          imports.push({ name, line, isImport: true, call: undefined });
        }
        return false;
      }
      if (node.name === "AssignStatement") assignments.push(node);
      if (node.name === "MemberExpression" || node.name === "VariableName") expressions.push(node);
      return true;
    },
  });
  for (const node of assignments) {
    for (const target of node.getChildren("VariableName", null, "AssignOp")) {
      assigned.set(text(target), (assigned.get(text(target)) ?? 0) + 1);
    }
  }
  const nameOf = (node: SyntaxNode): string | undefined => {
    if (node.name === "VariableName") return bound.get(text(node));
    if (node.name === "CallExpression") return node.firstChild ? nameOf(node.firstChild) : undefined;
    const property = node.getChild("PropertyName");
    if (node.name !== "MemberExpression" || !node.firstChild || !property) return undefined;
    const owner = nameOf(node.firstChild);
    return owner === undefined ? undefined : `${owner}.${text(property)}`;
  };
  for (const node of assignments) {
    const [target, value] = [node.firstChild, node.lastChild];
    if (target?.name !== "VariableName" || value?.name !== "CallExpression") continue;
    const name = nameOf(value);
    if (name !== undefined && assigned.get(text(target)) === 1) bound.set(text(target), name);
  }
  const read = expressions.flatMap((node): Use[] => {
    const parent = node.parent;
    // The whole of `a.b.c` is one use; a keyword or a target of an assignment is none.
    if (parent?.name === "MemberExpression" && parent.firstChild?.from === node.from) return [];
    if (isBinding(node)) return [];
    const name = nameOf(node);
    if (name === undefined) return [];
    const call =
      parent?.name === "CallExpression" && parent.firstChild?.from === node.from ? parent : undefined;
    return [{ name, line: lineAt(lines, node.from), isImport: false, call: call && callOf(call, text) }];
  });
  return [...imports, ...read];
}

/** `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`; `from a import b as c` binds `c` to `a.b`. */
function bindingsOf(
  statement: SyntaxNode,
  text: (node: SyntaxNode) => string,
): readonly (readonly [local: string, name: string])[] {
  const words: string[] = [];
  for (let child = statement.firstChild; child !== null; child = child.nextSibling) words.push(text(child));
  const isFrom = words[0] === "from";
  const split = words.indexOf("import");
  const module = isFrom ? words.slice(1, split).join("") : "";
  if (module.startsWith(".")) return [];
  const items: string[][] = [[]];
  for (const word of words.slice(split + 1)) {
    if (word === ",") items.push([]);
    else if (word !== "(" && word !== ")") items.at(-1)?.push(word);
  }
  return items.flatMap((item): (readonly [string, string])[] => {
    const as = item.indexOf("as");
    const path = item.slice(0, as < 0 ? item.length : as).join("");
    if (path === "" || path === "*") return [];
    const local = as < 0 ? undefined : item[as + 1];
    if (isFrom) return [[local ?? path, `${module}.${path}`]];
    const root = path.split(".", 1)[0] ?? path;
    return [local === undefined ? [root, root] : [local, path]];
  });
}

/** A name that is set here, not read: a target, a parameter, a keyword. */
function isBinding(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (node.name !== "VariableName" || parent === null) return false;
  if (
    parent.name === "ParamList" ||
    parent.name === "FunctionDefinition" ||
    parent.name === "ClassDefinition"
  ) {
    return true;
  }
  return (
    (parent.name === "ArgList" || parent.name === "AssignStatement") && node.nextSibling?.name === "AssignOp"
  );
}

function callOf(call: SyntaxNode, text: (node: SyntaxNode) => string): UseCall {
  const keywords: string[] = [];
  let positional = 0;
  let spread = false;
  const list = call.getChild("ArgList");
  for (let child = list?.firstChild ?? null; child !== null; child = child.nextSibling) {
    const word = text(child);
    if (word === "*" || word === "**") spread = true;
    const isKeyword = child.name === "VariableName" && child.nextSibling?.name === "AssignOp";
    if (isKeyword) keywords.push(word);
    const isFirst = /^[(,]$/.test(child.prevSibling ? text(child.prevSibling) : "");
    if (isFirst && !isKeyword && !/^[(),*]+$/.test(word)) positional += 1;
  }
  return { positional, keywords, spread };
}

function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
