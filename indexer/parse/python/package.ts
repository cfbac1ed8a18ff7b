import { describeError } from "../../../corpora/errors.js";
import type { ReleaseNames } from "../../../query/store/release-names.js";
import { bareDeprecation } from "../bare-deprecation.js";
import type {
  Block,
  Deprecation,
  Document,
  Parameter,
  Section,
  SymbolFact,
  SymbolKind,
} from "../document.js";
import { cleanText } from "../text.js";
import { deprecatesItself, deprecation } from "./deprecation.js";
import { type Docstring, readDocstring } from "./docstring.js";
import { inlineMarkup } from "./markup.js";
import { readModule } from "./module.js";
import {
  type Definition,
  type DeprecatedKeyword,
  INHERITED,
  KEYWORD_ONLY_MARK,
  type ModuleSummary,
  NOT_A_PARAMETER,
} from "./module-summary.js";
import { createNamespace, isPrivate, type Namespace, type Placement } from "./names.js";
import { releaseNames } from "./release-names.js";
import { type Callable, renderSignature } from "./signature.js";
import { evaluateText, type TextExpression, type TextScope } from "./text-expression.js";

/** Turns the Python source of one release into documentation of its public API. */
export interface PythonPackageParser {
  /**
   * Reads one module (`.py` or `.pyi`). The reason is returned when it could not be read, or not
   * entirely; what could be read is used. Tests, vendored code and files of other packages are passed over.
   */
  add(path: string, source: string): string | undefined;
  /** Tells of a module that is there and cannot be read: compiled, a test, or another package's code. */
  note(path: string): void;
  /** The public API, one document per class, function and documented module, in order of names. Call once. */
  finish(): Iterable<Document>;
  /** Every name that its public modules bind; known when `finish` has given its last document. */
  names(): ReleaseNames | undefined;
}

export interface PythonPackageOptions {
  /** Import names of the packages to document, e.g. `["sklearn"]`. Without it, every package that is added. */
  readonly packages?: readonly string[];
}

/** Tests, vendored code, and the templates (`modular_*.py`) from which Transformers generates its models. */
const SKIPPED_PATH =
  /(?:^|\/)(?:tests?|_tests?|_vendor|vendored|externals|third_party|testing\/_internal|node_modules|__pycache__|benchmarks|docs?|examples)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|modular_[^/]*|conftest|setup|noxfile|_distributor_init)\.pyi?$/;

/** Whether a file of a package can hold API: neither a test nor vendored nor a template. */
export function isApiModule(path: string): boolean {
  return !SKIPPED_PATH.test(path);
}

export function createPythonPackageParser(options: PythonPackageOptions = {}): PythonPackageParser {
  const modules = new Map<string, ModuleSummary>();
  const unread = new Set<string>();
  let names: ReleaseNames | undefined;
  return {
    note(path) {
      const name = moduleName(
        path.replace(/(?:\.(?:cpython|cp\d|abi3|pypy)[^/]*)?\.(?:so|pyd|pyx)$/, ".py"),
        options.packages,
      );
      if (name !== undefined) unread.add(name);
    },
    names: () => names,
    add(path, source) {
      const name = moduleName(path, options.packages);
      if (name === undefined) return undefined;
      if (!isApiModule(path)) {
        unread.add(name);
        return undefined;
      }
      try {
        const module = readModule(name, path, source);
        const known = modules.get(name);
        modules.set(name, known === undefined ? module : mergeStub(known, module));
        return module.problem;
      } catch (error) {
        return `not readable as Python: ${describeError(error)}`;
      }
    },
    *finish() {
      const roots = options.packages ?? [
        ...new Set([...modules.keys()].map((name) => name.split(".")[0] ?? name)),
      ];
      const writer = new PackageWriter(modules, roots);
      yield* writer.documents();
      names = writer.names(unread);
      modules.clear();
    },
  };
}

/** `src/pkg/a/__init__.py` is `pkg.a`; undefined for what is no module of the packages. */
function moduleName(path: string, packages: readonly string[] | undefined): string | undefined {
  const parts = path.replace(/\.pyi?$/, "").split("/");
  if (parts.at(-1) === "__init__") parts.pop();
  let start = 0;
  if (packages === undefined) {
    if (/\.data$/.test(parts[0] ?? "")) start = 2;
    if (parts[start] === "src" || parts[start] === "lib") start += 1;
  } else {
    const wanted = packages.map((name) => name.split("."));
    start = parts.findIndex((_, index) =>
      wanted.some((name) => name.every((part, at) => parts[index + at] === part)),
    );
    if (start < 0) return undefined;
  }
  const name = parts.slice(start);
  return name.length > 0 && name.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))
    ? name.join(".")
    : undefined;
}

