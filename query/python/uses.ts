import type { SyntaxNode } from "@lezer/common";
import { isGuarded } from "./guards.js";
import { importsOf } from "./imports.js";
import { type Binding, bindingsAt, readScopes, type Scope } from "./scopes.js";
import { childrenOf, parsePython } from "./tree.js";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One place at which a file uses a name of another package. */
export interface Use {
  /**
   * As the package calls it, with `()` for every call on the way: `sklearn.cluster.KMeans`,
   * `sklearn.cluster.KMeans().fit`. `a.*.b` is a `b` that `from a import *` may have brought.
   */
  readonly path: string;
  /** Where its last parts are written; those before came with an import or a variable. */
  readonly spans: readonly Span[];
  /** It is only imported here: `module` where every part must be one. */
  readonly importedAs: "module" | "name" | undefined;
  /** What the call passes; undefined where the name is not called. */
  readonly call: UseCall | undefined;
  /** The code is ready for its not being there, or asks for the version first. */
  readonly isGuarded: boolean;
  /** It is set here, not read. */
  readonly isSet: boolean;
}

export interface UseCall {
  readonly positional: number;
  readonly keywords: readonly (Span & { readonly name: string })[];
  /** `*args` or `**kwargs` is passed: anything may be. */
  readonly spread: boolean;
}

export interface FileUses {
  readonly uses: readonly Use[];
  /** Attributes that the file sets on anything: it may give an object what its class does not have. */
  readonly planted: ReadonlySet<string>;
  /** Paths that the file sets, with `setattr` too: `sklearn.svm.Own`. */
  readonly set: ReadonlySet<string>;
  readonly comments: readonly Span[];
  /** Where the file could not be read; at most a few. */
  readonly errors: readonly number[];
  readonly isPython2: boolean;
}

/** Longer chains of calls and attributes are left alone. */
const DEEPEST = 60;
/** What is nested deeper was not written by a person; looking outwards from there would take for ever. */
const MOST_NESTED = 500;

/**
 * Which names of other packages a Python file uses, as far as its text tells: imports and their aliases, what a
 * variable was given last on every way to the place, attributes of these, and what their calls return. Scopes,
 * shadowing and reassignment count; a name that can be two things at a place is none. Relative imports are the
 * project's own.
 */
