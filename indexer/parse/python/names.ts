import type { Binding, Definition, ModuleSummary } from "./module-summary.js";

/** What a dotted name stands for. */
export type Target =
  | { readonly type: "object"; readonly definition: Definition }
  | { readonly type: "module"; readonly name: string };

/** Under which names an object can be reached, the one a user should write first. */
export interface Placement {
  readonly title: string;
  readonly aliases: readonly string[];
  /** Exported on purpose, not merely defined in a public module. */
  readonly isListed: boolean;
}

export interface PublicNames {
  /** In order of titles. */
  readonly objects: ReadonlyMap<Definition, Placement>;
  /** Module name to public path. */
  readonly modules: ReadonlyMap<string, string>;
}

export interface Namespace {
  /** What a dotted name means inside a module; undefined for foreign, unknown and circular names. */
  resolve(module: string, path: string): Target | undefined;
  /** Names that a module takes with `from x import *`, and the modules among those that were not read. */
  starred(module: string): { readonly names: readonly string[]; readonly foreign: readonly string[] };
  /**
   * Public names of everything reachable from `roots`. `mentions` tells how often the documentation
   * refers to a name: it settles which of several good names its authors prefer.
   */
  publicNames(roots: readonly string[], mentions: ReadonlyMap<string, number>): PublicNames;
}

/**
 * How deliberate a name is: 0 exported on purpose (`__all__`, re-exported by a package), 1 defined
 * in a public module, 2 left out of that module's `__all__`.
 */
type Rank = 0 | 1 | 2;

interface Candidate {
  readonly name: string;
  readonly rank: Rank;
}

const MAX_DEPTH = 40;
const MAX_PATHS_PER_MODULE = 3;
const MAX_ALIASES = 12;
/** An export decorator used this often is how the package declares its API. */
const EXPORT_DECORATORS_RULE = 20;

/** `src` is how some packages spell "private". */
export function isPrivate(path: string): boolean {
  return path.split(".").some((part) => part.startsWith("_") || part === "src");
}

