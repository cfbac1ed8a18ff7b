import type ts from "typescript";
import { describeApi } from "./declarations/api.js";
import { commentOf, packageComment } from "./declarations/comment.js";
import type { Module } from "./declarations/module.js";
import { mentionedTypes } from "./declarations/references.js";
import { markdownBlocks, renderApi } from "./declarations/render.js";
import { createResolver, declarationStem, type Resolver, type Target } from "./declarations/resolve.js";
import type { Block, Document } from "./document.js";

/** Collects the declaration files of one package release; `finish` documents what is public. */
export interface DeclarationsParser {
  /** Returns why the file was not taken, or undefined when it was. */
  add(path: string, source: string): string | undefined;
  /** One document per public name, in the order of the entries' exports. Call once, after the last `add`. */
  finish(): Iterable<Document>;
}

export interface DeclarationsOptions {
  readonly packageName: string;
  /** Paths of the entry declarations, where package.json tells. Without any: the topmost `index.d.ts`, else every file. */
  readonly entries: readonly string[];
}

/**
 * Reads TypeScript declarations with the compiler's parser alone, no type checker.
 *
 * Public is what can be reached from the entries by exports, and the types of the package that those
 * declarations mention. Names are `packageName.Symbol.member`.
 */
export function createDeclarationsParser(options: DeclarationsOptions): DeclarationsParser {
  const sources = new Map<string, string>();
  return {
    add(path, source) {
      if (declarationStem(path) === undefined) return "not a TypeScript declaration file";
      if (source.includes("\u0000")) return "not text";
      sources.set(path, source);
      return undefined;
    },
    *finish() {
      const resolver = createResolver(options.packageName, sources);
      const documents = [
        ...documentEntries(options.packageName, entriesOf(resolver, options.entries), resolver),
      ];
      if (documents.length > 0) yield* documents;
      else yield* documentEntries(options.packageName, resolver.paths, resolver);
    },
  };
}

function entriesOf(resolver: Resolver, entries: readonly string[]): readonly string[] {
  const known = entries.filter((path) => resolver.module(path));
  if (known.length > 0) return known;
  const depth = (path: string): number => path.split("/").length;
  const indexes = resolver.paths.filter((path) => /(^|\/)index\.d\.[cm]?ts$/.test(path));
  const top = Math.min(...indexes.map(depth));
  return indexes.length > 0 ? indexes.filter((path) => depth(path) === top) : resolver.paths;
}

/** A name to be documented, with its other names. */
interface PublicName {
  readonly name: string;
  readonly target: Target & { readonly type: "declarations" | "module" };
  readonly aliases: string[];
  /** Exported, not only mentioned. */
  readonly exported: boolean;
}

function* documentEntries(
  packageName: string,
  entries: readonly string[],
  resolver: Resolver,
): Iterable<Document> {
  const found = publicNames(packageName, entries, resolver);
  const publicName = (node: ts.Declaration): string | undefined => {
    const known = found.byNode.get(node);
    return known?.exported ? known.name : undefined;
  };
  const overview = packageDocument(packageName, found.entryModules, found.elsewhere);
  if (overview) yield overview;
  const titles = new Set<string>();
  for (const { name, target, aliases } of found.names) {
    const api = describeApi(name, target, resolver, publicName);
    const key = `${target.module.path}\n${name}`;
    if (!api || titles.has(key)) continue;
    titles.add(key);
    yield renderApi(packageName, target.module.path, api, aliases);
  }
}

function publicNames(packageName: string, entries: readonly string[], resolver: Resolver) {
  const names: PublicName[] = [];
  const byNode = new Map<ts.Declaration | Module, PublicName>();
  const taken = new Set<string>();
  const elsewhere = new Set<string>();
  const entryModules = entries.flatMap((path) => {
    const module = resolver.module(path);
    const ambient = [...(module?.ambient ?? [])].filter(([name]) => `${name}/`.startsWith(`${packageName}/`));
    return module ? [module, ...ambient.map(([, body]) => body)] : [];
  });

  const add = (name: string, target: Target, exported: boolean): void => {
    if (target.type === "external") {
      if (target.from !== packageName)
        elsewhere.add(target.name === "*" ? target.from : `${target.from}.${target.name}`);
      return;
    }
    const key = target.type === "module" ? target.module : target.nodes[0];
    if (!key) return;
    const known = byNode.get(key);
    if (known) {
      if (exported && known.name !== name && !known.aliases.includes(name)) known.aliases.push(name);
      return;
    }
    if (taken.has(name) && (!exported || sameText(names, name, target))) return;
    const isForInsiders =
      target.type === "declarations" && target.nodes.every((node) => commentOf(node).insiders !== undefined);
    if (isForInsiders && !exported) return;
    const entry: PublicName = { name, target, aliases: [], exported };
    taken.add(name);
    names.push(entry);
    byNode.set(key, entry);
    if (target.type === "declarations") for (const node of target.nodes) byNode.set(node, entry);
  };

  for (const module of entryModules) {
    for (const [name, target] of resolver.exportsOf(module)) add(name, target, true);
  }
  for (const { target } of names) {
    if (target.type !== "declarations") continue;
    for (const node of target.nodes) {
      for (const mention of mentionedTypes(node, target.module, resolver))
        add(mention.name, mention.target, false);
    }
  }
  return { names, byNode, elsewhere, entryModules };
}

/** Two builds of a package (`esm`, `cjs`) declare the same thing twice. */
function sameText(names: readonly PublicName[], name: string, target: Target): boolean {
  const text = (it: Target): string =>
    it.type === "declarations" ? it.nodes.map((node) => node.getText()).join("\n") : it.type;
  return names.some((known) => known.name === name && text(known.target) === text(target));
}

/** What the package says of itself, and the packages whose names it passes on. */
function packageDocument(
  packageName: string,
  entries: readonly Module[],
  elsewhere: ReadonlySet<string>,
): Document | undefined {
  const comment = entries.map(({ file }) => packageComment(file)).find((text) => text !== "") ?? "";
  const blocks: Block[] = markdownBlocks(comment);
  const passedOn = [...elsewhere].filter((name) => !name.startsWith("."));
  if (passedOn.length > 0) {
    const list = passedOn.map((name) => `- \`${name}\``).join("\n");
    blocks.push({
      type: "prose",
      text: `\`${packageName}\` also exports what these packages define:\n${list}`,
    });
  }
  const entry = entries[0];
  if (blocks.length === 0 || !entry) return undefined;
  const section = { headingPath: [packageName], anchor: undefined, blocks, symbols: [packageName] };
  const summary = comment.split(/\n\s*\n/)[0] ?? "";
  const base = { aliases: [], kind: "module", signatures: [], parameters: [], anchor: undefined } as const;
  const symbols = [{ ...base, name: packageName, summary }];
  return { path: entry.path, title: packageName, kind: "api", sections: [section], symbols };
}