/**
 * A module written in Python and its stub are one: the source explains, the stub declares. What a stub
 * defines or imports "as itself" is exported by the rules of stubs.
 */
function mergeStub(a: ModuleSummary, b: ModuleSummary): ModuleSummary {
  const [source, stub] = a.isStub ? [b, a] : [a, b];
  const isListed = (name: string): boolean => stub.all === undefined && !name.startsWith("_");
  for (const [name, declared] of stub.definitions) {
    const known = source.definitions.get(name);
    if (known === undefined) {
      (source.bindings.has(name) ? source.declared : source.definitions).set(name, declared);
    } else mergeDefinition(known, declared);
    if (isListed(name) && declared.kind !== "constant") source.all?.names.push(name);
  }
  for (const [name, binding] of stub.bindings) {
    if (isListed(name) && binding.how === "as-same") source.all?.names.push(name);
    if (!source.bindings.has(name) && !source.definitions.has(name)) source.bindings.set(name, binding);
  }
  source.stars.push(...stub.stars);
  source.all ??= stub.all ?? { names: [], lists: [], open: true };
  return source;
}

function mergeDefinition(known: Definition, declared: Definition): void {
  const tellsMore = known.callable === undefined || isOpaque(known.callable);
  if (tellsMore && (declared.overloads.length > 0 || declared.callable !== undefined))
    known.isDeclared = true;
  if (declared.overloads.length > 0) known.overloads = declared.overloads;
  else if (declared.callable !== undefined && (known.callable === undefined || isOpaque(known.callable))) {
    known.callable = declared.callable;
  }
  if (known.kind === "constant") known.kind = declared.kind;
  for (const [name, member] of declared.members) {
    const own = known.members.get(name);
    if (own === undefined) known.members.set(name, member);
    else mergeDefinition(own, member);
  }
}

/** Says nothing: `(*args, **kwargs)`. */
function isOpaque({ parameters }: Callable): boolean {
  return parameters.every(({ name, kind }) => kind.startsWith("var-") || name === "self" || name === "cls");
}

interface Entry {
  /** Undefined where there is nothing to read: the fact is that the name exists. */
  readonly section: Section | undefined;
  readonly facts: readonly SymbolFact[];
}

class PackageWriter {
  private readonly modules: ReadonlyMap<string, ModuleSummary>;
  private readonly roots: readonly string[];
  private readonly namespace: Namespace;
  /** What has a page of its own. */
  private placed: ReadonlyMap<Definition, Placement> = new Map();
  /** What has a public name. */
  private titled: ReadonlyMap<Definition, Placement> = new Map();

  constructor(modules: ReadonlyMap<string, ModuleSummary>, roots: readonly string[]) {
    this.modules = modules;
    this.roots = roots;
    this.namespace = createNamespace(modules);
  }

  names(unread: ReadonlySet<string>): ReleaseNames {
    return releaseNames({
      modules: this.modules,
      namespace: this.namespace,
      placed: this.titled,
      unread,
      refusal: ({ refusal, module }) =>
        refusal &&
        clean(evaluateText(refusal, this.scope(module)))
          .replace(/\s+/g, " ")
          .trim(),
      fields: (definition) => this.constructorFields(definition),
    });
  }

  *documents(): Generator<Document> {
    this.plantNames();
    this.attachDocs();
    const { objects, modules } = this.namespace.publicNames(this.roots, this.mentions());
    this.titled = objects;
    const constants = new Map<string, [Definition, Placement][]>();
    const titles = new Set([...objects.values()].map(({ title }) => title));
    const absorbed = this.absorbed(objects);
    this.placed = new Map([...objects].filter(([definition]) => !absorbed.has(definition)));
    for (const [definition, placement] of this.placed) {
      const origin = this.origin(definition);
      if (origin.kind === "constant") {
        const owner = placement.title.slice(0, placement.title.lastIndexOf("."));
        constants.set(owner, [...(constants.get(owner) ?? []), [definition, placement]]);
      } else {
        yield this.objectDocument(origin, placement);
      }
    }
    for (const [name, title] of modules) {
      const summary = titles.has(title) ? undefined : this.modules.get(name);
      const document =
        summary === undefined ? undefined : this.moduleDocument(summary, title, constants.get(title) ?? []);
      if (document !== undefined) yield document;
    }
  }

