import type { ModuleNames, ObjectNames, ReleaseNames } from "../../../query/store/release-names.js";
import type { Parameter } from "../document.js";
import type { Definition, ModuleSummary } from "./module-summary.js";
import { isPrivate, type Namespace, type Placement } from "./names.js";
import type { Callable } from "./signature.js";

/** Decorators after which a function takes what its own parameters say. */
const KEEPS_PARAMETERS =
  /^(?:staticmethod|classmethod|abstractmethod|override|final|wraps|lru_cache|cache|no_grad|inference_mode|deprecated(?:_(?:func|function|class|method))?|validate_params|_deprecate_positional_args|available_if|_fit_context|contextmanager|add_\w*docstrings?\w*|replace_return_docstrings|auto_docstring|\w+_export|set_module|jit|runtime_checkable|dataclass|total_ordering|unique|experimental(?:_\w+)?|can_return_tuple|requires)$/;

/** Bases that give a class no attribute that its users would ask for, and no constructor of their own. */
const PLAIN_BASE = /^(?:(?:\w+\.)?(?:object|ABC|Generic|Protocol))$/;

/** The only members with an underscore that code calls without writing their names. */
const CALLED_UNNAMED = /^(?:__init__|__new__|__call__)$/;

export interface NameSources {
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly namespace: Namespace;
  readonly placed: ReadonlyMap<Definition, Placement>;
  /** Modules that are there and were not read: compiled ones, tests, vendored packages. */
  readonly unread: ReadonlySet<string>;
  /** What a function raises whatever it is called with, where it was removed. */
  readonly refusal: (definition: Definition) => string | undefined;
  /** Parameters of a data class's constructor. */
  readonly fields: (definition: Definition) => readonly Parameter[];
}

/** Every name that the public modules of a package bind, with what their objects have and how they are called. */
export function releaseNames(sources: NameSources): ReleaseNames {
  return new NameWriter(sources).names();
}

class NameWriter {
  private readonly objects: Record<string, ObjectNames> = {};
  private readonly keys = new Map<Definition, string>();
  /** Endings of names that a lazy module makes up from others. */
  private readonly lateEndings: readonly string[];
  private readonly children: ReadonlyMap<string, readonly string[]>;

  constructor(private readonly from: NameSources) {
    this.children = childrenOf([...from.modules.keys(), ...from.unread]);
    const classes = [...from.modules.values()].flatMap(({ definitions }) => [...definitions.values()]);
    this.lateEndings = [...new Set(classes.flatMap(({ bound }) => bound?.endings ?? []))];
  }

  names(): ReleaseNames {
    const modules: Record<string, ModuleNames> = {};
    const planted = new Set<string>();
    for (const module of this.from.modules.values()) {
      for (const name of module.bound.planted) planted.add(name);
      if (!isPrivate(module.name)) modules[module.name] = this.module(module);
    }
    return { modules, objects: this.objects, planted: [...planted].sort() };
  }

  private module(module: ModuleSummary): ModuleNames {
    const names: Record<string, string> = {};
    const { namespace, modules, unread } = this.from;
    const stars = namespace.starred(module.name);
    const bound = [
      ...module.bound.names,
      ...module.definitions.keys(),
      ...module.declared.keys(),
      ...module.bindings.keys(),
      ...stars.names,
      ...(module.all?.names ?? []),
    ];
    for (const name of bound) {
      if (name.startsWith("_") || Object.hasOwn(names, name)) continue;
      const target = namespace.resolve(module.name, name);
      if (target?.type === "module" && target.name !== name) names[name] = target.name;
      else names[name] = target?.type === "object" ? this.key(target.definition) : "";
    }
    for (const child of this.children.get(module.name) ?? []) {
      const full = `${module.name}.${child}`;
      if (child.startsWith("_") || (Object.hasOwn(names, child) && names[child] !== "")) continue;
      names[child] = modules.has(full) && !unread.has(full) ? full : "";
    }
    const missing = stars.foreign[0];
    const lazy =
      module.stars.some(({ deep }) => deep) ||
      [...module.bindings.values()].some(({ how }) => how === "lazy");
    if (lazy) for (const ending of this.lateEndings) names[`*${ending}`] = "";
    // A module that replaces itself with a lazy one has the names that its table spells.
    const magic = lazy ? undefined : module.bound.open;
    const open =
      module.problem !== undefined
        ? "not all of it could be parsed"
        : (magic ?? (missing === undefined ? undefined : `it takes all names of ${missing}`));
    const { refused } = module.bound;
    return {
      names,
      ...(open !== undefined && { open }),
      ...(Object.keys(refused).length > 0 && { refused }),
    };
  }

  /** The key of an object, which is described when it is first met. */
  private key(definition: Definition, owner?: string): string {
    const known = this.keys.get(definition);
    if (known !== undefined) return known;
    const key =
      owner === undefined ? `${definition.module}:${definition.name}` : `${owner}.${definition.name}`;
    this.keys.set(definition, key);
    if (definition.kind === "class") this.objects[key] = this.classOf(definition, key);
    else if (definition.kind === "function")
      this.objects[key] = this.functionOf(definition, owner !== undefined);
    else {
      const symbol = this.from.placed.get(definition)?.title;
      this.objects[key] = { kind: definition.kind, ...(symbol !== undefined && { symbol }) };
    }
    return key;
  }