export function usesIn(text: string): FileUses {
  const tree = parsePython(text);
  const { source } = tree;
  const scopes = readScopes(tree);
  const word = (node: SyntaxNode) => source.slice(node.from, node.to);
  const uses: Use[] = [];
  const planted = new Set<string>();
  const set = new Set<string>();
  const known = new Map<string, string | undefined>();

  const pathOf = (node: SyntaxNode, depth = 0): string | undefined => {
    if (depth > DEEPEST) return undefined;
    switch (node.name) {
      case "VariableName": {
        const key = `${node.from}`;
        if (!known.has(key)) {
          known.set(key, undefined);
          known.set(key, meaningOf(word(node), scopes.of(node), node, depth));
        }
        return known.get(key);
      }
      case "ParenthesizedExpression": {
        const inner = node.firstChild?.nextSibling;
        return inner ? pathOf(inner, depth + 1) : undefined;
      }
      case "CallExpression": {
        const callee = node.firstChild && pathOf(node.firstChild, depth + 1);
        return callee === undefined || callee === null ? undefined : `${callee}()`;
      }
      case "MemberExpression": {
        const property = node.getChild("PropertyName");
        const owner = node.firstChild && property ? pathOf(node.firstChild, depth + 1) : undefined;
        return owner === undefined || property === null ? undefined : `${owner}.${word(property)}`;
      }
      default:
        return undefined;
    }
  };

  const meaningOf = (name: string, scope: Scope, node: SyntaxNode, depth: number): string | undefined => {
    const found = bindingsAt(name, scope, node);
    if (found === undefined) {
      const [star, ...others] = scopes.module.stars;
      return star === undefined || others.some((other) => other !== star) ? undefined : `${star}.*.${name}`;
    }
    const meanings = new Set(found.bindings.map((binding) => boundTo(binding, depth)));
    const [only] = meanings;
    return meanings.size === 1 ? only : undefined;
  };

  const boundTo = ({ value }: Binding, depth: number): string | undefined => {
    if (value === undefined) return undefined;
    return "path" in value ? value.path : pathOf(value.expression, depth + 1);
  };

  const spansOf = (node: SyntaxNode): readonly Span[] => {
    const spans: Span[] = [];
    for (let at: SyntaxNode | null = node; at !== null; at = at.firstChild) {
      const property: SyntaxNode | null = at.name === "MemberExpression" ? at.getChild("PropertyName") : null;
      if (property !== null) spans.unshift({ from: property.from, to: property.to });
      else if (at.name === "VariableName") spans.unshift({ from: at.from, to: at.to });
      if (at.name !== "MemberExpression" && at.name !== "CallExpression") break;
    }
    return spans;
  };

  let nested = 0;
  const visit = (node: SyntaxNode): boolean => {
    if (node.name === "ImportStatement") {
      for (const item of importsOf(node, source)) {
        if (item.isRelative) continue;
        const { path, spans } = item;
        const importedAs = item.isFrom && !item.isStar ? "name" : "module";
        uses.push({
          ...{ path: item.isStar ? item.module : path, spans, importedAs, call: undefined, isSet: false },
          isGuarded: isGuarded(node, source),
        });
      }
      return false;
    }
    if (node.name === "Decorator") {
      const use = decoratorUse(node, pathOf, word);
      if (use) uses.push({ ...use, isGuarded: isGuarded(node, source) });
      return true;
    }
    if (node.name === "CallExpression") {
      const attribute = setAttribute(node, source);
      const owner = attribute && pathOf(attribute.owner);
      if (attribute && owner !== undefined) set.add(`${owner}.${attribute.name}`);
      return true;
    }
    if (node.name !== "MemberExpression" && node.name !== "VariableName") return true;
    const parent = node.parent;
    if (parent?.name === "Decorator" || isBinding(node)) return true;
    const isSet = isTarget(node);
    if (isSet) {
      const property = node.getChild("PropertyName");
      if (property) planted.add(word(property));
    }
    // The whole of `a.b.c` is one use.
    if (
      parent?.name === "MemberExpression" &&
      parent.firstChild?.from === node.from &&
      parent.getChild("PropertyName")
    )
      return true;
    const path = pathOf(node);
    if (path === undefined) return true;
    if (isSet) set.add(path);
    const call =
      parent?.name === "CallExpression" && parent.firstChild?.from === node.from ? parent : undefined;
    uses.push({
      ...{ path, spans: spansOf(node), importedAs: undefined, isSet },
      call: call && callOf(call.getChild("ArgList"), word),
      isGuarded: isGuarded(node, source),
    });
    return true;
  };

  tree.tree.iterate({
    enter: ({ node }) => {
      const goesOn = nested < MOST_NESTED && visit(node);
      if (goesOn) nested += 1;
      return goesOn;
    },
    leave: () => {
      nested -= 1;
    },
  });
  for (const [, name = ""] of source.matchAll(/\bsetattr\(\s*[\w.]+\s*,\s*["'](\w+)["']/g)) planted.add(name);
  return { uses, planted, set, comments: tree.comments, errors: tree.errors, isPython2: tree.isPython2 };
}

/** `setattr(owner, "name", value)`, and the method of pytest's `monkeypatch` that is called so. */
function setAttribute(
  call: SyntaxNode,
  source: string,
): { readonly owner: SyntaxNode; readonly name: string } | undefined {
  const callee = call.firstChild;
  const owner = call.getChild("ArgList")?.firstChild?.nextSibling;
  const written = owner?.nextSibling?.nextSibling;
  if (!callee || !owner || written?.name !== "String") return undefined;
  if (!/(?:^|\.)setattr$/.test(source.slice(callee.from, callee.to))) return undefined;
  const name = /^["'](\w+)["']$/.exec(source.slice(written.from, written.to))?.[1];
  return name === undefined ? undefined : { owner, name };
}

/** The grammar has a decorator's name as a list of words. */
function decoratorUse(
  node: SyntaxNode,
  pathOf: (node: SyntaxNode) => string | undefined,
  word: (node: SyntaxNode) => string,
): Omit<Use, "isGuarded"> | undefined {
  const head = node.getChild("VariableName");
  const root = head && pathOf(head);
  if (head === null || root === undefined || root === null) return undefined;
  const properties = [...childrenOf(node)].filter(
    ({ name, from }) => /^(?:Variable|Property)Name$/.test(name) && from > head.from,
  );
  const list = node.getChild("ArgList");
  return {
    path: [root, ...properties.map(word)].join("."),
    spans: [head, ...properties].map(({ from, to }) => ({ from, to })),
    importedAs: undefined,
    isSet: false,
    call: list === null ? undefined : callOf(list, word),
  };
}

/** A name that is set here, not read: a target, a parameter, a keyword, what is defined. */
function isBinding(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (node.name !== "VariableName" || parent === null) return false;
  if (parent.name === "ParamList") return node.prevSibling?.name !== "AssignOp";
  if (parent.name === "FunctionDefinition" || parent.name === "ClassDefinition") return true;
  if (parent.name === "ArgList") return node.nextSibling?.name === "AssignOp";
  return parent.name === "AssignStatement" && isTarget(node);
}

function isTarget(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (parent?.name === "DeleteStatement") return true;
  if (parent?.name !== "AssignStatement") return false;
  const last = parent.getChildren("AssignOp").at(-1);
  return last === undefined
    ? node.prevSibling === null
    : node.from < last.from && node.prevSibling?.name !== ":";
}

function callOf(list: SyntaxNode | null, word: (node: SyntaxNode) => string): UseCall {
  const keywords: { name: string; from: number; to: number }[] = [];
  let positional = 0;
  let spread = false;
  let isKeyword = false;
  for (const child of list === null ? [] : childrenOf(list)) {
    const text = word(child);
    // The rest is what a generator goes over: it is the one argument.
    if (child.name === "for" || child.name === "async") break;
    if (child.name === "," || child.name === "(" || child.name === ")") isKeyword = false;
    else if (text === "*" || text === "**") spread = true;
    // `f(x, ...)` stands for more than is written.
    else if (child.name === "Ellipsis" || text === "...") spread = true;
    else if (child.name === "VariableName" && child.nextSibling?.name === "AssignOp") {
      keywords.push({ name: text, from: child.from, to: child.to });
      isKeyword = true;
    } else if (!isKeyword && /^[A-Z]/.test(child.name) && child.name !== "Comment" && isFirst(child))
      positional += 1;
  }
  return { positional, keywords, spread };
}

/** The first word of an argument: what follows belongs to it, as in `x for x in y`. */
function isFirst(node: SyntaxNode): boolean {
  let before = node.prevSibling;
  while (before?.name === "Comment") before = before.prevSibling;
  return before === null || before.name === "," || before.name === "(";
}
