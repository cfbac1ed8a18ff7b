import type { SyntaxNode } from "@lezer/common";
import { importsOf } from "./imports.js";
import { childrenOf, type PythonTree } from "./tree.js";

/** One place that gives a name a value. */
export interface Binding {
  readonly at: number;
  /** Starts of the branches and loops of its scope that it stands in, the outermost first. */
  readonly blocks: readonly Block[];
  /** What it is: a name of another package, an expression of this file, or nothing that can be told. */
  readonly value: { readonly path: string } | { readonly expression: SyntaxNode } | undefined;
}

/** A body that may not run, or may run again. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly isLoop: boolean;
}

/** Where names live. What a comprehension or a class body reads of the outside it reads at once; a function, later. */
export interface Scope {
  readonly kind: "module" | "function" | "class" | "comprehension";
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding[]>;
  /** Names that `global` or `nonlocal` sends outwards. */
  readonly foreign: Set<string>;
  /** Modules whose names all are taken. */
  readonly stars: string[];
}

/** The scopes of a file by the node that opens each. */
export interface Scopes {
  readonly module: Scope;
  /** The scope in which a node's names are looked up. */
  of(node: SyntaxNode): Scope;
}

/** The grammar has the only argument `x for x in y` right in the list of arguments. */
const isComprehension = (node: SyntaxNode): boolean =>
  /ComprehensionExpression$/.test(node.name) || (node.name === "ArgList" && node.getChild("for") !== null);
const BRANCH = /^(?:If|For|While|Try|Match)(?:Statement|Clause)$/;

export function readScopes({ tree, source }: PythonTree): Scopes {
  const text = (node: SyntaxNode) => source.slice(node.from, node.to);
  const opened = new Map<string, Scope>();
  const module = newScope("module", undefined);
  const stack: Scope[] = [module];
  const blocks: Block[] = [];
  const bind = (scope: Scope | undefined, name: string, at: number, value: Binding["value"]) => {
    let owner = scope;
    while (owner?.foreign.has(name) && owner.parent) owner = owner.parent;
    const list = owner?.bindings.get(name);
    const binding = { at, blocks: owner === scope ? blocksIn(blocks, scopeStart(stack.length)) : [], value };
    if (list) list.push(binding);
    else owner?.bindings.set(name, [binding]);
  };
  const starts: number[] = [0];
  const scopeStart = (depth: number) => starts[depth - 1] ?? 0;
  const open = (node: SyntaxNode, kind: Scope["kind"]): Scope => {
    const scope = newScope(kind, stack.at(-1));
    opened.set(keyOf(node), scope);
    stack.push(scope);
    starts.push(blocks.length);
    return scope;
  };
  tree.iterate({
    enter: ({ node }) => {
      const scope = stack.at(-1) ?? module;
      switch (node.name) {
        case "FunctionDefinition":
        case "ClassDefinition": {
          const name = node.getChild("VariableName");
          if (name) bind(scope, text(name), name.from, undefined);
          const inner = open(node, node.name === "ClassDefinition" ? "class" : "function");
          for (const parameter of parametersOf(node)) bind(inner, text(parameter), node.from, undefined);
          for (const statement of foreignIn(node)) inner.foreign.add(text(statement));
          break;
        }
        case "LambdaExpression": {
          const inner = open(node, "function");
          for (const parameter of parametersOf(node)) bind(inner, text(parameter), node.from, undefined);
          break;
        }
        case "ImportStatement":
          for (const item of importsOf(node, source)) {
            if (item.isRelative) bind(scope, item.local, node.from, undefined);
            else if (item.isStar) scope.stars.push(item.module);
            else bind(scope, item.local, node.from, { path: item.bound });
          }
          return false;
        case "AssignStatement":
          bindAssignment(node, (name, at, value) => bind(scope, name, at, value), text);
          break;
        case "UpdateStatement":
        case "DeleteStatement":
          for (const name of node.getChildren("VariableName"))
            if (name.prevSibling === null || node.name === "DeleteStatement")
              bind(scope, text(name), node.to, undefined);
          break;
        case "VariableName": {
          const outer = isLoopTarget(node) ? scope : isCaptured(node) ? functionScope(stack) : undefined;
          const at = scope.kind === "comprehension" && outer === scope ? 0 : node.from;
          if (outer) bind(outer, text(node), at, undefined);
          break;
        }
        case "Body":
          if (node.parent && BRANCH.test(node.parent.name)) {
            const isLoop = /^(?:For|While)/.test(node.parent.name);
            blocks.push({ from: node.from, to: node.to, isLoop });
          }
          break;
        default:
          if (isComprehension(node)) open(node, "comprehension");
      }
      return true;
    },
    leave: ({ node }) => {
      const opens = /^(?:FunctionDefinition|ClassDefinition|LambdaExpression)$/.test(node.name);
      if (opens || isComprehension(node)) {
        stack.pop();
        starts.pop();
      }
      if (node.name === "Body" && node.parent && BRANCH.test(node.parent.name)) blocks.pop();
    },
  });
  return { module, of: (node) => scopeOf(node, opened) ?? module };
}

const newScope = (kind: Scope["kind"], parent: Scope | undefined): Scope => ({
  ...{ kind, parent, bindings: new Map(), foreign: new Set(), stars: [] },
});

