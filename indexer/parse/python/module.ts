import type { SyntaxNode } from "@lezer/common";
import { bodyWarnings } from "./body-warnings.js";
import { classNames, moduleNames } from "./bound-names.js";
import { cleanDocstring } from "./markup.js";
import {
  type Binding,
  type Definition,
  INHERITED,
  KEYWORD_ONLY_MARK,
  type ModuleSummary,
  NOT_A_PARAMETER,
} from "./module-summary.js";
import { readParameters } from "./signature.js";
import { isStandIn } from "./stand-in.js";
import {
  type Argument,
  dottedName,
  oneLine,
  operands,
  type PythonSyntax,
  parsePython,
  readArguments,
  readCall,
  type Statement,
  statements,
} from "./syntax.js";
import { literalText, readTable, readText, type TextExpression } from "./text-expression.js";

const KEYWORD_DECORATOR =
  /^_?(?:deprecate_(?:kwarg|argument|arg)s?|rename_(?:parameter|kwarg|argument)|deprecated_renamed_argument)$/;
const DEPRECATED_DECORATOR =
  /^_?(?:mark_)?deprecat(?:e|ed|ion)(?:_(?:func|function|class|method|api|attribute|property|alias|module))?$/;
/** The error of a function that is there only to say that it is not. */
const SAYS_GONE =
  /\b(?:is|was|are|were|has been|have been) (?:\w+ )?removed\b(?! in a future)|\bno longer (?:available|exists?|supported)\b/;
const LONGEST_VALUE = 160;
/** Keywords by which the maker of a field is told its value. */
const FIELD_VALUE = /^(?:default|(?:default_)?factory)$/;
interface Decorator {
  /** Last part of its name. */
  readonly last: string;
  readonly args: readonly Argument[];
  /** As it is written, cut where it is long. */
  readonly text: string;
}

/** Whether a function can end before its last statement other than by an error. */
function mayReturn(body: SyntaxNode): boolean {
  let found = false;
  body.cursor().iterate((cursor) => {
    found ||= /^(?:Return|Yield)(?:Statement|Expression)$/.test(cursor.name);
    return !found;
  });
  return found;
}

/** Reads one module; whatever cannot be parsed is left out. */
export function readModule(name: string, path: string, source: string): ModuleSummary {
  const syntax = parsePython(source.replace(/^\ufeff/, ""));
  const isPackage = /(?:^|\/)__init__\.pyi?$/.test(path);
  const module: ModuleSummary = {
    name,
    path,
    isPackage,
    isStub: path.endsWith(".pyi"),
    definitions: new Map(),
    declared: new Map(),
    bindings: new Map(),
    stars: [],
    lists: new Map(),
    planted: [],
    attached: [],
    texts: new Map(),
    tables: new Map(),
    bound: moduleNames(syntax.top, syntax.source),
  };
  new ModuleReader(module, syntax.source).read(syntax.top);
  if (syntax.errors > 0) readLost(module, syntax.source);
  const problem = problemOf(module, syntax);
  // Pieces of a string keep the whole string in memory; a clone holds only what it shows.
  return structuredClone(problem === undefined ? module : { ...module, problem });
}

function problemOf(
  { definitions, bindings, doc }: ModuleSummary,
  { errors, isPython2 }: PythonSyntax,
): string | undefined {
  if (isPython2) return "written for Python 2: read as far as possible";
  if (errors === 0) return undefined;
  const isEmpty = definitions.size === 0 && bindings.size === 0 && doc === undefined;
  if (isEmpty) return "not readable as Python: nothing could be parsed";
  return `not all of it could be parsed (${errors} ${errors === 1 ? "place" : "places"})`;
}

/**
 * One bracket that is never closed swallows all that follows it. Definitions that begin a line and were
 * not found are therefore read again, each for itself.
 */
