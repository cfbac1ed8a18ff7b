import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./tree.js";

/** One name that an import statement takes. */
export interface ImportedName {
  /** As this file calls it; "*" for all names of a module. */
  readonly local: string;
  /** What `local` stands for: `import a.b` binds `a`, `import a.b as c` binds `a.b`. */
  readonly bound: string;
  /** The dotted name that is written in full. */
  readonly path: string;
  readonly module: string;
  readonly isFrom: boolean;
  readonly isStar: boolean;
  readonly isRelative: boolean;
  /** Where each part of `path` is written. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

export function importsOf(statement: SyntaxNode, source: string): readonly ImportedName[] {
  const words = [...childrenOf(statement)].flatMap((node) => {
    const text = source.slice(node.from, node.to);
    return node.name === "Comment" || node.type.isError ? [] : [{ text, from: node.from, to: node.to }];
  });
  const isFrom = words[0]?.text === "from";
  const split = words.findIndex(({ text }) => text === "import");
  if (split < 0) return [];
  const head = isFrom ? words.slice(1, split) : [];
  const module = head.map(({ text }) => text).join("");
  const isRelative = module.startsWith(".");
  const items: (typeof words)[] = [[]];
  for (const word of words.slice(split + 1)) {
    if (word.text === ",") items.push([]);
    else if (word.text !== "(" && word.text !== ")") items.at(-1)?.push(word);
  }
  const parts = (of: typeof words) =>
    of.filter(({ text }) => /^[\p{L}_]/u.test(text)).map(({ from, to }) => ({ from, to }));
  return items.flatMap((item): ImportedName[] => {
    const as = item.findIndex(({ text }) => text === "as");
    const written = as < 0 ? item : item.slice(0, as);
    const name = written.map(({ text }) => text).join("");
    if (name === "") return [];
    const alias = as < 0 ? undefined : item[as + 1]?.text;
    const path = isFrom ? `${module}.${name}` : name;
    const spans = [...parts(head), ...parts(written)];
    const common = { path, module, isFrom, isStar: name === "*", isRelative, spans };
    if (isFrom) return [{ ...common, local: alias ?? name, bound: path }];
    const root = name.split(".", 1)[0] ?? name;
    return [{ ...common, local: alias ?? root, bound: alias === undefined ? root : name }];
  });
}
