import type { SyntaxNode } from "@lezer/common";
import { dottedName, operands, readArguments, readCall } from "./syntax.js";

/**
 * Whether a class or function stands for another one of its name wherever what that needs is not installed: it takes
 * anything, and does nothing but hand itself, with a list of what it needs, to a function that raises. A class that does
 * so in every method has no base; a metaclass may do it for attributes.
 */
export function isStandIn(node: SyntaxNode, source: string): boolean {
  if (node.name === "FunctionDefinition") return handsOnItself(node, new Set([nameOf(node, source)]), source);
  const bases = readArguments(node.getChild("ArgList"), source).filter(
    ({ keyword }) => keyword === undefined,
  );
  const body = node.getChild("Body");
  const statements = body === null ? [] : [...operands(body)];
  return (
    bases.length === 0 &&
    statements.some(({ name }) => name !== "AssignStatement") &&
    statements.every((statement) => {
      if (statement.name === "AssignStatement") return isListOfTexts(statement.lastChild);
      const method = statement.getChild("FunctionDefinition") ?? statement;
      return method.name === "FunctionDefinition" && handsOnItself(method, RECEIVERS, source);
    })
  );
}

const RECEIVERS: ReadonlySet<string> = new Set(["self", "cls"]);

const nameOf = (node: SyntaxNode, source: string): string =>
  dottedName(node.getChild("VariableName"), source) ?? "";

function handsOnItself(node: SyntaxNode, names: ReadonlySet<string>, source: string): boolean {
  const list = node.getChild("ParamList");
  const body = node.getChild("Body");
  if (list === null || body === null || !TAKES_ANYTHING.test(source.slice(list.from, list.to))) return false;
  const [statement, ...others] = operands(body);
  const call = statement?.name === "ExpressionStatement" ? statement.firstChild : null;
  if (call?.name !== "CallExpression" || others.length > 0) return false;
  const [own, needed, ...more] = readCall(call, source).args;
  if (own === undefined || needed === undefined || more.length > 0) return false;
  return names.has(dottedName(own.value, source) ?? "") && isListOfTexts(needed.value);
}

const TAKES_ANYTHING = /^\(\s*(?:(?:self|cls)\s*,\s*)?\*\w+\s*,\s*\*\*\w+\s*,?\s*\)$/;

function isListOfTexts(node: SyntaxNode | null): boolean {
  if (node?.name !== "ArrayExpression") return false;
  const items = [...operands(node)];
  return items.length > 0 && items.every(({ name }) => name === "String");
}