  /**
   * Undocumented classes of private modules that show only beside a class derived from them, as
   * `torch.TensorBase` beside `torch.Tensor`: their members belong to that class.
   */
  private absorbed(objects: ReadonlyMap<Definition, Placement>): ReadonlySet<Definition> {
    const absorbed = new Set<Definition>();
    const owner = (title: string | undefined): string | undefined => title?.slice(0, title.lastIndexOf("."));
    for (const [definition, { title }] of objects) {
      for (const base of definition.kind === "class" ? this.bases(definition) : []) {
        const isBehind = base.doc === undefined && isPrivate(base.module) && base.exports.length === 0;
        const isNamesake = base.name !== definition.name && base.name.startsWith(definition.name);
        if (isBehind && isNamesake && owner(objects.get(base)?.title) === owner(title)) absorbed.add(base);
      }
    }
    return absorbed;
  }

  // Facts from elsewhere

  /** Gives modules what others set on them: `setattr(impute, "IterativeImputer", IterativeImputer)`. */
  private plantNames(): void {
    for (const module of this.modules.values()) {
      for (const { owner, name, path } of module.planted) {
        const target = this.namespace.resolve(module.name, owner);
        const into = target?.type === "module" ? this.modules.get(target.name) : undefined;
        if (into === undefined || into === module || into.definitions.has(name)) continue;
        into.bindings.set(name, { path: `${module.name}.${path}`, how: "as-same", local: false });
        into.all?.names.push(name);
      }
    }
  }

  /** Gives docstrings that are attached by a call to what they describe. */
  private attachDocs(): void {
    for (const module of this.modules.values()) {
      for (const { target, doc } of module.attached) {
        const found = this.namespace.resolve(module.name, target);
        if (found?.type === "object") {
          found.definition.doc ??= this.localised(doc, module);
          if (found.definition.module !== module.name) found.definition.path = module.path;
        } else if (found === undefined) this.define(target, doc, module);
      }
    }
  }

  /** A documented name without any declaration: the docstring is all there is. */
  private define(target: string, doc: TextExpression, module: ModuleSummary): void {
    const dot = target.lastIndexOf(".");
    const owner = this.namespace.resolve(module.name, target.slice(0, Math.max(0, dot)));
    const name = target.slice(dot + 1);
    const definition: Definition = {
      name,
      kind: "function",
      module: module.name,
      path: module.path,
      doc: this.localised(doc, module),
      overloads: [],
      binding: "static",
      bases: [],
      members: new Map(),
      isData: false,
      makesData: false,
      exports: [],
      wraps: [],
    };
    if (owner?.type === "object") owner.definition.members.set(name, definition);
    else if (owner?.type === "module") this.modules.get(owner.name)?.definitions.set(name, definition);
  }

  /** Evaluated where it is written, since it moves to another module. */
  private localised(doc: TextExpression, module: ModuleSummary): TextExpression {
    return evaluateText(doc, this.scope(module.name));
  }

