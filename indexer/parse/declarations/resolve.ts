import type ts from "typescript";
import { type Binding, type Module, readModule } from "./module.js";

/** What a name stands for in the end. */
export type Target =
  | { readonly type: "declarations"; readonly module: Module; readonly nodes: readonly ts.Declaration[] }
  | { readonly type: "module"; readonly module: Module }
  | { readonly type: "external"; readonly from: string; readonly name: string };

/** Follows names through the files of one package. Files are parsed when first needed. */
export interface Resolver {
  readonly paths: readonly string[];
  module(path: string): Module | undefined;
  /** Path of the file that `specifier` names in a file of the package. */
  locate(fromPath: string, specifier: string): string | undefined;
  /** What `name` means inside `module`: its own, imported, or from an enclosing module. */
  lookup(module: Module, name: string): Target | undefined;
  /** Every name that `module` exports, stars followed. */
  exportsOf(module: Module): ReadonlyMap<string, Target>;
}

/** Endings in order of preference: of twins with the same stem the first is documented. */
const ENDINGS = [".d.ts", ".d.mts", ".d.cts"] as const;

/** `dist/index.d.mts` -> `dist/index`; undefined for anything that is no declaration file. */
export function declarationStem(path: string): string | undefined {
  const ending = ENDINGS.find((end) => path.endsWith(end));
  return ending && path.slice(0, -ending.length);
}

export function createResolver(packageName: string, sources: ReadonlyMap<string, string>): Resolver {
  const byStem = new Map<string, string>();
  for (const ending of ENDINGS) {
    for (const path of sources.keys()) {
      const stem = path.endsWith(ending) ? path.slice(0, -ending.length) : undefined;
      if (stem !== undefined && !byStem.has(stem)) byStem.set(stem, path);
    }
  }
  const modules = new Map<string, Module>();

  function module(path: string): Module | undefined {
    const twin = byStem.get(declarationStem(path) ?? path);
    const source = twin === undefined ? undefined : sources.get(twin);
    if (twin === undefined || source === undefined) return undefined;
    const known = modules.get(twin) ?? readModule(twin, source);
    modules.set(twin, known);
    return known;
  }

  function locate(fromPath: string, specifier: string): string | undefined {
    const own = specifier.startsWith(`${packageName}/`)
      ? `/${specifier.slice(packageName.length + 1)}`
      : specifier;
    if (!/^\.{0,2}(\/|$)/.test(own)) return undefined;
    const base = own.startsWith("/") ? own.slice(1) : joinPath(fromPath, own);
    const stem = declarationStem(base) ?? base.replace(/\.[cm]?[jt]sx?$/, "");
    return byStem.get(stem) ?? byStem.get(base) ?? byStem.get(stem === "" ? "index" : `${stem}/index`);
  }

  function follow(from: Module, binding: Binding, seen: Set<string>): Target | undefined {
    if (binding.from === undefined) return lookup(from, binding.name, seen);
    const path = locate(from.path, binding.from);
    const target = path === undefined ? undefined : module(path);
    if (!target) return { type: "external", from: binding.from, name: binding.name };
    if (binding.name === "*") return { type: "module", module: target };
    return exported(target, binding.name, seen);
  }

  function exported(owner: Module, name: string, seen: Set<string>): Target | undefined {
    const key = `${owner.path}\n${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const binding = owner.exports.get(name);
    if (binding) return follow(owner, binding, seen);
    if (name === "default" && owner.exports.has("export=")) return exported(owner, "export=", seen);
    for (const from of owner.stars) {
      const target = follow(owner, { from, name }, seen);
      if (target && target.type !== "external") return target;
    }
    return undefined;
  }

  function lookup(owner: Module, name: string, seen = new Set<string>()): Target | undefined {
    const nodes = owner.locals.get(name);
    if (nodes) return { type: "declarations", module: owner, nodes };
    const binding = owner.imports.get(name);
    if (binding) return follow(owner, binding, seen);
    return owner.parent && lookup(owner.parent, name, seen);
  }

  function exportsOf(owner: Module, seen = new Set<Module>()): Map<string, Target> {
    const names = new Map<string, Target>();
    if (seen.has(owner)) return names;
    seen.add(owner);
    for (const name of owner.exports.keys()) {
      const target = exported(owner, name, new Set());
      if (target) names.set(name === "export=" ? "default" : name, target);
    }
    for (const from of owner.stars) {
      const path = locate(owner.path, from);
      const next = path === undefined ? undefined : module(path);
      if (!next) names.set(`* ${from}`, { type: "external", from, name: "*" });
      else {
        for (const [name, target] of exportsOf(next, seen)) {
          if (name !== "default" && !names.has(name)) names.set(name, target);
        }
      }
    }
    return names;
  }

  return {
    paths: [...byStem.values()],
    module,
    locate,
    lookup: (owner, name) => lookup(owner, name),
    exportsOf: (owner) => exportsOf(owner),
  };
}

/** `a/b/c.d.ts` and `../x` -> `a/x`. */
function joinPath(file: string, relative: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
