const CODE = /``([^`]+)``|`([^`]+)`/g;
const NAME = /^[~!]?([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)(?:\(.*\))?$/su;
const FILE = /\.(?:py|pyi|md|rst|txt|json|ya?ml|toml|cfg|so|whl|ipynb|html|cc|cpp|h|sh|c)$/i;
const VALUES: ReadonlySet<string> = new Set(["None", "True", "False", "NaN", "Ellipsis", "NotImplemented"]);

/** API names in code marks, in order and once each: dotted, compound or called; plain words are values or parameters. */
export function namedSymbols(text: string, headingPath: readonly string[]): readonly string[] {
  const module = moduleOf(headingPath);
  const found = new Set<string>();
  for (const [, double, single] of text.matchAll(CODE)) {
    const code = (double ?? single ?? "").trim();
    const name = NAME.exec(code)?.[1];
    if (name === undefined || VALUES.has(name) || FILE.test(code) || /^[A-Z\d_]+$/.test(name)) continue;
    const isCompound = /[._]|[\p{Ll}\d]\p{Lu}|\p{Lu}[\p{Ll}\d]/u.test(name) || code.endsWith(")");
    if (isCompound) found.add(completed(name, module));
  }
  return [...found];
}

/** The module that the nearest heading names, or the one above. */
export const moduleOf = (headingPath: readonly string[]): string | undefined =>
  [...headingPath].reverse().find((heading) => /^[a-z_]\w*(?:\.\w+)+$/.test(heading));

/** `cluster.KMeans` under the heading `sklearn.cluster` is `sklearn.cluster.KMeans`. */
function completed(name: string, module: string | undefined): string {
  const dot = module?.lastIndexOf(".") ?? -1;
  if (module === undefined || !name.startsWith(`${module.slice(dot + 1)}.`)) return name;
  return `${module.slice(0, dot)}.${name}`;
}