  /** How often docstrings refer to a qualified name with a role. */
  private mentions(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (doc: TextExpression | undefined): void => {
      if (typeof doc !== "string" || !doc.includes(":`")) return;
      for (const [, name] of doc.matchAll(/:(?:class|func|meth|obj|attr|exc):`~?([\w.]+)/g)) {
        if (name?.includes(".")) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    };
    for (const module of this.modules.values()) {
      count(module.doc);
      for (const definition of module.definitions.values()) {
        count(definition.doc);
        for (const member of definition.members.values()) count(member.doc);
      }
    }
    return counts;
  }

  private scope(module: string): TextScope {
    const owner = (path: string): ModuleSummary | undefined => {
      const binding = this.modules.get(module)?.bindings.get(path.split(".")[0] ?? path);
      if (binding === undefined) return undefined;
      const full = [binding.path, ...path.split(".").slice(1)].join(".");
      return this.modules.get(full.slice(0, full.lastIndexOf(".")));
    };
    const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
    return {
      text: (path) => {
        if (path.endsWith(".__doc__")) {
          const target = this.namespace.resolve(module, path.slice(0, -".__doc__".length));
          return target?.type === "object" && target.definition.doc !== undefined
            ? this.doc(target.definition)
            : undefined;
        }
        if (path.endsWith(`.${INHERITED}`)) return this.inheritedDoc(module, path);
        return this.modules.get(module)?.texts.get(path) ?? owner(path)?.texts.get(last(path));
      },
      table: (path) => this.modules.get(module)?.tables.get(path) ?? owner(path)?.tables.get(last(path)),
      scopeOf: (path) => {
        const here = this.modules.get(module);
        const isLocal = here?.texts.has(path) === true || here?.tables.has(path) === true;
        return isLocal ? this.scope(module) : this.scope(owner(path)?.name ?? module);
      },
    };
  }

  private inheritedDoc(module: string, path: string): string {
    const [owner = "", member = ""] = path.split(".");
    const target = this.namespace.resolve(module, owner);
    for (const base of target?.type === "object" ? this.bases(target.definition) : []) {
      const found = this.namespace.resolve(base.module, `${base.name}.${member}`);
      if (found?.type === "object" && found.definition.doc !== undefined) return this.doc(found.definition);
    }
    return "";
  }

  private readonly evaluating = new Set<Definition>();

  private doc(definition: Definition): string {
    if (definition.doc === undefined || this.evaluating.has(definition)) return "";
    this.evaluating.add(definition);
    const text = evaluateText(definition.doc, this.scope(definition.module));
    this.evaluating.delete(definition);
    return text;
  }

  /** What a name made by a call stands for: the function or class that was handed to it. */
  private origin(definition: Definition, depth = 0): Definition {
    if (definition.wraps.length === 0 || depth > 4) return definition;
    const targets = definition.wraps.flatMap((path) => {
      const target = this.namespace.resolve(definition.module, path);
      return target?.type === "object" && target.definition !== definition ? [target.definition] : [];
    });
    const callable = targets.filter(({ kind }) => kind === "function");
    const found = callable.find(({ doc }) => doc !== undefined) ?? callable[0];
    if (found === undefined) return definition;
    const origin = this.origin(found, depth + 1);
    return {
      ...origin,
      name: definition.name,
      binding: definition.binding,
      path: definition.doc === undefined ? origin.path : definition.path,
      module: definition.doc === undefined ? origin.module : definition.module,
      ...(definition.doc === undefined ? {} : { doc: definition.doc }),
    };
  }

  // Documents

  private objectDocument(definition: Definition, { title, aliases }: Placement): Document {
    const entry = this.entry(definition, title, aliases, [title]);
    const members = definition.kind === "class" ? this.memberEntries(definition, title, aliases) : [];
    const entries = [entry, ...members];
    return {
      path: definition.path,
      title,
      kind: "api",
      sections: entries.flatMap(({ section }) => section ?? []),
      symbols: uniqueFacts(entries.flatMap(({ facts }) => facts)),
    };
  }

  /** Own members, and those of bases that have no page of their own. */
  private members(owner: Definition, seen = new Set<Definition>()): Map<string, Definition> {
    if (seen.has(owner)) return new Map();
    seen.add(owner);
    const members = new Map(owner.members);
    for (const base of this.bases(owner)) {
      if (this.placed.has(base)) continue;
      for (const [name, member] of this.members(base, seen)) {
        const own = members.get(name);
        if (own === undefined) members.set(name, member);
        else if (own.doc === undefined && member.doc !== undefined && own.kind === member.kind) {
          members.set(name, { ...own, doc: member.doc, module: member.module });
        }
      }
    }
    return members;
  }

  private bases(definition: Definition): Definition[] {
    return definition.bases.flatMap((base) => {
      const target = this.namespace.resolve(definition.module, base);
      return target?.type === "object" && target.definition !== definition ? [target.definition] : [];
    });
  }

  /** Names of the bases that have a page of their own, behind those that have none too. */
  private publicBases(definition: Definition, seen = new Set<Definition>()): readonly string[] {
    if (seen.has(definition)) return [];
    seen.add(definition);
    const names = this.bases(definition).flatMap((base) => {
      const title = this.placed.get(base)?.title;
      return title === undefined ? this.publicBases(base, seen) : [title];
    });
    return [...new Set(names)];
  }

  private memberEntries(owner: Definition, title: string, aliases: readonly string[]): Entry[] {
    const entries: Entry[] = [];
    const isEnum = this.isEnum(owner);
    for (const [name, given] of this.members(owner)) {
      if (name.startsWith("_") && !(name === "__call__" && given.doc !== undefined)) continue;
      const member = given.kind === "attribute" ? this.origin(given) : given;
      const isVariable = member.kind === "attribute" || member.kind === "constant";
      const isListed = isEnum ? member.doc !== undefined : member.annotation !== undefined;
      if (isVariable && member.doc === undefined && (!isListed || this.isData(owner))) continue;
      // What a private base only annotates, its derived classes may have or not.
      if (member.isOnlyAnnotated && member.doc === undefined && !owner.members.has(name)) continue;
      const isBare =
        member.kind === "property" && member.doc === undefined && member.callable?.returns === undefined;
      const qualified = `${title}.${name}`;
      const memberAliases = aliases.map((alias) => `${alias}.${name}`);
      const entry = this.entry(member, qualified, memberAliases, [title, name], true);
      entries.push(isBare ? { section: undefined, facts: atOwner(entry.facts, title) } : entry);
    }
    return entries;
  }

  private isEnum(definition: Definition): boolean {
    return definition.bases.some((base) => /(?:^|\.)\w*(?:Enum|Flag)$/.test(base));
  }

  private entry(
    definition: Definition,
    title: string,
    aliases: readonly string[],
    headingPath: readonly string[],
    isMember = false,
  ): Entry {
    const docstring = readDocstring(this.doc(definition), title.split(".").at(-1) ?? title);
    const callables = this.callables(definition, docstring, isMember);
    const main = this.mainCallable(definition, callables, isMember, docstring);
    const signatures =
      callables.length > 0
        ? [...new Set(callables.map((callable) => clean(renderSignature(title, callable))))]
        : [this.declaration(definition, title)];
    const kind = this.kind(definition, isMember);
    const bases = definition.kind === "class" ? this.publicBases(definition) : [];
    const deprecated = this.deprecated(definition, docstring, [title, ...aliases]);
    const attributes = definition.kind === "class" ? this.attributes(definition, docstring) : [];
    const blocks: Block[] = [{ type: "signature", text: signatures.join("\n") }];
    if (deprecated !== undefined && docstring.deprecated === undefined) {
      const version = deprecated.since === undefined ? {} : { version: deprecated.since };
      const text = deprecated.message === bareDeprecation(deprecated.since) ? "" : deprecated.message;
      blocks.push({ type: "admonition", name: "deprecated", ...version, text });
    }
    blocks.push(...docstring.blocks, ...this.constructorBlocks(definition), ...this.enumBlocks(definition));
    const fact: SymbolFact = {
      name: title,
      aliases,
      ...(bases.length === 0 ? {} : { bases }),
      kind,
      signatures,
      parameters: this.withDeprecations(main?.parameters ?? [], definition, docstring),
      ...(main?.returns === undefined ? {} : { returns: main.returns }),
      summary: docstring.summary,
      ...(deprecated === undefined ? {} : { deprecated }),
      ...(docstring.since === undefined ? {} : { since: docstring.since }),
      anchor: title,
    };
    const attributeFacts = attributes.map(
      ({ name, type, summary }): SymbolFact => ({
        name: `${title}.${name}`,
        aliases: aliases.map((alias) => `${alias}.${name}`),
        kind: this.memberOf(definition, name)?.kind === "property" ? "property" : "attribute",
        signatures: [`${title}.${name}${type === "" ? "" : `: ${type}`}`],
        parameters: [],
        summary,
        anchor: title,
      }),
    );
    const symbols = [title, ...attributeFacts.map(({ name }) => name)];
    return { section: { headingPath, anchor: title, blocks, symbols }, facts: [fact, ...attributeFacts] };
  }

  private kind(definition: Definition, isMember: boolean): SymbolKind {
    if (definition.kind === "class") return this.isEnum(definition) ? "enum" : "class";
    if (definition.kind === "function") return isMember ? "method" : "function";
    return definition.kind;
  }

  /** What its docstring says, else a decorator, else a warning of its own body. */
  private deprecated(
    definition: Definition,
    docstring: Docstring,
    names: readonly string[],
  ): Deprecation | undefined {
    if (docstring.deprecated !== undefined) return docstring.deprecated;
    const { deprecated, warnings = [], module } = definition;
    const text = (message: TextExpression): string =>
      inlineMarkup(clean(evaluateText(message, this.scope(module))));
    if (deprecated !== undefined) {
      const said = text(deprecated.message);
      // A name whose value is not known leaves itself behind.
      return deprecation(/^\w+$/.test(said) ? "" : said, deprecated.since);
    }
    const known = [...names, `${module}.${definition.name}`];
    const kind = definition.kind === "class" ? "class" : "function";
    const own = warnings.map(text).find((message) => deprecatesItself(message, known, kind));
    return own === undefined ? undefined : deprecation(own, undefined);
  }

  /** Parameters with what their descriptions and decorators say, and the keywords that only a decorator still takes. */
  private withDeprecations(
    parameters: readonly Parameter[],
    definition: Definition,
    { deprecatedParameters }: Docstring,
  ): readonly Parameter[] {
    const maker = definition.kind === "class" ? this.memberOf(definition, "__init__") : definition;
    const keywords = new Map((maker?.deprecatedKeywords ?? []).map((keyword) => [keyword.name, keyword]));
    const initialiser = definition.kind === "class" ? definition.members.get("__init__") : undefined;
    const told = new Map(
      initialiser?.doc === undefined
        ? deprecatedParameters
        : [...readDocstring(this.doc(initialiser), "__init__").deprecatedParameters, ...deprecatedParameters],
    );
    if (keywords.size === 0 && told.size === 0) return parameters;
    const known = new Set(parameters.map(({ name }) => name));
    const own = parameters.map((parameter) => {
      const deprecated = told.get(parameter.name) ?? deprecationByDecorator(keywords.get(parameter.name));
      return deprecated ? { ...parameter, deprecated } : parameter;
    });
    const extra = [...keywords.values()].flatMap((keyword): Parameter[] => {
      const deprecated = deprecationByDecorator(keyword);
      if (!deprecated || keyword.replacement === undefined || known.has(keyword.name)) return [];
      return [{ name: keyword.name, kind: "keyword-only", default: "...", deprecated }];
    });
    const end = own.findIndex(({ kind }) => kind === "var-keyword");
    return end < 0 ? [...own, ...extra] : [...own.slice(0, end), ...extra, ...own.slice(end)];
  }

  /** Attributes that the docstring lists and fields of data classes: documented with the class. */
  private attributes(definition: Definition, { attributes }: Docstring): Docstring["attributes"] {
    const listed = new Map(attributes.map((attribute) => [attribute.name, attribute]));
    const members = this.members(definition);
    for (const [name, member] of members) {
      if (name.startsWith("_") || member.kind !== "attribute" || member.doc !== undefined || listed.has(name))
        continue;
      const isField = member.annotation !== undefined && this.isData(definition);
      if (!isField && !this.isEnum(definition)) continue;
      listed.set(name, { name, type: member.annotation ?? "", summary: "" });
    }
    return [...listed.values()].filter(({ name }) => {
      const kind = members.get(name)?.kind;
      return kind === undefined || kind === "attribute" || kind === "property";
    });
  }

  private memberOf(owner: Definition, name: string): Definition | undefined {
    const found = this.namespace.resolve(owner.module, `${owner.name}.${name}`);
    return found?.type === "object" ? found.definition : undefined;
  }

  /** Some document the parameters of a class with its `__init__`. */
  private constructorBlocks(definition: Definition): readonly Block[] {
    const method = definition.kind === "class" ? definition.members.get("__init__") : undefined;
    if (method?.doc === undefined) return [];
    const { blocks } = readDocstring(this.doc(method), "__init__");
    const [first] = blocks;
    return blocks.length > 1 || (first?.type === "prose" && first.text.length > 80) ? blocks : [];
  }

  /** Declared a data class, or derived from a class that makes such. */
  private isData(definition: Definition, seen = new Set<Definition>()): boolean {
    if (definition.isData) return true;
    if (seen.has(definition)) return false;
    seen.add(definition);
    return this.bases(definition).some((base) => base.makesData || (!base.isData && this.isData(base, seen)));
  }

  private enumBlocks(definition: Definition): Block[] {
    if (!this.isEnum(definition)) return [];
    const lines = [...definition.members]
      .filter(([name, { kind }]) => kind === "attribute" && !name.startsWith("_"))
      .map(([name, { value }]) => (value === undefined ? name : `${name} = ${value}`));
    return lines.length === 0 ? [] : [{ type: "code", text: clean(lines.join("\n")), language: "python" }];
  }

  // Signatures

  private callables(definition: Definition, docstring: Docstring, isMember: boolean): readonly Callable[] {
    if (definition.kind === "class") {
      const constructors = this.constructorCallables(definition, new Set());
      return constructors ?? (docstring.signatures.length > 0 ? docstring.signatures : [{ parameters: [] }]);
    }
    if (definition.kind !== "function") return [];
    const declared =
      definition.overloads.length > 0
        ? definition.overloads
        : definition.callable === undefined
          ? []
          : [definition.callable];
    const own = declared.map((callable) => (isMember ? unbound(callable, definition.binding) : callable));
    // A docstring's own signature names what C code or `*args` leaves out.
    return docstring.signatures.length > 0 && own.every(isOpaque) ? docstring.signatures : own;
  }

  private mainCallable(
    definition: Definition,
    callables: readonly Callable[],
    isMember: boolean,
    docstring: Docstring,
  ): Callable | undefined {
    if (definition.kind === "property" || definition.kind === "attribute" || definition.kind === "constant") {
      const returns = definition.annotation ?? definition.callable?.returns;
      return { parameters: [], ...(returns === undefined ? {} : { returns }) };
    }
    if (definition.kind === "function" && definition.overloads.length > 0) {
      const implementation = definition.callable;
      if (implementation !== undefined && !isOpaque(implementation)) {
        return isMember ? unbound(implementation, definition.binding) : implementation;
      }
      if (docstring.signatures.length > 0) return longest(docstring.signatures);
    }
    return longest(callables);
  }

  /** Parameters of `__init__` or `__new__`, or the fields of a data class; inherited where it has neither. */
  private constructorCallables(
    definition: Definition,
    seen: Set<Definition>,
  ): readonly Callable[] | undefined {
    if (seen.has(definition)) return undefined;
    seen.add(definition);
    for (const name of ["__init__", "__new__"]) {
      const method = definition.members.get(name);
      if (method === undefined) continue;
      const all =
        method.overloads.length > 0
          ? method.overloads
          : method.callable === undefined
            ? []
            : [method.callable];
      if (all.length > 0) return all.map((callable) => withoutReturns(unbound(callable, "instance")));
    }
    if (this.isData(definition)) return [{ parameters: this.constructorFields(definition) }];
    if (this.isEnum(definition)) return [{ parameters: [{ name: "value", kind: "positional-or-keyword" }] }];
    for (const base of this.bases(definition)) {
      const inherited = this.constructorCallables(base, seen);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  /** What the constructor of a data class takes: its fields, and what a decorator lets it take besides. */
  private constructorFields(definition: Definition): readonly Parameter[] {
    const fields = this.fields(definition, new Set());
    return this.takesAnyKeyword(definition, new Set())
      ? [...fields, { name: "kwargs", kind: "var-keyword" }]
      : fields;
  }

  private takesAnyKeyword(definition: Definition, seen: Set<Definition>): boolean {
    if (definition.takesAnyKeyword === true) return true;
    if (seen.has(definition)) return false;
    seen.add(definition);
    return this.bases(definition).some((base) => this.takesAnyKeyword(base, seen));
  }

  private fields(definition: Definition, seen: Set<Definition>): Parameter[] {
    if (seen.has(definition)) return [];
    seen.add(definition);
    const fields = new Map<string, Parameter>();
    const byKeyword = this.takesKeywords(definition, new Set());
    for (const base of [...this.bases(definition)].reverse()) {
      if (!this.isData(base) && !base.makesData) continue;
      for (const field of this.fields(base, seen)) fields.set(field.name, field);
    }
    for (const [name, { kind, annotation, value, keywordOnly }] of definition.members) {
      if (kind !== "attribute" || annotation === undefined || /^(?:\w+\.)*ClassVar\b/.test(annotation))
        continue;
      if (value === NOT_A_PARAMETER || name.startsWith("__") || KEYWORD_ONLY_MARK.test(annotation)) continue;
      fields.set(name, {
        name,
        kind: keywordOnly === true || byKeyword ? "keyword-only" : "positional-or-keyword",
        ...(value === undefined ? {} : { default: value }),
        annotation,
      });
    }
    const all = [...fields.values()];
    return [...all.filter(isPositional), ...all.filter((field) => !isPositional(field))];
  }

  /** Derived from a class whose data classes take their own fields by keyword only (PEP 681). */
  private takesKeywords(definition: Definition, seen: Set<Definition>): boolean {
    if (seen.has(definition)) return false;
    seen.add(definition);
    return this.bases(definition).some(
      (base) => (base.makesData && base.keywordOnly === true) || this.takesKeywords(base, seen),
    );
  }

  private declaration({ annotation, callable, value, kind }: Definition, title: string): string {
    const type = annotation ?? (kind === "property" ? callable?.returns : undefined);
    // The call of a private helper tells a reader nothing.
    const isHidden = value === undefined || value === NOT_A_PARAMETER || /^(?:\w+\()?_\w*\(/.test(value);
    const shown = isHidden || kind === "property" ? "" : ` = ${value}`;
    return clean(`${title}${type === undefined ? "" : `: ${type}`}${shown}`);
  }

  // Modules

  private moduleDocument(
    summary: ModuleSummary,
    title: string,
    constants: readonly (readonly [Definition, Placement])[],
  ): Document | undefined {
    const listed = constants.filter(
      ([{ doc, annotation, value = "" }, { isListed }]) =>
        doc !== undefined ||
        annotation !== undefined ||
        (isListed && !/^(?:\w+\.)*(?:TypeVar|ParamSpec|getLogger|get_logger)\(/.test(value)),
    );
    const text = summary.doc === undefined ? "" : evaluateText(summary.doc, this.scope(summary.name));
    const docstring = readDocstring(text, title);
    // "PyTorch BERT model." says no more than the name does.
    const [first] = docstring.blocks;
    const isEmpty =
      docstring.blocks.length < 2 && (first?.type === "prose" ? first.text.length < 60 : first === undefined);
    if (isEmpty && listed.length === 0) return undefined;
    const entries = listed.map(([definition, placement]) =>
      this.entry(definition, placement.title, placement.aliases, [title, definition.name]),
    );
    const blocks = [...docstring.blocks];
    const facts: SymbolFact[] = [
      {
        name: title,
        aliases: title === summary.name ? [] : [summary.name],
        kind: "module",
        signatures: [],
        parameters: [],
        summary: docstring.summary,
        ...(docstring.deprecated === undefined ? {} : { deprecated: docstring.deprecated }),
        ...(docstring.since === undefined ? {} : { since: docstring.since }),
        anchor: title,
      },
    ];
    for (const { section, facts: constantFacts } of entries) {
      blocks.push(...(section?.blocks ?? []));
      facts.push(...atOwner(constantFacts, title));
    }
    const symbols = facts.map(({ name }) => name);
    return {
      path: summary.path,
      title,
      kind: "api",
      sections: [{ headingPath: [title], anchor: title, blocks, symbols }],
      symbols: uniqueFacts(facts),
    };
  }
}

const deprecationByDecorator = (keyword: DeprecatedKeyword | undefined): Deprecation | undefined =>
  keyword && {
    message: keyword.message,
    ...(keyword.replacement === undefined ? {} : { replacement: keyword.replacement }),
  };

/** One fact per name; the first, which stands nearest its definition, wins. */
function uniqueFacts(facts: readonly SymbolFact[]): SymbolFact[] {
  const byName = new Map<string, SymbolFact>();
  for (const fact of facts) if (!byName.has(fact.name)) byName.set(fact.name, fact);
  return [...byName.values()];
}

/** Facts that are shown with the class they belong to. */
function atOwner(facts: readonly SymbolFact[], title: string): readonly SymbolFact[] {
  return facts.map((fact) => ({ ...fact, anchor: title }));
}

function unbound(callable: Callable, binding: Definition["binding"]): Callable {
  if (binding === "static") return callable;
  const [first, ...rest] = callable.parameters;
  const isBound = first !== undefined && !first.kind.startsWith("var-") && first.kind !== "keyword-only";
  return isBound ? { ...callable, parameters: rest } : callable;
}

function isPositional({ kind }: Parameter): boolean {
  return kind !== "keyword-only";
}

function withoutReturns({ parameters }: Callable): Callable {
  return { parameters };
}

function longest(callables: readonly Callable[]): Callable | undefined {
  return callables.reduce<Callable | undefined>(
    (best, callable) =>
      best === undefined || callable.parameters.length > best.parameters.length ? callable : best,
    undefined,
  );
}

function clean(text: string): string {
  return cleanText(text);
}