  private functionOf(definition: Definition, isMember: boolean): ObjectNames {
    const calls = certainCalls(definition, isMember);
    const symbol = this.from.placed.get(definition)?.title;
    const refused = this.from.refusal(definition);
    return {
      kind: "function",
      ...(symbol !== undefined && { symbol }),
      ...(calls && { calls }),
      ...(refused !== undefined && { refused }),
    };
  }

  private classOf(definition: Definition, key: string): ObjectNames {
    const bases: string[] = [];
    let open =
      definition.bound?.open ?? (definition.bound === undefined ? "it is not defined in Python" : undefined);
    for (const base of definition.bases) {
      if (PLAIN_BASE.test(base)) continue;
      const target = this.from.namespace.resolve(definition.module, base);
      if (target?.type === "object" && target.definition.kind === "class" && target.definition !== definition)
        bases.push(this.key(target.definition));
      else open ??= `its base ${base} is not known`;
    }
    if (definition.isDeclared) open ??= "only a stub declares it";
    const members: Record<string, string> = {};
    for (const name of definition.bound?.names ?? []) if (!name.startsWith("_")) members[name] = "";
    for (const [name, member] of definition.members) {
      if (name.startsWith("_") && !CALLED_UNNAMED.test(name)) continue;
      const isCalled = member.kind === "function" || member.kind === "class";
      members[name] = isCalled && member.wraps.length === 0 ? this.key(member, key) : "";
    }
    const calls = this.constructorCalls(definition);
    const symbol = this.from.placed.get(definition)?.title;
    return {
      kind: "class",
      ...(symbol !== undefined && { symbol }),
      ...(bases.length > 0 && { bases }),
      members,
      ...(open !== undefined && { open }),
      ...(calls && { calls }),
    };
  }

  /** What its constructor takes; undefined as soon as anything on the way may change it. */
  private constructorCalls(definition: Definition): readonly string[] | undefined {
    const chain = this.chain(definition, new Set());
    if (chain.some(({ bound }) => bound?.wrapsConstructor || /metaclass/.test(bound?.open ?? "")))
      return undefined;
    for (const owner of chain) {
      if (!keepsParameters(owner)) return undefined;
      const maker = owner.members.get("__init__");
      if (owner.members.has("__new__")) return undefined;
      if (maker !== undefined) return certainCalls(maker, true);
      const known = owner.bases.every(
        (base) => PLAIN_BASE.test(base) || this.from.namespace.resolve(owner.module, base)?.type === "object",
      );
      if (!known) return undefined;
      if (owner.isData && owner === definition) return [compact(this.from.fields(definition))];
      if (owner.isData) return undefined;
    }
    return undefined;
  }

  private chain(definition: Definition, seen: Set<Definition>): readonly Definition[] {
    if (seen.has(definition)) return [];
    seen.add(definition);
    const above = definition.bases.flatMap((base) => {
      const target = this.from.namespace.resolve(definition.module, base);
      return target?.type === "object" ? this.chain(target.definition, seen) : [];
    });
    return [definition, ...above];
  }
}

const keepsParameters = ({ decorators }: Definition): boolean =>
  decorators?.every((name) => KEEPS_PARAMETERS.test(name)) ?? true;

/** Undefined where a decorator may change them, a stub alone tells, or several overloads stand for C code. */
function certainCalls(definition: Definition, isMember: boolean): readonly string[] | undefined {
  const { callable, isDeclared, binding } = definition;
  if (callable === undefined || isDeclared || !keepsParameters(definition)) return undefined;
  return [compact(isMember && binding !== "static" ? withoutReceiver(callable) : callable.parameters)];
}

function withoutReceiver({ parameters }: Callable): readonly Parameter[] {
  const [first, ...rest] = parameters;
  return first === undefined || first.kind.startsWith("var-") ? parameters : rest;
}

function compact(parameters: readonly Parameter[]): string {
  const parts: string[] = [];
  let star = false;
  for (const [at, { name, kind, default: value }] of parameters.entries()) {
    if (kind === "keyword-only" && !star) parts.push("*");
    star ||= kind === "keyword-only" || kind === "var-positional";
    const stars = kind === "var-positional" ? "*" : kind === "var-keyword" ? "**" : "";
    parts.push(`${stars}${name}${value === undefined ? "" : "="}`);
    if (kind === "positional-only" && parameters[at + 1]?.kind !== "positional-only") parts.push("/");
  }
  return parts.join(",");
}

/** Last parts of the modules right below each, those of namespace packages included. */
function childrenOf(modules: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const module of modules) {
    const parts = module.split(".");
    for (let depth = 1; depth < parts.length; depth += 1) {
      const owner = parts.slice(0, depth).join(".");
      const children = found.get(owner) ?? new Set();
      found.set(owner, children.add(parts[depth] ?? ""));
    }
  }
  return new Map([...found].map(([owner, children]) => [owner, [...children].sort()]));
}