export function createNamespace(modules: ReadonlyMap<string, ModuleSummary>): Namespace {
  const resolved = new Map<string, Target>();
  const inProgress = new Set<string>();
  const exportedMemo = new Map<string, ReadonlySet<string>>();
  const submodules = indexSubmodules(modules);
  // One wildcard per module may hide thousands of names: they are looked up, not walked.
  const starMemo = new Map<string, ReadonlyMap<string, string>>();

  function resolve(module: string, path: string): Target | undefined {
    const parts = path.split(".");
    let current: Target = { type: "module", name: module };
    for (const [index, part] of parts.entries()) {
      let next: Target | undefined;
      if (current.type === "module") next = member(current.name, part);
      else {
        const definition: Definition | undefined = memberOf(current.definition, part, new Set());
        next = definition === undefined ? undefined : { type: "object", definition };
      }
      // A full path written in the module that it names, e.g. `torch.abs` in torch/_torch_docs.py.
      if (next === undefined && index === 0)
        next = modules.has(part) ? { type: "module", name: part } : undefined;
      if (next === undefined) return undefined;
      current = next;
    }
    return current;
  }

  function memberOf(owner: Definition, name: string, seen: Set<Definition>): Definition | undefined {
    if (seen.has(owner) || seen.size > MAX_DEPTH) return undefined;
    seen.add(owner);
    const own = owner.members.get(name);
    if (own !== undefined) return own;
    for (const base of owner.bases) {
      const target = resolve(owner.module, base);
      if (target?.type !== "object") continue;
      const found = memberOf(target.definition, name, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** One name of a module. */
  function member(module: string, name: string): Target | undefined {
    const key = `${module}:${name}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    if (inProgress.has(key) || inProgress.size > MAX_DEPTH * 4) return undefined;
    inProgress.add(key);
    const target = find(module, name);
    inProgress.delete(key);
    // Not finding is not remembered: it may be due to a circle, or to a name that is added later.
    if (target !== undefined) resolved.set(key, target);
    return target;
  }

  function find(module: string, name: string): Target | undefined {
    const summary = modules.get(module);
    const child = `${module}.${name}`;
    if (summary === undefined) return modules.has(child) ? { type: "module", name: child } : undefined;
    const definition = summary.definitions.get(name);
    if (definition !== undefined && !isEmptyConstant(definition)) return { type: "object", definition };
    const binding = summary.bindings.get(name);
    const bound = binding === undefined ? undefined : follow(module, binding);
    if (bound !== undefined) return bound;
    const star = stars(module).get(name);
    const starred = star === undefined ? undefined : member(star, name);
    if (starred !== undefined) return starred;
    if (modules.has(child)) return { type: "module", name: child };
    const known = definition ?? summary.declared.get(name);
    return known === undefined ? undefined : { type: "object", definition: known };
  }

  function follow(module: string, binding: Binding): Target | undefined {
    if (binding.local) return resolve(module, binding.path);
    const path = binding.path;
    if (binding.how === "import" && modules.has(path)) return { type: "module", name: path };
    const dot = path.lastIndexOf(".");
    if (dot < 0) return modules.has(path) ? { type: "module", name: path } : undefined;
    const owner = path.slice(0, dot);
    const found = modules.has(owner) ? member(owner, path.slice(dot + 1)) : undefined;
    return found ?? (modules.has(path) ? { type: "module", name: path } : undefined);
  }

  /** Names that come by `from x import *`, with the module they come from; a later one wins. */
  function stars(module: string): ReadonlyMap<string, string> {
    const known = starMemo.get(module);
    if (known !== undefined) return known;
    const names = new Map<string, string>();
    starMemo.set(module, names);
    for (const { module: source, deep } of modules.get(module)?.stars ?? []) {
      for (const name of deep ? [] : exported(source)) names.set(name, source);
      for (const below of deep ? descendants(source) : []) {
        if (modules.get(below)?.all === undefined) continue;
        for (const name of exported(below)) if (!names.has(name)) names.set(name, below);
      }
    }
    return names;
  }

  function descendants(module: string): string[] {
    const found: string[] = [];
    const pending = [module];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const child of submodules.get(next) ?? []) {
        found.push(child);
        pending.push(child);
      }
    }
    return found;
  }

  /** `__all__` as a set, or undefined without one. */
  function declared(module: string, seen = new Set<string>()): ReadonlySet<string> | undefined {
    const all = modules.get(module)?.all;
    if (all === undefined || seen.has(module)) return undefined;
    seen.add(module);
    const names = new Set(all.names);
    for (const list of all.lists) {
      const target = resolve(module, list.replace(/\.?__all__$/, ""));
      if (target?.type !== "module") continue;
      const isOpen = modules.get(target.name)?.all?.open === true;
      for (const name of (isOpen ? exported(target.name) : declared(target.name, seen)) ?? [])
        names.add(name);
    }
    return names;
  }

  /** What `from module import *` gives. */
  function exported(module: string): ReadonlySet<string> {
    const known = exportedMemo.get(module);
    if (known !== undefined) return known;
    const names = new Set<string>();
    exportedMemo.set(module, names);
    const summary = modules.get(module);
    if (summary === undefined) return names;
    const all = declared(module);
    for (const name of all ?? []) names.add(name);
    if (all === undefined || summary.all?.open === true) {
      for (const name of summary.definitions.keys()) if (!name.startsWith("_")) names.add(name);
      for (const name of summary.bindings.keys()) if (!name.startsWith("_")) names.add(name);
      for (const name of stars(module).keys()) if (!name.startsWith("_")) names.add(name);
    }
    return names;
  }

  /** The public names of a module with how deliberate each is. */
  function* surface(module: string): Generator<{ name: string; rank: Rank }> {
    const summary = modules.get(module);
    if (summary === undefined) return;
    const all = declared(module);
    const closed = all !== undefined && !(summary.all?.open ?? false);
    const onlyImports = ![...summary.definitions.values()].some(({ kind }) => kind !== "constant");
    const deliberate = (source: string): boolean =>
      isPrivate(source) || source === module || source.startsWith(`${module}.`);
    const given = new Set<string>();
    for (const name of all ?? []) {
      given.add(name);
      yield { name, rank: 0 };
    }
    for (const name of summary.definitions.keys()) {
      if (given.has(name)) continue;
      given.add(name);
      yield { name, rank: closed ? 2 : 1 };
    }
    if (closed) return;
    for (const [name, binding] of summary.bindings) {
      if (given.has(name)) continue;
      const source = binding.path.slice(0, Math.max(0, binding.path.lastIndexOf(".")));
      const keeps =
        binding.how === "lazy" ||
        (binding.how === "as-same" && (summary.isPackage || onlyImports || isPrivate(source))) ||
        (binding.how === "from" && (summary.isPackage || onlyImports) && deliberate(source)) ||
        (binding.how === "import" && summary.isPackage && isPrivate(binding.path)) ||
        (binding.local && summary.definitions.has(binding.path.split(".")[0] ?? ""));
      if (!keeps) continue;
      given.add(name);
      yield { name, rank: binding.local ? 1 : 0 };
    }
    for (const [name, source] of stars(module)) {
      if (given.has(name) || !(summary.isPackage || deliberate(source))) continue;
      given.add(name);
      yield { name, rank: summary.isPackage ? 0 : 1 };
    }
  }

  /** Whether any module has more of a name than a stand-in: only then is that no API. */
  function isReal(name: string): boolean {
    return [...modules.values()].some((module) => {
      if (!module.definitions.has(name) && !module.bindings.has(name)) return false;
      const target = member(module.name, name);
      return (
        target?.type === "object" && !target.definition.isStandIn && target.definition.kind !== "constant"
      );
    });
  }

  function publicNames(roots: readonly string[], mentions: ReadonlyMap<string, number>): PublicNames {
    const exports = exportDecorators(modules);
    const candidates = new Map<Definition, Candidate[]>();
    const paths = new Map<string, string[]>();
    const queue: { path: string; module: string; chain: readonly string[] }[] = roots.map((root) => ({
      path: exports.display.get(root) ?? root,
      module: root,
      chain: [],
    }));
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { path, module, chain } = next;
      const known = paths.get(module) ?? [];
      if (known.length >= MAX_PATHS_PER_MODULE || known.includes(path)) continue;
      paths.set(module, [...known, path]);
      const inner = [...chain, module];
      const visit = (name: string, target: string): void => {
        if (inner.includes(target) || exports.hidden(target)) return;
        queue.push({ path: `${path}.${name}`, module: target, chain: inner });
      };
      const children = new Set<string>();
      for (const { name, rank } of surface(module)) {
        if (name.startsWith("_")) continue;
        const target = member(module, name);
        if (target?.type === "module") {
          children.add(name);
          // A private module under another name is an implementation at hand, not an export.
          if (!isPrivate(target.name) || target.name.endsWith(`.${name}`)) visit(name, target.name);
        } else if (target !== undefined && (rank === 0 || !exports.only(module))) {
          const list = candidates.get(target.definition) ?? [];
          list.push({ name: `${path}.${name}`, rank });
          candidates.set(target.definition, list);
        }
      }
      for (const child of submodules.get(module) ?? []) {
        const name = child.slice(module.length + 1);
        if (!children.has(name) && !isPrivate(name)) visit(name, child);
      }
    }

    for (const definition of candidates.keys())
      if (definition.isStandIn && isReal(definition.name)) candidates.delete(definition);
    const placed = new Map<string, [Definition, Placement]>();
    for (const definition of exports.objects) {
      if (!candidates.has(definition)) candidates.set(definition, []);
    }
    for (const [definition, names] of candidates) {
      const placement = place(definition, names, mentions);
      if (placement === undefined) continue;
      const rival = placed.get(placement.title);
      if (rival === undefined || better(definition, rival[0]))
        placed.set(placement.title, [definition, placement]);
    }
    const sorted = [...placed.values()].sort((a, b) => compare(a[1].title, b[1].title));
    const titles = [...paths]
      .map(([module, [path]]): [string, string] => [module, path ?? module])
      .sort((a, b) => compare(a[1], b[1]));
    return { objects: new Map(sorted), modules: new Map(titles) };
  }

  function starred(module: string): { names: readonly string[]; foreign: readonly string[] } {
    const taken = modules.get(module)?.stars ?? [];
    const foreign = taken.flatMap(({ module: source, deep }) =>
      deep || modules.has(source) ? [] : [source],
    );
    return { names: [...stars(module).keys()], foreign };
  }

  return { resolve, starred, publicNames };
}

function isEmptyConstant({ kind, doc, annotation, wraps }: Definition): boolean {
  return kind === "constant" && doc === undefined && annotation === undefined && wraps.length === 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function better(a: Definition, b: Definition): boolean {
  return a.doc !== undefined && b.doc === undefined;
}

function indexSubmodules(
  modules: ReadonlyMap<string, ModuleSummary>,
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, Set<string>>();
  for (const name of [...modules.keys()].sort()) {
    // Folders without `__init__` are packages too (PEP 420).
    for (let dot = name.lastIndexOf("."), child = name; dot > 0; dot = child.lastIndexOf(".")) {
      const parent = child.slice(0, dot);
      const children = index.get(parent) ?? new Set();
      index.set(parent, children.add(child));
      child = parent;
    }
  }
  return new Map([...index].map(([parent, children]) => [parent, [...children]]));
}

/** The name to write: the one the documentation refers to, else the shortest deliberate one, its own before another. */
function place(
  definition: Definition,
  candidates: readonly Candidate[],
  mentions: ReadonlyMap<string, number>,
): Placement | undefined {
  const home = `${definition.module}.${definition.name}`;
  /** Not the name that it is defined by. */
  const isOther = (name: string): number => (name.endsWith(`.${definition.name}`) ? 0 : 1);
  const [exportedName] = definition.exports;
  // What a module leaves out of its `__all__` counts only where the documentation refers to it.
  const usable = candidates.filter(({ rank, name }) => rank < 2 || (mentions.get(name) ?? 0) > 0);
  const best = Math.min(...usable.map(({ rank }) => Math.max(rank, 1)));
  const names = usable
    .filter(({ rank }) => rank <= best)
    .sort(
      (a, b) =>
        depth(a.name) - depth(b.name) ||
        a.rank - b.rank ||
        isOther(a.name) - isOther(b.name) ||
        a.name.length - b.name.length ||
        compare(a.name, b.name),
    )
    .map(({ name }) => name);
  const [shortest] = names;
  let title = exportedName ?? shortest;
  if (title === undefined) return undefined;
  if (exportedName === undefined) {
    const count = (name: string): number => mentions.get(name) ?? 0;
    const preferred = names.reduce((a, b) => (count(b) > count(a) ? b : a), title);
    if (count(preferred) >= 5 && count(preferred) >= 3 * count(title)) title = preferred;
  }
  const others = new Set([...definition.exports, ...names, ...candidates.map(({ name }) => name), home]);
  others.delete(title);
  const isListed = exportedName !== undefined || candidates.some(({ rank }) => rank === 0);
  return { title, aliases: [...others].slice(0, MAX_ALIASES), isListed };
}

function depth(name: string): number {
  return name.split(".").length;
}

interface ExportDecorators {
  readonly objects: readonly Definition[];
  /** Root module to the name its decorator gives it: `tensorflow` to `tf`. */
  readonly display: ReadonlyMap<string, string>;
  /** Modules that only hold what is exported elsewhere. */
  hidden(module: string): boolean;
  /** Whether in this module's package only decorated or re-exported objects are public. */
  only(module: string): boolean;
}

function exportDecorators(modules: ReadonlyMap<string, ModuleSummary>): ExportDecorators {
  const objects: Definition[] = [];
  const counts = new Map<string, number>();
  const display = new Map<string, string>();
  const names = new Set<string>();
  for (const summary of modules.values()) {
    for (const definition of summary.definitions.values()) {
      const [exportedName] = definition.exports;
      if (exportedName === undefined) continue;
      objects.push(definition);
      const root = summary.name.split(".")[0] ?? summary.name;
      counts.set(root, (counts.get(root) ?? 0) + 1);
      const prefix = exportedName.split(".")[0];
      if (prefix !== undefined && !modules.has(prefix)) display.set(root, prefix);
      for (const name of definition.exports) names.add(name.split(".").slice(1, 2).join("."));
    }
  }
  const only = (module: string): boolean =>
    (counts.get(module.split(".")[0] ?? module) ?? 0) >= EXPORT_DECORATORS_RULE;
  const holders = new Set(objects.map(({ module }) => module.split(".").slice(0, 2).join(".")));
  return {
    objects,
    display,
    only,
    hidden: (module) => {
      const [root, second] = module.split(".");
      return only(module) && second !== undefined && !names.has(second) && holders.has(`${root}.${second}`);
    },
  };
}
