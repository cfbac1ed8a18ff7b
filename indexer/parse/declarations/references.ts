import ts from "typescript";
import { referenceTarget } from "./api.js";
import type { Module } from "./module.js";
import type { Resolver, Target } from "./resolve.js";

/** Types of the package that a declaration mentions, bases aside, by the name it uses for them. */
export function mentionedTypes(
  node: ts.Node,
  module: Module,
  resolver: Resolver,
): readonly { readonly name: string; readonly target: Target }[] {
  const found: { name: string; target: Target }[] = [];
  const visit = (child: ts.Node): void => {
    const name = mentionedName(child);
    if (name !== undefined) {
      const target = referenceTarget(child, module, resolver) ?? resolver.lookup(module, name);
      if (target?.type === "declarations" && target.nodes.some(isTypeDeclaration))
        found.push({ name, target });
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function mentionedName(node: ts.Node): string | undefined {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return node.typeName.text;
  if (ts.isTypeQueryNode(node) && ts.isIdentifier(node.exprName)) return node.exprName.text;
  if (ts.isImportTypeNode(node) && node.qualifier && ts.isIdentifier(node.qualifier))
    return node.qualifier.text;
  return undefined;
}

function isTypeDeclaration(node: ts.Declaration): boolean {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}
