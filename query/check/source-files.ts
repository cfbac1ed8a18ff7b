import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { describeError, KbError } from "../../corpora/errors.js";
import { repositoryAround } from "./report-root.js";

/** What a file is read as, by its ending. */
export const LANGUAGES = {
  ".py": "python",
  ".pyi": "python",
  ".ipynb": "notebook",
  ".ts": "typescript",
  ".tsx": "typescript",
  ".mts": "typescript",
  ".cts": "typescript",
  ".js": "typescript",
  ".jsx": "typescript",
  ".mjs": "typescript",
  ".cjs": "typescript",
} as const satisfies Record<string, string>;
export type Language = (typeof LANGUAGES)[keyof typeof LANGUAGES];

/** Folders that hold other people's code, or none. */
const FOREIGN = /^(?:\..+|node_modules|site-packages|__pycache__|venv|env)$/;

/** In bytes: no source that a person wrote is longer. */
export const LARGEST_FILE = 4 * 1024 * 1024;

export interface SourceFile {
  /** As it is shown: as given, or relative to the working directory. */
  readonly file: string;
  readonly path: string;
  readonly language: Language;
}

export const languageOf = (file: string): Language | undefined => {
  const ending = /\.[a-z]+$/.exec(file.toLowerCase())?.[0] ?? "";
  return Object.hasOwn(LANGUAGES, ending) ? LANGUAGES[ending as keyof typeof LANGUAGES] : undefined;
};

/**
 * Every source file of the paths, in order of names. What `.gitignore` files leave out, folders of installed packages
 * and links are passed over; a file that is named itself is read whatever it is called.
 *
 * @throws KbError USAGE for a path that is not there
 */
export async function findSourceFiles(paths: readonly string[], cwd: string): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  const shown = (path: string): string => {
    const inside = relative(cwd, path);
    return (inside === "" || inside.startsWith("..") ? path : inside).split(sep).join("/");
  };
  for (const given of paths) {
    const path = resolve(cwd, given);
    const entry = await stat(path).catch((cause: unknown) => {
      throw new KbError("USAGE", `There is no file or folder at ${given}`, { facts: { path: given }, cause });
    });
    if (!entry.isDirectory()) {
      found.set(path, { file: shown(path), path, language: languageOf(path) ?? "python" });
      continue;
    }
    for await (const file of walk(path, await rulesAbove(path))) {
      const language = languageOf(file);
      if (language && !/\.d\.[mc]?ts$/.test(file))
        found.set(file, { file: shown(file), path: file, language });
    }
  }
  return [...found.values()];
}

/** The rules of one `.gitignore`, which hold below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

async function rulesIn(folder: string): Promise<readonly IgnoreRules[]> {
  const text = await readFile(join(folder, ".gitignore"), "utf8").catch(() => undefined);
  return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
}

/** Rules of the folders above, up to the repository's top. */
async function rulesAbove(folder: string): Promise<readonly IgnoreRules[]> {
  const isTop = await stat(join(folder, ".git")).then(
    () => true,
    () => false,
  );
  const parent = dirname(folder);
  if (isTop || parent === folder) return [];
  const inRepository = (await repositoryAround(parent)) !== undefined;
  return inRepository ? [...(await rulesAbove(parent)), ...(await rulesIn(parent))] : [];
}

async function* walk(folder: string, above: readonly IgnoreRules[]): AsyncGenerator<string> {
  const rules = [...above, ...(await rulesIn(folder))];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder ? FOREIGN.test(entry.name) : !entry.isFile()) continue;
    if (isIgnored(path, isFolder, rules)) continue;
    if (isFolder) yield* walk(path, rules);
    else yield path;
  }
}

/** The last file of rules that says something about a path decides. */
function isIgnored(path: string, isFolder: boolean, rules: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules: own } of rules) {
    const inside = relative(folder, path).split(sep).join("/");
    const { ignored: out, unignored: back } = own.test(isFolder ? `${inside}/` : inside);
    if (out) ignored = true;
    else if (back) ignored = false;
  }
  return ignored;
}

/** Why a file was not read. */
export interface Unread {
  readonly reason: string;
  /** It should have been: what no person wrote is passed over. */
  readonly isFailure: boolean;
}

/** @returns the text, or why it cannot be read as one */
export async function readSource(path: string): Promise<{ readonly text: string } | Unread> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE)
      return { reason: `larger than ${LARGEST_FILE / 1024 / 1024} MiB`, isFailure: false };
    const bytes = await readFile(path);
    if (bytes.subarray(0, 8_000).includes(0))
      return { reason: `${basename(path)} is not a text file`, isFailure: true };
    return { text: bytes.toString("utf8") };
  } catch (error) {
    return { reason: describeError(error), isFailure: true };
  }
}
