import { Minimatch } from "minimatch";

/** The longer ending first where one is the tail of another: `.rst.txt` before `.txt`. */
const MEDIA_TYPES: readonly (readonly [ending: string, mediaType: string])[] = [
  [".rst.txt", "text/x-rst"],
  [".rst", "text/x-rst"],
  [".md", "text/markdown"],
  [".markdown", "text/markdown"],
  [".mdx", "text/mdx"],
  [".ipynb", "application/x-ipynb+json"],
  [".py", "text/x-python"],
  [".pyi", "text/x-python"],
  [".d.ts", "text/x-typescript-declaration"],
  [".d.mts", "text/x-typescript-declaration"],
  [".d.cts", "text/x-typescript-declaration"],
  [".html", "text/html"],
  [".htm", "text/html"],
  [".atom", "application/atom+xml"],
  [".txt", "text/plain"],
];

/** A module of a package that is there and is not read: compiled, a test, another package's code. Without bytes. */
export const UNREAD_MODULE = "application/x-python-code";

const PLAIN_TEXT_NAMES = /^(readme|changelog|news|release|history|changes)$/i;

/** Media type of a documentation file by its name, or undefined for a file that is no documentation. */
export function mediaTypeOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const lower = name.toLowerCase();
  const known = MEDIA_TYPES.find(([ending]) => lower.endsWith(ending) && lower.length > ending.length);
  if (known !== undefined) return known[1];
  return PLAIN_TEXT_NAMES.test(name) ? "text/plain" : undefined;
}

/**
 * Whether a definition's patterns choose a path: some `include` matches (none given: everything does)
 * and no `exclude` does. Globs match the whole path: `*` stays within a folder, `**` does not, `{a,b}`
 * is a choice; dot files match like others; a leading `!` or `#` has no meaning of its own.
 */
export function matchesPatterns(
  path: string,
  include: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
): boolean {
  return patternMatcher(include, exclude)(path);
}

/** `matchesPatterns` for many paths: the globs are compiled once. */
export function patternMatcher(
  include: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
): (path: string) => boolean {
  const [included, excluded] = [include, exclude].map((patterns) => patterns?.map(compile));
  return (path) =>
    (included === undefined || included.some((glob) => glob.match(path))) &&
    !(excluded?.some((glob) => glob.match(path)) ?? false);
}

const compile = (pattern: string): Minimatch =>
  new Minimatch(pattern, { dot: true, nonegate: true, nocomment: true });
