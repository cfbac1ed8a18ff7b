import ts from "typescript";
import type { FileUses, Span, Use } from "../python/uses.js";

/** Errors told of one file. */
const MOST_ERRORS = 3;

/**
 * Which names of npm packages a TypeScript or JavaScript file uses: named imports, members of a namespace import and
 * of what is imported, and of what `new` makes of it. A name that the file declares a second time anywhere is left
 * alone; so are default imports and subpaths, which say nothing of the package's own names.
 */
export function scriptUsesIn(text: string, file: string): FileUses {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kindOf(file));
  const uses: Use[] = [];
  const errors: number[] = [];
  const bound = new Map<string, string>();
  const declared = new Map<string, number>();
  const span = (node: ts.Node): Span => ({ from: node.getStart(source), to: node.getEnd() });
  const use = (path: string, spans: readonly Span[], importedAs?: Use["importedAs"]) => {
    uses.push({ path, spans, importedAs, call: undefined, isGuarded: false, isSet: false });
  };
  const bind = (name: ts.Identifier, path: string | undefined) => {
    declared.set(name.text, (declared.get(name.text) ?? 0) + 1);
    if (path !== undefined) bound.set(name.text, path);
  };

  const declare = (node: ts.Node): void => {
    if (node.flags & ts.NodeFlags.ThisNodeHasError && errors.length < MOST_ERRORS)
      errors.push(node.getStart(source));
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { name, namedBindings } = node.importClause ?? {};
      const module = packageOf(node.moduleSpecifier.text);
      if (name) bind(name, undefined);
      if (namedBindings && ts.isNamespaceImport(namedBindings)) bind(namedBindings.name, module);
      else if (namedBindings) {
        for (const each of namedBindings.elements) {
          const imported = each.propertyName ?? each.name;
          const path = module === undefined ? undefined : `${module}.${imported.text}`;
          bind(each.name, path);
          if (path !== undefined) use(path, [span(imported)], "name");
        }
      }
      return;
    }
    if (ts.isVariableDeclaration(node)) declareVariable(node);
    else if ((ts.isParameter(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name)) {
      if (!isOfPackage(node)) bind(node.name, undefined);
    } else if (
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) &&
      node.name
    )
      bind(node.name, undefined);
    ts.forEachChild(node, declare);
  };

  const declareVariable = ({ name, initializer }: ts.VariableDeclaration): void => {
    const module = initializer && requiredBy(initializer);
    if (ts.isIdentifier(name)) {
      const made =
        initializer && ts.isNewExpression(initializer) ? pathOf(initializer.expression) : undefined;
      bind(name, module ?? (made === undefined ? undefined : `${made}()`));
    } else if (module !== undefined && ts.isObjectBindingPattern(name)) {
      for (const each of name.elements) {
        const imported = each.propertyName ?? each.name;
        if (!ts.isIdentifier(imported) || !ts.isIdentifier(each.name)) continue;
        bind(each.name, `${module}.${imported.text}`);
        use(`${module}.${imported.text}`, [span(imported)], "name");
      }
    }
  };

  const pathOf = (node: ts.Expression): string | undefined => {
    if (ts.isIdentifier(node)) return declared.get(node.text) === 1 ? bound.get(node.text) : undefined;
    if (!ts.isPropertyAccessExpression(node)) return undefined;
    const owner = pathOf(node.expression);
    return owner === undefined ? undefined : `${owner}.${node.name.text}`;
  };

  const read = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const path = pathOf(node);
      const isWhole = !ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node;
      if (path !== undefined && isWhole) use(path, spansOf(node, span));
    }
    ts.forEachChild(node, read);
  };

  declare(source);
  read(source);
  return { uses, planted: new Set(), set: new Set(), comments: commentsIn(source), errors, isPython2: false };
}

/** Every comment, in order of places. */
function commentsIn(source: ts.SourceFile): readonly Span[] {
  const found = new Map<number, Span>();
  const visit = (node: ts.Node): void => {
    const inside = node.getChildren(source);
    for (const child of inside) visit(child);
    if (inside.length > 0) return;
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(source.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.end) ?? []),
    ])
      found.set(pos, { from: pos, to: end });
  };
  // The tokens are scanned for it anew.
  if (/\/[/*]/.test(source.text)) visit(source);
  return [...found.values()].sort((a, b) => a.from - b.from);
}

function kindOf(file: string): ts.ScriptKind {
  const ending = /\.[a-z]+$/.exec(file.toLowerCase())?.[0] ?? "";
  if (ending === ".tsx") return ts.ScriptKind.TSX;
  return /^\.[mc]?ts$/.test(ending) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

/** A package's name, scope included; undefined for a file and for a subpath of a package. */
function packageOf(specifier: string): string | undefined {
  return /^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(specifier) ? specifier : undefined;
}

/** `require("x")`, `import("x")` and `await import("x")`. */
function requiredBy(node: ts.Expression): string | undefined {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (!ts.isCallExpression(call)) return undefined;
  const { expression, arguments: args } = call;
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword && call !== node;
  const isRequire = ts.isIdentifier(expression) && expression.text === "require";
  const [first] = args;
  return (isImport || isRequire) && first && ts.isStringLiteral(first) ? packageOf(first.text) : undefined;
}

/** Whether a name is taken apart from a package, which `declareVariable` has seen to. */
function isOfPackage(node: ts.ParameterDeclaration | ts.BindingElement): boolean {
  if (!ts.isBindingElement(node)) return false;
  const owner = node.parent.parent;
  return (
    ts.isVariableDeclaration(owner) &&
    owner.initializer !== undefined &&
    requiredBy(owner.initializer) !== undefined
  );
}

function spansOf(node: ts.Expression, span: (node: ts.Node) => Span): readonly Span[] {
  if (ts.isPropertyAccessExpression(node)) return [...spansOf(node.expression, span), span(node.name)];
  return [span(node)];
}
