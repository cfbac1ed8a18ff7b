import ts from "typescript";

/** A name as a module binds it: its own (`from` absent) or another module's. `*` is the whole module. */
export interface Binding {
  readonly from?: string;
  readonly name: string;
}

/** The names of one file, ambient module or namespace body. */
export interface Module {
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly parent: Module | undefined;
  readonly locals: ReadonlyMap<string, readonly ts.Declaration[]>;
  readonly imports: ReadonlyMap<string, Binding>;
  readonly exports: ReadonlyMap<string, Binding>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** Bodies of `declare module "name"`. */
  readonly ambient: ReadonlyMap<string, Module>;
}

/** Reads the names that a file declares, imports and exports. */
export function readModule(path: string, source: string): Module {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  return readStatements(path, file, undefined, file.statements, !ts.isExternalModule(file));
}

/** Reads the body of a namespace, where every declaration is exported unless some say so themselves. */
export function readNamespace(parent: Module, node: ts.ModuleDeclaration): Module | undefined {
  const { body } = node;
  if (!body) return undefined;
  if (ts.isModuleDeclaration(body)) return readStatements(parent.path, parent.file, parent, [body], true);
  if (!ts.isModuleBlock(body)) return undefined;
  const picky = body.statements.some(ts.isExportDeclaration) || body.statements.some(ts.isExportAssignment);
  return readStatements(parent.path, parent.file, parent, body.statements, !picky);
}

function readStatements(
  path: string,
  file: ts.SourceFile,
  parent: Module | undefined,
  statements: readonly ts.Statement[],
  exportsAll: boolean,
): Module {
  const locals = new Map<string, ts.Declaration[]>();
  const imports = new Map<string, Binding>();
  const exports = new Map<string, Binding>();
  const ambient = new Map<string, Module>();
  const stars: string[] = [];
  const module: Module = { path, file, parent, locals, imports, exports, stars, ambient };

  const declare = (name: string, node: ts.Declaration, statement: ts.Statement): void => {
    const flags = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const known = locals.get(name);
    if (known) known.push(node);
    else locals.set(name, [node]);
    if (flags.some((flag) => flag.kind === ts.SyntaxKind.DefaultKeyword)) exports.set("default", { name });
    else if (exportsAll || flags.some((flag) => flag.kind === ts.SyntaxKind.ExportKeyword)) {
      exports.set(name, { name });
    }
  };

  for (const statement of statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, imports);
    else if (ts.isImportEqualsDeclaration(statement)) readImportEquals(statement, imports);
    else if (ts.isExportDeclaration(statement)) readExport(statement, exports, stars);
    else if (ts.isExportAssignment(statement)) {
      const key = statement.isExportEquals ? "export=" : "default";
      if (ts.isIdentifier(statement.expression)) exports.set(key, { name: statement.expression.text });
    } else if (ts.isVariableStatement(statement)) {
      for (const variable of statement.declarationList.declarations) {
        if (ts.isIdentifier(variable.name)) declare(variable.name.text, variable, statement);
      }
    } else if (ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name)) {
      const body = readNamespace(module, statement);
      if (body) ambient.set(statement.name.text, body);
    } else if (isNamed(statement)) declare(statement.name?.text ?? "default", statement, statement);
  }
  return module;
}

type NamedStatement =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration;

function isNamed(node: ts.Statement): node is NamedStatement {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    (ts.isModuleDeclaration(node) && node.name.text !== "global")
  );
}

function specifierOf(node: ts.Expression | undefined): string | undefined {
  return node && ts.isStringLiteral(node) ? node.text : undefined;
}

function readImport(node: ts.ImportDeclaration, imports: Map<string, Binding>): void {
  const from = specifierOf(node.moduleSpecifier);
  const clause = node.importClause;
  if (from === undefined || !clause) return;
  if (clause.name) imports.set(clause.name.text, { from, name: "default" });
  const names = clause.namedBindings;
  if (!names) return;
  if (ts.isNamespaceImport(names)) imports.set(names.name.text, { from, name: "*" });
  else {
    for (const { name, propertyName } of names.elements) {
      imports.set(name.text, { from, name: (propertyName ?? name).text });
    }
  }
}

function readImportEquals(node: ts.ImportEqualsDeclaration, imports: Map<string, Binding>): void {
  const reference = node.moduleReference;
  if (ts.isIdentifier(reference)) imports.set(node.name.text, { name: reference.text });
  else if (ts.isExternalModuleReference(reference)) {
    const from = specifierOf(reference.expression);
    if (from !== undefined) imports.set(node.name.text, { from, name: "export=" });
  }
}

function readExport(node: ts.ExportDeclaration, exports: Map<string, Binding>, stars: string[]): void {
  const from = specifierOf(node.moduleSpecifier);
  const clause = node.exportClause;
  if (!clause) {
    if (from !== undefined) stars.push(from);
  } else if (ts.isNamespaceExport(clause)) {
    if (from !== undefined) exports.set(clause.name.text, { from, name: "*" });
  } else {
    for (const { name, propertyName } of clause.elements) {
      const original = (propertyName ?? name).text;
      exports.set(name.text, from === undefined ? { name: original } : { from, name: original });
    }
  }
}
