import ts from "typescript";
import type { Parameter } from "../document.js";
import type { Comment } from "./comment.js";

const printer = ts.createPrinter({ removeComments: true, omitTrailingSemicolon: false });

/** A node as source text without comments, `export`, `declare` and the paths of inline imports. */
export function print(node: ts.Node): string {
  return printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/^(?:(?:export|declare|default) )+/, "")
    .replace(/\bimport\((?:"[^"]*"|'[^']*')\)\./g, "");
}

/** The same on one line. */
export function printLine(node: ts.Node): string {
  return print(node).replace(/\s+/g, " ").replace(/;$/, "").trim();
}

/** `name<T>(a: string, b?: number): Promise<T>` for anything that can be called. */
export function callText(name: string, node: ts.SignatureDeclaration): string {
  const types = node.typeParameters ? `<${node.typeParameters.map(printLine).join(", ")}>` : "";
  const parameters = node.parameters.map(printLine).join(", ");
  const result = node.type ? `: ${printLine(node.type)}` : "";
  return `${name}${types}(${parameters})${result}`;
}

/** `class Tensor<R> extends Base implements Thing`. */
export function headerText(node: ts.ClassDeclaration | ts.InterfaceDeclaration, name: string): string {
  const types = node.typeParameters ? `<${node.typeParameters.map(printLine).join(", ")}>` : "";
  const heritage = (node.heritageClauses ?? []).map((clause) => ` ${printLine(clause)}`).join("");
  const abstract = node.modifiers?.some((flag) => flag.kind === ts.SyntaxKind.AbstractKeyword);
  return `${abstract ? "abstract " : ""}${ts.isClassDeclaration(node) ? "class" : "interface"} ${name}${types}${heritage}`;
}

/**
 * Parameters of a call. JavaScript passes them by place only; an optional one without a documented
 * default has `| undefined` in its annotation.
 */
export function parametersOf(node: ts.SignatureDeclaration, comment: Comment): Parameter[] {
  const documented = [...comment.params.keys()].filter((name) => !name.includes("."));
  const parameters: Parameter[] = [];
  node.parameters.forEach((parameter, index) => {
    const plain = ts.isIdentifier(parameter.name);
    const name = plain ? parameter.name.getText() : (documented[index] ?? "options");
    if (name === "this") return;
    const value = comment.defaults.get(name);
    const written = parameter.type && printLine(parameter.type);
    const optional = parameter.questionToken && value === undefined && written !== undefined;
    const annotation = optional ? `${written} | undefined` : written;
    parameters.push({
      name,
      kind: parameter.dotDotDotToken ? "var-positional" : "positional-only",
      ...(value !== undefined && { default: value }),
      ...(annotation !== undefined && { annotation }),
    });
  });
  return parameters;
}