function readLost(module: ModuleSummary, source: string): void {
  const starts = [...source.matchAll(/^(?:@|(?:async[ \t]+)?def\b|class\b)/gm)].map(({ index }) => index);
  for (const [position, start] of starts.entries()) {
    const piece = source.slice(start, starts[position + 1]);
    const name = /^(?:(?:async[ \t]+)?def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u.exec(piece)?.[1];
    if (name === undefined || module.definitions.has(name)) continue;
    new ModuleReader(module, piece).read(parsePython(piece).top);
  }
}

class ModuleReader {
  private readonly module: ModuleSummary;
  private readonly source: string;
  /** Local helpers that attach docstrings to a class: `add_docstr_all` -> `torch._C.TensorBase`. */
  private readonly attachers = new Map<string, string>();

  constructor(module: ModuleSummary, source: string) {
    this.module = module;
    this.source = source;
  }

  read(top: SyntaxNode): void {
    let previous: Definition | undefined;
    let first = true;
    for (const statement of statements(top, this.source)) {
      const { node } = statement;
      const text = this.docstring(node);
      if (text !== undefined) {
        if (first) this.module.doc = text;
        else if (previous?.kind === "constant") previous.doc ??= text;
        previous = undefined;
      } else {
        previous = this.statement(statement);
      }
      first = false;
    }
  }

  private text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  private docstring(node: SyntaxNode): TextExpression | undefined {
    if (node.name !== "ExpressionStatement") return undefined;
    let child = node.firstChild;
    if (child?.name === "ParenthesizedExpression") child = [...operands(child)][0] ?? null;
    return child !== null && /String$/.test(child.name) ? readText(child, this.source) : undefined;
  }

  private statement({ node, conditional }: Statement): Definition | undefined {
    switch (node.name) {
      case "ImportStatement":
        this.imports(node);
        return undefined;
      case "FunctionDefinition":
      case "ClassDefinition":
      case "DecoratedStatement": {
        const definition = this.define(this.module.definitions, node, conditional);
        if (definition !== undefined) this.findAttacher(definition.name, node);
        // What fills `__all__` is no API itself.
        if (this.findRunTimeNames(node) && definition !== undefined)
          this.module.definitions.delete(definition.name);
        return definition;
      }
      case "AssignStatement":
        return this.assign(node, conditional);
      case "UpdateStatement":
        if (node.firstChild !== null && this.text(node.firstChild) === "__all__")
          this.extendAll(node.lastChild);
        return undefined;
      case "ExpressionStatement":
        if (node.firstChild?.name === "CallExpression") this.call(node.firstChild);
        return undefined;
      case "ForStatement":
        this.findRunTimeNames(node);
        return undefined;
      default:
        return undefined;
    }
  }

  // Imports

  private absolute(dots: number, path: string): string {
    if (dots === 0) return path;
    const parts = this.module.name.split(".");
    const kept = parts.slice(0, parts.length - (dots - (this.module.isPackage ? 1 : 0)));
    return [...kept, ...(path === "" ? [] : [path])].join(".");
  }

  /** A class that imports gives what it imports as its own. */
  private importMembers(owner: Definition, node: SyntaxNode): void {
    for (const [name, path] of this.fromImport(node) ?? []) {
      const member = this.variable(name, "attribute", undefined, null);
      owner.members.set(name, { ...member, binding: "instance", wraps: [path] });
    }
  }

  private bind(name: string, binding: Binding): void {
    if (binding.how === "lazy" && this.module.bindings.has(name)) return;
    this.module.bindings.set(name, binding);
  }

  /** What `from module import a, b as c` names, with absolute paths; `*` stands for all. Undefined for `import a`. */
  private fromImport(node: SyntaxNode): (readonly [name: string, path: string])[] | undefined {
    const text = oneLine(this.text(node)).replace(/(\.) (?=\.)/g, "$1");
    const from = /^from (\.*(?: \.+)*) ?([\w.]*) import ?\(?(.*?)\)?$/.exec(text);
    if (from === null) return undefined;
    const [, dots = "", path = "", list = ""] = from;
    const module = this.absolute(dots.length, path);
    return list.split(",").flatMap((item) => {
      const [name, alias] = item.trim().split(/\s+as\s+/);
      return name === undefined || name === "" ? [] : [[alias ?? name, `${module}.${name}`] as const];
    });
  }

  /** `from x import a as a`: a re-export by the rules of stubs. */
  private isSame(node: SyntaxNode, name: string): boolean {
    return new RegExp(`\\b${name}\\s+as\\s+${name}\\b`).test(this.text(node));
  }

  private imports(node: SyntaxNode): void {
    const named = this.fromImport(node);
    for (const [name, path] of named ?? []) {
      const dot = path.lastIndexOf(".");
      if (name === "*") this.module.stars.push({ module: path.slice(0, dot), deep: false });
      else this.bind(name, { path, how: this.isSame(node, name) ? "as-same" : "from", local: false });
    }
    if (named !== undefined) return;
    const text = oneLine(this.text(node));
    for (const item of text.replace(/^import\s+/, "").split(",")) {
      const [path, alias] = item.trim().split(/\s+as\s+/);
      if (path === undefined || path === "") continue;
      const name = alias ?? path.split(".")[0] ?? path;
      const how = alias !== undefined && path.endsWith(`.${alias}`) ? "as-same" : "import";
      if (name !== this.module.name)
        this.bind(name, { path: alias === undefined ? name : path, how, local: false });
    }
  }

  // Definitions

  private define(
    into: Map<string, Definition>,
    statement: SyntaxNode,
    conditional: boolean,
  ): Definition | undefined {
    const node =
      statement.getChild("FunctionDefinition") ?? statement.getChild("ClassDefinition") ?? statement;
    const nameNode = node.getChild("VariableName");
    if (nameNode === null) return undefined;
    const name = this.text(nameNode);
    const decorators = statement.getChildren("Decorator").map((decorator) => this.decorator(decorator));
    const isOverload = decorators.some(({ last }) => last === "overload");
    if (decorators.some(({ last }) => /^(?:setter|deleter)$/.test(last))) return into.get(name);
    const known = into.get(name);
    if (known !== undefined && conditional && !isOverload) return known;
    if (!conditional || !this.module.bindings.has(name)) this.module.bindings.delete(name);

    const definition: Definition = {
      name,
      kind: node.name === "ClassDefinition" ? "class" : "function",
      module: this.module.name,
      path: this.module.path,
      overloads: [],
      binding: "instance",
      bases: [],
      members: new Map(),
      isData: false,
      makesData: false,
      exports: [],
      wraps: [],
      ...(this.module.isStub ? { isDeclared: true } : {}),
    };
    if (into === this.module.definitions && isStandIn(node, this.source)) definition.isStandIn = true;
    if (definition.kind === "class") this.readClass(definition, node);
    else this.readFunction(definition, node);
    for (const decorator of decorators) this.applyDecorator(definition, decorator);
    if (decorators.length > 0) definition.decorators = decorators.map(({ last }) => last);

    if (definition.kind !== "class" && known !== undefined && known.kind === definition.kind) {
      const continues = known.callable === undefined && known.overloads.length > 0;
      if (isOverload || continues) definition.overloads.unshift(...known.overloads);
      if (isOverload && known.doc !== undefined) definition.doc ??= known.doc;
    }
    if (isOverload && definition.callable !== undefined) {
      definition.overloads.push(definition.callable);
      delete definition.callable;
    }
    into.set(name, definition);
    return definition;
  }

  private readFunction(definition: Definition, node: SyntaxNode): void {
    const list = node.getChild("ParamList");
    const returns = node.getChild("TypeDef");
    definition.callable = {
      parameters: list === null ? [] : readParameters(list, this.source),
      ...(returns === null ? {} : { returns: oneLine(this.text(returns).replace(/^->/, "")) }),
    };
    const body = node.getChild("Body");
    if (body === null) return;
    let first = true;
    for (const { node: statement, conditional } of statements(body, this.source)) {
      const doc = first ? this.docstring(statement) : undefined;
      if (doc !== undefined) definition.doc = doc;
      first = false;
      if (conditional) continue;
      if (statement.name === "RaiseStatement") {
        const removed = this.removalError(statement);
        if (removed !== undefined) definition.deprecated ??= removed;
        if (removed?.isGone && !mayReturn(body)) definition.refusal = removed.message;
      }
      if (statement.name !== "ExpressionStatement") continue;
      const call = statement.firstChild;
      const deprecated =
        call?.name === "CallExpression" ? this.ownDeprecation(call, definition.name) : undefined;
      if (deprecated !== undefined) definition.deprecated ??= deprecated;
    }
    const parameters = definition.callable.parameters.map(({ name }) => name);
    const warnings = bodyWarnings(body, parameters, this.source);
    if (warnings.length > 0) definition.warnings = warnings;
  }

  private readClass(definition: Definition, node: SyntaxNode): void {
    for (const argument of readArguments(node.getChild("ArgList"), this.source)) {
      const value = argument.value.name === "CallExpression" ? argument.value.firstChild : argument.value;
      const base = dottedName(
        value?.name === "MemberExpression" && value.lastChild?.name === "]" ? value.firstChild : value,
        this.source,
      );
      if (argument.keyword === undefined && base !== undefined) definition.bases.push(base);
    }
    if (definition.bases.some((base) => /(?:^|\.)(?:NamedTuple|TypedDict|BaseModel)$/.test(base))) {
      definition.isData = true;
    }
    definition.bound = classNames(node, this.source);
    const body = node.getChild("Body");
    if (body === null) return;
    let first = true;
    let previous: Definition | undefined;
    for (const { node: statement, conditional } of statements(body, this.source)) {
      const doc = this.docstring(statement);
      if (doc !== undefined) {
        if (first) definition.doc = doc;
        else if (previous?.kind === "attribute") previous.doc ??= doc;
        previous = undefined;
      } else if (/^(?:FunctionDefinition|ClassDefinition|DecoratedStatement)$/.test(statement.name)) {
        previous = this.define(definition.members, statement, conditional);
      } else if (statement.name === "AssignStatement") {
        previous = this.assignMember(definition, statement);
      } else if (statement.name === "ImportStatement") {
        this.importMembers(definition, statement);
        previous = undefined;
      } else previous = undefined;
      first = false;
    }
    const made = definition.members.get("__init__") ?? definition.members.get("__new__");
    if (made?.deprecated !== undefined) definition.deprecated = made.deprecated;
    // A class that is not made by its constructor tells in its factories.
    const warnings = [...definition.members.values()].flatMap((member) => member.warnings ?? []);
    if (warnings.length > 0) definition.warnings = warnings;
  }

  private assignMember(owner: Definition, node: SyntaxNode): Definition | undefined {
    const { targets, annotation, value } = this.assignment(node);
    const target = targets[0] === undefined ? undefined : dottedName(targets[0], this.source);
    if (target === undefined) return undefined;
    if (target === "__doc__" || target.endsWith(".__doc__")) {
      const documented =
        target === "__doc__" ? owner : owner.members.get(target.slice(0, -".__doc__".length));
      // A docstring cut from the base's by code: the base's is nearest.
      const inherited: TextExpression = {
        op: "name",
        path: `${owner.name}.${target.replace(/__doc__$/, INHERITED)}`,
      };
      const doc = readText(value, this.source) ?? inherited;
      if (documented !== undefined && doc !== undefined) documented.doc = this.own(documented, doc, target);
      return undefined;
    }
    if (target.includes(".")) return undefined;
    const other = dottedName(value, this.source);
    const aliased = other === undefined ? undefined : owner.members.get(other);
    if (aliased !== undefined) {
      owner.members.set(target, { ...aliased, name: target });
      return undefined;
    }
    if (owner.members.get(target)?.kind === "function") return undefined;
    const attribute = this.variable(target, "attribute", annotation, value);
    if (value === null && !this.isSetOnSelf(target, node)) attribute.isOnlyAnnotated = true;
    const wrapped = value?.name === "CallExpression" ? readCall(value, this.source) : undefined;
    if (wrapped?.callee === "property") attribute.kind = "property";
    else if (annotation === undefined) {
      if (wrapped?.callee !== "staticmethod") attribute.binding = "instance";
      const [only, ...rest] = wrapped?.args ?? [];
      const handed = rest.length === 0 ? dottedName(only?.value ?? null, this.source) : undefined;
      const path = other ?? handed;
      if (path !== undefined) attribute.wraps.push(owner.members.has(path) ? `${owner.name}.${path}` : path);
    }
    owner.members.set(target, attribute);
    return attribute;
  }

  private isSetOnSelf(name: string, statement: SyntaxNode): boolean {
    const body = statement.parent;
    return (
      body !== null && new RegExp(`\\b(?:self|cls)\\.${name}\\b\\s*(?:=(?!=)|[:,)])`).test(this.text(body))
    );
  }

  /** `X.__doc__ = X.__doc__.format(...)` means the docstring known so far. */
  private own(documented: Definition, doc: TextExpression, path: string): TextExpression {
    const inner = documented.doc;
    const swap = (expression: TextExpression): TextExpression => {
      if (typeof expression === "string") return expression;
      if (expression.op === "name")
        return expression.path === path && inner !== undefined ? inner : expression;
      if (expression.op === "join") return { ...expression, parts: expression.parts.map(swap) };
      return { ...expression, text: swap(expression.text) };
    };
    return swap(doc);
  }

  private variable(
    name: string,
    kind: "attribute" | "constant",
    annotation: string | undefined,
    value: SyntaxNode | null,
  ): Definition {
    const text = value === null ? undefined : this.valueText(value);
    const isKeyword = value?.name === "CallExpression" && /\bkw_only\s*=\s*True\b/.test(this.text(value));
    return {
      name,
      kind,
      module: this.module.name,
      path: this.module.path,
      overloads: [],
      binding: "static",
      bases: [],
      members: new Map(),
      isData: false,
      makesData: false,
      exports: [],
      wraps: [],
      ...(annotation === undefined ? {} : { annotation }),
      ...(isKeyword ? { keywordOnly: true } : {}),
      ...(text === undefined || text === "" ? {} : { value: text }),
    };
  }

  /** The value to show: for `field(default=3)` what a constructor uses, `...` for what is too long. */
  private valueText(value: SyntaxNode): string {
    let shown = value;
    if (value.name === "CallExpression") {
      const { callee, args } = readCall(value, this.source);
      // `interval(min=0)(default=0.5)` makes a field maker first.
      const isMade =
        value.firstChild?.name === "CallExpression" &&
        args.some(({ keyword }) => FIELD_VALUE.test(keyword ?? ""));
      if (isMade || /(?:^|[._])(?:field|Field|attrib|ib)$/.test(callee ?? "")) {
        const named = (pattern: RegExp): Argument | undefined =>
          args.find(({ keyword }) => keyword !== undefined && pattern.test(keyword));
        if (this.text(named(/^init$/)?.value ?? value) === "False") return NOT_A_PARAMETER;
        const factory = named(/^(?:default_)?factory$/);
        if (factory !== undefined) {
          return /Name$|^MemberExpression$/.test(factory.value.name)
            ? `${oneLine(this.text(factory.value))}()`
            : "...";
        }
        const fixed =
          named(/^default$/) ?? args.find(({ keyword, stars }) => keyword === undefined && stars === "");
        if (fixed === undefined) return "";
        shown = fixed.value;
      }
    }
    return shown.to - shown.from > LONGEST_VALUE ? "..." : oneLine(this.text(shown));
  }

  // Decorators and deprecation

  private decorator(node: SyntaxNode): Decorator {
    const args = readArguments(node.getChild("ArgList"), this.source);
    const names = node.getChildren("VariableName").concat(node.getChildren("PropertyName"));
    const lastName = names.at(-1);
    const text = oneLine(this.text(node)).slice(0, LONGEST_VALUE);
    return { last: lastName === undefined ? "" : this.text(lastName), args, text };
  }

  private applyDecorator(definition: Definition, { last, args, text }: Decorator): void {
    const isFunction = definition.kind === "function";
    if (isFunction && /^(?:abstract|cached_|lazy_|lazy|class)?property$/i.test(last))
      definition.kind = "property";
    else if (isFunction && last === "staticmethod") definition.binding = "static";
    else if (isFunction && last === "classmethod") definition.binding = "class";
    else if (/^(?:dataclass|define|frozen|attrs|attributes)$/.test(last)) {
      definition.isData = true;
      this.markKeywordFields(definition, this.isTrue(args, "kw_only"));
    } else if (last === "dataclass_transform") {
      definition.makesData = true;
      if (this.isTrue(args, "kw_only_default")) definition.keywordOnly = true;
    } else if (/^\w+_export$/.test(last)) definition.exports = this.exportNames(last, args);
    else if (/docstrings?$/.test(last)) this.prefixDoc(definition, last, args);
    else if (DEPRECATED_DECORATOR.test(last)) definition.deprecated = this.deprecation(args);
    else if (isFunction && KEYWORD_DECORATOR.test(last)) this.deprecateKeyword(definition, args, text);
    if (definition.kind === "class" && this.isTrue(args, "accept_kwargs")) definition.takesAnyKeyword = true;
  }

  /** `@deprecate_kwarg("tokenizer", new_name="processing_class", version="5.0.0")`: the old name, then the new one. */
  private deprecateKeyword(definition: Definition, args: readonly Argument[], message: string): void {
    const words = args.flatMap(({ keyword, value }) => {
      const word = readText(value, this.source);
      return typeof word === "string" && /^[A-Za-z_]\w*$/.test(word) ? [{ keyword, word }] : [];
    });
    const named = (pattern: RegExp) => words.find(({ keyword }) => pattern.test(keyword ?? ""))?.word;
    const unnamed = words.filter(({ keyword }) => keyword === undefined).map(({ word }) => word);
    const name = named(/^old(?:_|$)/) ?? unnamed.shift();
    const replacement = named(/^new(?:_|$)/) ?? unnamed.shift();
    if (name === undefined) return;
    const told = { name, message, ...(replacement === undefined ? {} : { replacement }) };
    definition.deprecatedKeywords = [...(definition.deprecatedKeywords ?? []), told];
  }

  private isTrue(args: readonly Argument[], keyword: string): boolean {
    return args.some((argument) => argument.keyword === keyword && this.text(argument.value) === "True");
  }

  /** All fields where the decorator says so, else those after `_: KW_ONLY`. */
  private markKeywordFields({ members }: Definition, all: boolean): void {
    let marked = all;
    for (const member of members.values()) {
      if (KEYWORD_ONLY_MARK.test(member.annotation ?? "")) marked = true;
      else if (marked && member.annotation !== undefined) member.keywordOnly = true;
    }
  }

  /** `@keras_export(["keras.a", "keras.b"])`, `@tf_export("nn.relu", v1=["nn.relu"])` */
  private exportNames(decorator: string, args: readonly Argument[]): string[] {
    const root = decorator.replace(/_export$/, "");
    const names: string[] = [];
    for (const { keyword, value } of args) {
      const found = /^(?:String|ContinuedString)$/.test(value.name)
        ? [readText(value, this.source)]
        : [...operands(value)].map((item) => readText(item, this.source));
      for (const name of found) {
        if (typeof name !== "string") continue;
        const relative = name.startsWith(`${root}.`) ? name.slice(root.length + 1) : name;
        if (keyword === undefined || keyword === "path") names.push(`${root}.${relative}`);
        else if (keyword === "v1") names.push(`${root}.compat.v1.${relative}`);
      }
    }
    return [...new Set(names)].filter((name) => !/\._/.test(name));
  }

  /** Decorators that write docstrings are given their words: `@add_start_docstrings("...")`. */
  private prefixDoc(definition: Definition, decorator: string, args: readonly Argument[]): void {
    const texts = args
      .filter(({ keyword }) => keyword === undefined || keyword === "custom_intro")
      .map(({ value }) => (/String$/.test(value.name) ? readText(value, this.source) : undefined))
      .filter((text) => typeof text === "string");
    if (texts.length === 0) return;
    const doc = definition.doc;
    const own = typeof doc === "string" ? cleanDocstring(doc) : doc;
    const prefix = texts.map(cleanDocstring).join("\n\n");
    const pieces = own === undefined ? [prefix] : /_end_/.test(decorator) ? [own, prefix] : [prefix, own];
    const [before, after] = pieces;
    if (before === undefined) return;
    definition.doc = after === undefined ? before : { op: "join", parts: [before, "\n\n", after] };
  }

  private deprecation(args: readonly Argument[]): { message: TextExpression; since?: string } {
    let since: string | undefined;
    const messages: TextExpression[] = [];
    for (const { keyword, value } of args) {
      const isSpelt = /String$|^(?:Binary|Parenthesized|Call)Expression$/.test(value.name);
      const text = isSpelt || this.namesText(value) ? readText(value, this.source) : undefined;
      if (text === undefined) continue;
      if (typeof text === "string" && /^v?\d+(?:\.\w+)+$/.test(text)) since ??= text;
      else if (typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text)) continue;
      else if (
        keyword === undefined ||
        /^(?:message|msg|reason|text|extra|details|instructions|alternative)$/.test(keyword)
      ) {
        messages.push(text);
      }
    }
    const message: TextExpression =
      messages.length === 1 ? (messages[0] ?? "") : { op: "join", parts: messages };
    return since === undefined ? { message } : { message, since };
  }

  /** Whether a name stands for a text: one of this module, or a constant of another. */
  private namesText(value: SyntaxNode): boolean {
    const path = dottedName(value, this.source) ?? "";
    return this.module.texts.has(path) || /(?:^|\.)[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(path);
  }

  /** `raise RuntimeError("f was deprecated and is now removed")`: kept only to say so. */
  private removalError(
    statement: SyntaxNode,
  ): { readonly message: TextExpression; readonly isGone: boolean } | undefined {
    const call = statement.getChild("CallExpression");
    const message =
      call === null ? undefined : readText(readCall(call, this.source).args[0]?.value ?? null, this.source);
    const text = literalText(message);
    return message !== undefined && /\b(?:deprecated|removed)\b/.test(text)
      ? { message, isGone: SAYS_GONE.test(text) }
      : undefined;
  }

  /** A project's own `warn_deprecated("f")` inside `f`. */
  private ownDeprecation(call: SyntaxNode, name: string): { message: TextExpression } | undefined {
    const { callee, args } = readCall(call, this.source);
    if (!/(?:^|[._])warn_deprecated$/.test(callee ?? "")) return undefined;
    const isOwn = readText(args[0]?.value ?? null, this.source) === name;
    return isOwn ? { message: oneLine(this.text(call)) } : undefined;
  }

  // Assignments and calls

  private assignment(node: SyntaxNode): {
    targets: SyntaxNode[];
    annotation: string | undefined;
    value: SyntaxNode | null;
  } {
    const parts = [...operands(node)].filter((part) => part.name !== "AssignOp" && part.name !== "TypeDef");
    const type = node.getChild("TypeDef");
    const hasValue = node.getChild("AssignOp") !== null;
    return {
      targets: hasValue ? parts.slice(0, -1) : parts,
      annotation: type === null ? undefined : oneLine(this.text(type).replace(/^:/, "")),
      value: hasValue ? (parts.at(-1) ?? null) : null,
    };
  }

  private assign(node: SyntaxNode, conditional: boolean): Definition | undefined {
    const { targets, annotation, value } = this.assignment(node);
    const target = targets[0] === undefined ? undefined : this.text(targets[0]).replace(/\s+/g, "");
    if (target === undefined) return undefined;
    if (target === "__all__") {
      if (!conditional || this.module.all === undefined) delete this.module.all;
      this.extendAll(value);
      return undefined;
    }
    if (/import/i.test(target) && this.lazyTable(target, value)) return undefined;
    if (value?.name === "CallExpression") this.call(value);
    if (target.endsWith(".__doc__")) {
      const doc = readText(value, this.source);
      const documented = this.module.definitions.get(target.slice(0, -".__doc__".length));
      if (doc !== undefined && documented !== undefined) documented.doc = this.own(documented, doc, target);
      return undefined;
    }
    let last: Definition | undefined;
    for (const targetNode of targets) {
      const name = dottedName(targetNode, this.source);
      if (name === undefined || name.includes(".")) continue;
      last = this.assignName(name, annotation, value, conditional) ?? last;
    }
    return last;
  }

  private assignName(
    name: string,
    annotation: string | undefined,
    value: SyntaxNode | null,
    conditional: boolean,
  ): Definition | undefined {
    const taken = this.module.definitions.has(name) || this.module.bindings.has(name);
    if (conditional && taken) return undefined;
    const other = dottedName(value, this.source);
    if (other !== undefined && annotation === undefined && other !== name) {
      this.bind(name, { path: other, how: "assignment", local: true });
      return undefined;
    }
    const text = annotation === undefined ? readText(value, this.source) : undefined;
    if (text !== undefined) this.module.texts.set(name, text);
    const table = value === null || /Name$/.test(value.name) ? undefined : readTable(value, this.source);
    if (table !== undefined && (table.op !== "entries" || table.entries.length > 0))
      this.module.tables.set(name, table);

    const list = this.stringList(value);
    if (list !== undefined) this.module.lists.set(name, list);

    const definition = this.variable(name, "constant", annotation, value);
    if (value?.name === "CallExpression") this.readWrapper(definition, value);
    else if (other !== undefined) definition.wraps.push(other);
    const comment = this.commentBefore(value?.parent ?? null);
    if (comment !== undefined) definition.doc = comment;
    const known = this.module.definitions.get(name);
    if (known !== undefined && known.kind !== "constant") {
      // `f = decorate(f)`: still the function that was defined.
      return definition.wraps.includes(name) || conditional ? known : undefined;
    }
    this.module.bindings.delete(name);
    this.module.definitions.set(name, definition);
    return definition;
  }

  private readWrapper(definition: Definition, call: SyntaxNode): void {
    let node: SyntaxNode | null = call;
    for (let depth = 0; node?.name === "CallExpression" && depth < 4; depth += 1) {
      const { callee, calleeNode, args } = readCall(node, this.source);
      if (/add_docstr$/.test(callee ?? "")) {
        const doc = readText(args[1]?.value ?? null, this.source);
        const [target] = args;
        if (doc !== undefined) definition.doc = doc;
        const path = target === undefined ? undefined : dottedName(target.value, this.source);
        if (path !== undefined) definition.wraps.push(path);
        definition.kind = "function";
      }
      for (const { value } of args) {
        const path = dottedName(value, this.source);
        if (path !== undefined && !definition.wraps.includes(path)) definition.wraps.push(path);
      }
      node = calleeNode;
    }
  }

  /** Sphinx's `#: text` before an assignment. */
  private commentBefore(node: SyntaxNode | null): string | undefined {
    const before = node?.prevSibling;
    if (node === null || before?.name !== "Comment") return undefined;
    const lines: string[] = [];
    for (
      let comment: SyntaxNode | null = before;
      comment?.name === "Comment";
      comment = comment.prevSibling
    ) {
      const text = this.text(comment);
      if (!text.startsWith("#:")) break;
      lines.unshift(text.slice(2).trim());
    }
    return lines.length === 0 ? undefined : lines.join("\n");
  }

  private stringList(value: SyntaxNode | null): readonly string[] | undefined {
    if (value === null || !/^(?:Array|Tuple)Expression$/.test(value.name)) return undefined;
    const items = [...operands(value)].map((item) =>
      /String$/.test(item.name) ? readText(item, this.source) : undefined,
    );
    const strings = items.filter((item) => typeof item === "string");
    return strings.length === items.length ? strings : undefined;
  }

  private extendAll(value: SyntaxNode | null): void {
    if (value === null) return;
    this.module.all ??= { names: [], lists: [], open: false };
    const { all } = this.module;
    const pending = [value];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const path = dottedName(node, this.source);
      if (/^(?:String|ContinuedString)$/.test(node.name)) {
        const text = readText(node, this.source);
        if (typeof text === "string") all.names.push(text);
      } else if (/^(?:Array|Tuple|Parenthesized|Set|Binary)Expression$/.test(node.name)) {
        pending.push(...[...operands(node)].filter((part) => part.name !== "ArithOp").reverse());
      } else if (node.name === "CallExpression") {
        const { callee, args } = readCall(node, this.source);
        if (!/^(?:sorted|list|tuple|set)$/.test(callee ?? "")) all.open = true;
        for (const { value: argument } of args) {
          if (/^(?:Array|Tuple|Binary|Member|Variable)/.test(argument.name)) pending.push(argument);
        }
      } else if (path?.endsWith("__all__")) all.lists.push(path);
      else {
        const known = path === undefined ? undefined : this.module.lists.get(path);
        if (known === undefined) all.open = true;
        else all.names.push(...known);
      }
    }
  }

  /** A loop or function that fills `__all__` with names only a run knows: what the module has counts as well. */
  private findRunTimeNames(node: SyntaxNode): boolean {
    const fills = /\b__all__\s*(?:\.(?:append|extend)|\+=)/.test(this.text(node));
    if (!fills || this.module.all === undefined) return false;
    this.module.all.open = true;
    return true;
  }

  private call(call: SyntaxNode): void {
    const { callee, args } = readCall(call, this.source);
    if (callee === undefined) return;
    const [first, second] = args;
    if (/^__all__\.(?:extend|append)$/.test(callee)) {
      this.extendAll(first?.value ?? null);
    } else if (callee === "setattr") {
      const owner = dottedName(first?.value ?? null, this.source);
      const name = readText(second?.value ?? null, this.source);
      const path = dottedName(args[2]?.value ?? null, this.source);
      if (owner !== undefined && typeof name === "string" && path !== undefined)
        this.module.planted.push({ owner, name, path });
    } else if (/(?:^|\.)\w*add_docstr$/.test(callee)) {
      const target = dottedName(first?.value ?? null, this.source);
      const doc = readText(second?.value ?? null, this.source);
      if (target !== undefined && doc !== undefined) this.module.attached.push({ target, doc });
    } else if (/add_docstr_all$/.test(callee) || this.attachers.has(callee)) {
      const member = readText(first?.value ?? null, this.source);
      const doc = readText(second?.value ?? null, this.source);
      const owner = this.attachers.get(callee);
      if (typeof member === "string" && doc !== undefined && owner !== undefined) {
        this.module.attached.push({ target: `${owner}.${member}`, doc });
      }
    } else if (callee === "define_import_structure" || callee.endsWith(".define_import_structure")) {
      const prefix = readText(args.find(({ keyword }) => keyword === "prefix")?.value ?? null, this.source);
      const module = typeof prefix === "string" ? `${this.module.name}.${prefix}` : this.module.name;
      this.module.stars.push({ module, deep: true });
    } else {
      const update = /^(\w*import\w*)\.update$/i.exec(callee)?.[1];
      if (update !== undefined) this.lazyTable(update, first?.value ?? null);
      for (const { value } of args) if (value.name === "CallExpression") this.call(value);
    }
  }

  /** `_import_structure = {"trainer": ["Trainer"]}` and `_import_structure["trainer"] = ["Trainer"]` */
  private lazyTable(target: string, value: SyntaxNode | null): boolean {
    if (value === null) return false;
    if (value.name === "CallExpression") return false;
    const key = /^\w+\[["']([\w.]+)["']\]$/.exec(target)?.[1];
    if (key !== undefined) {
      this.lazyNames(key, value);
      return true;
    }
    if (value.name !== "DictionaryExpression") return false;
    const parts = [...operands(value)];
    for (let index = 0; index + 1 < parts.length; index += 2) {
      const module = readText(parts[index] ?? null, this.source);
      const names = parts[index + 1];
      if (typeof module === "string" && names !== undefined) this.lazyNames(module, names);
    }
    return true;
  }

  private lazyNames(module: string, list: SyntaxNode): void {
    if (!/^(?:Array|Tuple)Expression$/.test(list.name)) return;
    const owner = module.startsWith(".") ? module.slice(1) : module;
    for (const item of operands(list)) {
      const name = readText(item, this.source);
      if (typeof name !== "string") continue;
      this.bind(name, { path: `${this.module.name}.${owner}.${name}`, how: "lazy", local: false });
    }
  }

  /** A function whose only act is `add_docstr(getattr(Owner, name), text)`. */
  private findAttacher(name: string, node: SyntaxNode): void {
    if (node.to - node.from > 400) return;
    const owner = /add_docstr\(\s*getattr\(\s*([\w.]+)\s*,/.exec(this.text(node))?.[1];
    if (owner !== undefined) this.attachers.set(name, owner);
  }
}
