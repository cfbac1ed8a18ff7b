import ts from "typescript";
import { type Comment, commentOf } from "./comment.js";
import { type Api, Draft } from "./draft.js";
import { type Module, readNamespace } from "./module.js";
import type { Resolver, Target } from "./resolve.js";
import { callText, headerText, parametersOf, print, printLine } from "./signature.js";

/** Describes what a name stands for. `publicName` tells under which name a declaration is documented by itself, if it is. */
export function describeApi(
  name: string,
  target: Target,
  resolver: Resolver,
  publicName: (node: ts.Declaration) => string | undefined,
): Api | undefined {
  const isPublic = (node: ts.Declaration): boolean => publicName(node) !== undefined;
  const open = new Set<ts.Node | Module>();

  function describe(as: string, what: Target): Api | undefined {
    if (what.type === "external") return undefined;
    if (what.type === "module") return describeModule(as, what.module);
    const draft = new Draft(as);
    for (const node of what.nodes) {
      if (open.has(node)) continue;
      open.add(node);
      addDeclaration(draft, node, what.module);
      open.delete(node);
    }
    return draft.finish();
  }

  function describeModule(as: string, module: Module): Api | undefined {
    if (open.has(module)) return undefined;
    open.add(module);
    const members = [...resolver.exportsOf(module)].flatMap(
      ([key, value]) => describe(`${as}.${key}`, value) ?? [],
    );
    open.delete(module);
    return { ...new Draft(as).finish(), kind: "module", signatures: [`namespace ${as}`], members };
  }

  function addDeclaration(draft: Draft, node: ts.Declaration, module: Module): void {
    const comment = commentOf(node);
    if (ts.isFunctionDeclaration(node)) draft.call("function", callText(draft.name, node), node, comment);
    else if (ts.isClassDeclaration(node)) addClass(draft, node, module, comment);
    else if (ts.isInterfaceDeclaration(node)) addInterface(draft, node, module, comment);
    else if (ts.isTypeAliasDeclaration(node)) addAlias(draft, node, module, comment);
    else if (ts.isEnumDeclaration(node)) addEnum(draft, node, comment);
    else if (ts.isVariableDeclaration(node)) addVariable(draft, node, module, comment);
    else if (ts.isModuleDeclaration(node)) {
      const body = readNamespace(module, node);
      draft.kind ??= "module";
      draft.comment(comment);
      if (body) draft.members.push(...(describeModule(draft.name, body)?.members ?? []));
    }
  }

  function addClass(draft: Draft, node: ts.ClassDeclaration, module: Module, comment: Comment): void {
    draft.kind = "class";
    draft.comment(comment);
    draft.header = headerText(node, draft.name);
    addMembers(draft, node.members);
    addBases(draft, node, module);
  }

  function addInterface(draft: Draft, node: ts.InterfaceDeclaration, module: Module, comment: Comment): void {
    draft.kind ??= "interface";
    draft.comment(comment);
    draft.declare(print(node), node.name.text);
    draft.header ??= headerText(node, draft.name);
    addMembers(draft, node.members);
    addBases(draft, node, module);
  }

  /** A base that is documented by itself is named; the members of one that is not belong to its heir. */
  function addBases(draft: Draft, node: ts.ClassDeclaration | ts.InterfaceDeclaration, module: Module): void {
    for (const { node: base, module: owner } of basesOf(node, module)) {
      const known = publicName(base);
      if (known === undefined) addInherited(draft, base, owner);
      else draft.bases.add(known);
    }
  }

  function addInherited(draft: Draft, base: ts.Declaration, owner: Module): void {
    if (open.has(base)) return;
    open.add(base);
    if (ts.isClassDeclaration(base) || ts.isInterfaceDeclaration(base)) {
      addMembers(draft, base.members);
      addBases(draft, base, owner);
    } else if (ts.isVariableDeclaration(base) && base.type) {
      if (ts.isTypeLiteralNode(base.type)) addMembers(draft, base.type.members);
      else if (ts.isConstructorTypeNode(base.type)) draft.construct(base.type, commentOf(base));
    }
    open.delete(base);
  }

  function addAlias(draft: Draft, node: ts.TypeAliasDeclaration, module: Module, comment: Comment): void {
    const elsewhere = node.typeParameters ? undefined : typeTarget(node.type, module);
    if (elsewhere?.type === "declarations" && !elsewhere.module.parent && !elsewhere.nodes.some(isPublic)) {
      draft.comment(comment);
      draft.copy(describe(draft.name, elsewhere));
    } else {
      draft.kind ??= "type";
      draft.comment(comment);
      draft.declare(print(node), node.name.text);
      if (ts.isTypeLiteralNode(node.type)) addMembers(draft, node.type.members);
      else if (ts.isFunctionTypeNode(node.type)) draft.parameters.push(...parametersOf(node.type, comment));
    }
  }

  function addEnum(draft: Draft, node: ts.EnumDeclaration, comment: Comment): void {
    draft.kind = "enum";
    draft.comment(comment);
    draft.declare(print(node), node.name.text);
    for (const member of node.members) {
      const name = `${draft.name}.${memberName(member.name)}`;
      const value = member.initializer ? ` = ${printLine(member.initializer)}` : "";
      const constant = new Draft(name);
      constant.kind = "constant";
      constant.signatures.push(`${name}${value}`);
      constant.comment(commentOf(member));
      draft.members.push(constant.finish());
    }
  }

  function addVariable(draft: Draft, node: ts.VariableDeclaration, module: Module, comment: Comment): void {
    const { type } = node;
    const same = type && ts.isTypeQueryNode(type) ? typeTarget(type, module) : undefined;
    if (same?.type === "declarations") {
      draft.comment(comment);
      draft.copy(describe(draft.name, same));
      return;
    }
    if (type && ts.isFunctionTypeNode(type)) {
      draft.call("function", callText(draft.name, type), type, comment);
      return;
    }
    draft.kind ??= "constant";
    draft.comment(comment);
    if (type && ts.isTypeLiteralNode(type)) {
      draft.text.push(`const ${draft.name}: ${print(type)}`);
      addMembers(draft, type.members);
      return;
    }
    const value = node.initializer ? ` = ${printLine(node.initializer)}` : "";
    draft.text.push(`const ${draft.name}${type ? `: ${printLine(type)}` : value}`);
    if (type && ts.isConstructorTypeNode(type)) draft.construct(type, comment);
    const holder = type && ts.isTypeReferenceNode(type) ? typeTarget(type, module) : undefined;
    if (holder?.type !== "declarations") return;
    for (const declaration of holder.nodes) {
      if (!ts.isInterfaceDeclaration(declaration)) continue;
      addInherited(draft, declaration, holder.module);
      if (declaration.members.some(ts.isConstructSignatureDeclaration)) draft.kind = "class";
    }
  }

  function addMembers(draft: Draft, nodes: ts.NodeArray<ts.ClassElement | ts.TypeElement>): void {
    const known = new Set(draft.members.map((member) => member.name));
    const own = new Map<string, Draft>();
    for (const node of nodes) {
      const comment = commentOf(node);
      if (!isVisible(node)) continue;
      if (ts.isConstructorDeclaration(node) || ts.isConstructSignatureDeclaration(node)) {
        draft.construct(node, comment);
      } else if (ts.isCallSignatureDeclaration(node)) {
        draft.call(draft.kind ?? "function", callText(draft.name, node), node, comment);
      } else if (node.name) {
        const name = `${draft.name}.${memberName(node.name)}`;
        if (known.has(name)) continue;
        const member = own.get(name) ?? new Draft(name);
        own.set(name, member);
        addMember(member, node, comment);
      }
    }
    draft.members.push(...[...own.values()].map((member) => member.finish()));
  }

  function basesOf(
    node: ts.ClassDeclaration | ts.InterfaceDeclaration,
    module: Module,
  ): { node: ts.Declaration; module: Module }[] {
    return (node.heritageClauses ?? [])
      .filter((clause) => ts.isInterfaceDeclaration(node) || clause.token === ts.SyntaxKind.ExtendsKeyword)
      .flatMap((clause) => clause.types)
      .flatMap((type) => {
        const base = ts.isIdentifier(type.expression)
          ? resolver.lookup(module, type.expression.text)
          : undefined;
        return base?.type === "declarations"
          ? base.nodes.map((it) => ({ node: it, module: base.module }))
          : [];
      });
  }

  function typeTarget(type: ts.TypeNode, module: Module): Target | undefined {
    return referenceTarget(type, module, resolver);
  }

  return describe(name, target);
}