const keyOf = (node: SyntaxNode): string => `${node.name} ${node.from} ${node.to}`;

const blocksIn = (blocks: readonly Block[], start: number): readonly Block[] => blocks.slice(start);

const functionScope = (stack: readonly Scope[]): Scope | undefined =>
  stack.findLast(({ kind }) => kind !== "comprehension");

/** Defaults, annotations and bases are read outside of what they belong to. */
function scopeOf(node: SyntaxNode, opened: ReadonlyMap<string, Scope>): Scope | undefined {
  let child = node;
  for (let owner = node.parent; owner !== null; owner = owner.parent) {
    const scope = opened.get(keyOf(owner));
    const isInside = owner.name === "LambdaExpression" ? child.name !== "ParamList" : child.name === "Body";
    if (scope && (isInside || isComprehension(owner))) return scope;
    child = owner;
  }
  return undefined;
}

function* parametersOf(node: SyntaxNode): Generator<SyntaxNode> {
  const list = node.getChild("ParamList");
  for (const name of list?.getChildren("VariableName") ?? [])
    if (name.prevSibling?.name !== "AssignOp") yield name;
}

function foreignIn(node: SyntaxNode): readonly SyntaxNode[] {
  const body = node.getChild("Body");
  return (body?.getChildren("ScopeStatement") ?? []).flatMap((statement) =>
    statement.getChildren("VariableName"),
  );
}

function bindAssignment(
  node: SyntaxNode,
  bind: (name: string, at: number, value: Binding["value"]) => void,
  text: (node: SyntaxNode) => string,
): void {
  const operators = node.getChildren("AssignOp");
  const last = operators.at(-1);
  if (last === undefined) return;
  const value = node.lastChild ?? undefined;
  // `x = None` only says that there is nothing yet.
  if (value?.name === "None") return;
  for (const target of childrenOf(node)) {
    if (target.from >= last.from) break;
    const isPlain = target.name === "VariableName" && target.nextSibling?.name !== ",";
    const isOne = isPlain && target.prevSibling?.name !== ",";
    if (isOne) bind(text(target), node.to, value && { expression: value });
    else if (/^(?:VariableName|(?:Tuple|Array|Parenthesized)Expression)$/.test(target.name))
      for (const name of namesIn(target)) bind(text(name), node.to, undefined);
  }
}

function* namesIn(node: SyntaxNode): Generator<SyntaxNode> {
  if (node.name === "VariableName") yield node;
  else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(node.name))
    for (const child of childrenOf(node)) yield* namesIn(child);
}

/** The variable of `for` or of a comprehension. */
function isLoopTarget(node: SyntaxNode): boolean {
  let item = node;
  while (item.parent && /^(?:Tuple|Array|Parenthesized)Expression$/.test(item.parent.name))
    item = item.parent;
  const owner = item.parent;
  if (!owner || !(owner.name === "ForStatement" || isComprehension(owner))) return false;
  let seenFor = false;
  for (let before = item.prevSibling; before !== null; before = before.prevSibling) {
    if (before.name === "in") return false;
    if (before.name === "for") {
      seenFor = true;
      break;
    }
  }
  return seenFor;
}

/** Set by `with … as x`, `except … as x`, `:=` or a pattern. */
function isCaptured(node: SyntaxNode): boolean {
  let item = node;
  while (item.parent && /^(?:Tuple|Array|Parenthesized)Expression$/.test(item.parent.name))
    item = item.parent;
  const owner = item.parent;
  if (!owner) return false;
  if (owner.name === "NamedExpression") return owner.firstChild?.from === item.from;
  if (owner.name === "WithStatement" || owner.name === "TryStatement") return item.prevSibling?.name === "as";
  return bindsInPattern(node);
}

/** A class, the attributes that it is asked for and dotted values are read by a pattern, not set. */
const bindsInPattern = (node: SyntaxNode): boolean => /^(?:Capture|As)Pattern$/.test(node.parent?.name ?? "");

/**
 * What may have been bound where a name is read, the latest first: in its own scope those that can reach the place,
 * of an outer one all. Undefined where no scope binds it.
 */
export function bindingsAt(
  name: string,
  from: Scope,
  node: SyntaxNode,
): { readonly scope: Scope; readonly bindings: readonly Binding[] } | undefined {
  let inOrder = true;
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const hidden = scope.kind === "class" && scope !== from && !inOrder;
    const own = hidden || scope.foreign.has(name) ? undefined : scope.bindings.get(name);
    if (own) return { scope, bindings: inOrder ? reaching(own, node.from) : own };
    if (scope.kind === "function") inOrder = false;
  }
  return undefined;
}

function reaching(bindings: readonly Binding[], at: number): readonly Binding[] {
  const found: Binding[] = [];
  for (const binding of [...bindings].sort((a, b) => b.at - a.at)) {
    const around = (block: Block) => block.from <= at && at < block.to;
    if (binding.at > at) {
      // A later turn of the same loop comes back here.
      if (binding.blocks.some((block) => block.isLoop && around(block))) found.push(binding);
      continue;
    }
    found.push(binding);
    if (binding.blocks.every(around)) break;
  }
  return found;
}
