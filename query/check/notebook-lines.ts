import ts from "typescript";

/**
 * Where the code of a notebook stands in its file: by cell, from 0 among all cells, and by line of the cell, from 0, the
 * line of the file, from 1. Cells without a source have no lines.
 *
 * @param json a notebook that can be read
 */
export function notebookLines(json: string): readonly (readonly number[])[] {
  const file = ts.parseJsonText("notebook.json", json);
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const notebook = file.statements[0]?.expression;
  // Version 3 of the format has its cells in worksheets.
  const sheets = elementsOf(propertyOf(notebook, "worksheets"));
  const holders = propertyOf(notebook, "cells") === undefined ? sheets : [notebook];
  return holders
    .flatMap((holder) => elementsOf(propertyOf(holder, "cells")))
    .map((cell) => {
      const source = propertyOf(cell, "source") ?? propertyOf(cell, "input");
      const texts = source && ts.isStringLiteral(source) ? [source] : elementsOf(source);
      return linesOf(texts.filter(ts.isStringLiteral), lineOf);
    });
}

/** A line of code belongs to the string that it begins in. */
function linesOf(texts: readonly ts.StringLiteral[], lineOf: (node: ts.Node) => number): readonly number[] {
  const lines: number[] = [];
  let isNew = true;
  for (const text of texts) {
    const [, ...further] = text.text.split(/\r?\n/);
    const begun = isNew && text.text !== "" ? 1 : 0;
    const closed = further.length > 0 && text.text.endsWith("\n") ? 1 : 0;
    lines.push(...Array<number>(begun + further.length - closed).fill(lineOf(text)));
    if (text.text !== "") isNew = closed === 1;
  }
  return lines;
}

const elementsOf = (node: ts.Node | undefined): readonly ts.Node[] =>
  node && ts.isArrayLiteralExpression(node) ? node.elements : [];

function propertyOf(node: ts.Node | undefined, name: string): ts.Expression | undefined {
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  const property = node.properties.find(
    (each) => ts.isPropertyAssignment(each) && ts.isStringLiteral(each.name) && each.name.text === name,
  );
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}