/** What a plain reference without type arguments (`X`, `typeof x`, `import("./y").X`) stands for. */
export function referenceTarget(type: ts.Node, module: Module, resolver: Resolver): Target | undefined {
  if (ts.isTypeReferenceNode(type) && !type.typeArguments && ts.isIdentifier(type.typeName)) {
    return resolver.lookup(module, type.typeName.text);
  }
  if (ts.isTypeQueryNode(type) && ts.isIdentifier(type.exprName)) {
    return resolver.lookup(module, type.exprName.text);
  }
  if (!ts.isImportTypeNode(type) || !type.qualifier || !ts.isIdentifier(type.qualifier)) return undefined;
  if (!ts.isLiteralTypeNode(type.argument) || !ts.isStringLiteral(type.argument.literal)) return undefined;
  const path = resolver.locate(module.path, type.argument.literal.text);
  const owner = path === undefined ? undefined : resolver.module(path);
  return (
    owner &&
    (resolver.exportsOf(owner).get(type.qualifier.text) ?? resolver.lookup(owner, type.qualifier.text))
  );
}

function addMember(draft: Draft, node: ts.ClassElement | ts.TypeElement, comment: Comment): void {
  const flags = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const prefix = flags
    .filter(({ kind }) => kind === ts.SyntaxKind.StaticKeyword || kind === ts.SyntaxKind.ReadonlyKeyword)
    .map((flag) => `${flag.getText()} `)
    .join("");
  const optional =
    (ts.isTypeElement(node) || ts.isPropertyDeclaration(node)) && node.questionToken ? "?" : "";
  const name = `${prefix}${draft.name}${optional}`;
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) {
    draft.call("method", callText(name, node), node, comment);
  } else {
    draft.kind = "property";
    draft.comment(comment);
    const type = propertyType(node);
    draft.signatures.push(`${name}${type ? `: ${printLine(type)}` : ""}`);
    if (type && ts.isFunctionTypeNode(type)) draft.parameters.push(...parametersOf(type, comment));
  }
}

function propertyType(node: ts.Node): ts.TypeNode | undefined {
  if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)) return node.type;
  if (ts.isGetAccessor(node)) return node.type;
  return ts.isSetAccessor(node) ? node.parameters[0]?.type : undefined;
}

function isVisible(node: ts.ClassElement | ts.TypeElement): boolean {
  const flags = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  return (
    !flags.some(({ kind }) => hidden.includes(kind)) && !(node.name && ts.isPrivateIdentifier(node.name))
  );
}

function memberName(name: ts.PropertyName | ts.BindingName): string {
  return ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : name.getText();
}
