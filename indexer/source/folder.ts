import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { describeError, KbError } from "../../corpora/errors.js";

/**
 * A wanted file of a folder, by its path with forward slashes, or why it cannot be read. `state` changes
 * whenever the file is written: it includes the time of the last change of the inode, because archives
 * are often unpacked with one fixed modification time for all files.
 */
export type FolderFile =
  | { readonly path: string; readonly size: number; readonly state: string }
  | { readonly path: string; readonly problem: string };

export interface WalkOptions {
  readonly wanted: (path: string) => boolean;
  readonly signal: AbortSignal;
}

/** Folders that no documentation lies in and that can be large enough to matter. */
const NEVER_ENTERED: readonly string[] = ["node_modules", ".git"];

/**
 * All wanted files below a folder, sorted by path. Symbolic links are followed where they stay inside
 * the folder, a linked folder once and never into itself; a link that leaves it is a problem of that
 * path if it is wanted or may lead to a folder.
 *
 * @throws KbError SOURCE_UNREACHABLE when the folder itself cannot be read
 */
export async function walkFolder(
  root: string,
  { wanted, signal }: WalkOptions,
): Promise<readonly FolderFile[]> {
  const realRoot = await openable(root);
  const files: FolderFile[] = [];
  const linked = new Set<string>();

  const inside = (path: string, folder: string): boolean =>
    path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

  const visit = async (folder: string, prefix: string): Promise<void> => {
    signal.throwIfAborted();
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = prefix + entry.name;
      const full = join(folder, entry.name);
      if (entry.isSymbolicLink()) await follow(full, folder, path);
      else if (entry.isDirectory() && !NEVER_ENTERED.includes(entry.name)) await enter(full, path);
      else if (entry.isFile() && wanted(path)) await note(full, path);
    }
  };

  const follow = async (link: string, folder: string, path: string): Promise<void> => {
    try {
      const target = await realpath(link);
      const found = await stat(target);
      if (!inside(target, realRoot)) {
        if (found.isDirectory() || wanted(path))
          files.push({ path, problem: `link out of the folder, to ${target}` });
      } else if (found.isDirectory()) {
        if (linked.has(target) || inside(folder, target)) return;
        linked.add(target);
        await enter(target, path);
      } else if (found.isFile() && wanted(path)) {
        files.push({ path, size: found.size, state: stateOf(found) });
      }
    } catch (error) {
      signal.throwIfAborted();
      if (wanted(path)) files.push({ path, problem: describeError(error) });
    }
  };

  const enter = async (folder: string, path: string): Promise<void> => {
    try {
      await visit(folder, `${path}/`);
    } catch (error) {
      signal.throwIfAborted();
      files.push({ path, problem: describeError(error) });
    }
  };

  const note = async (file: string, path: string): Promise<void> => {
    try {
      const found = await stat(file);
      files.push({ path, size: found.size, state: stateOf(found) });
    } catch (error) {
      files.push({ path, problem: describeError(error) });
    }
  };

  await visit(realRoot, "");
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const stateOf = ({ size, mtimeMs, ctimeMs }: Stats): string => `${size} ${mtimeMs} ${ctimeMs}`;

async function openable(root: string): Promise<string> {
  try {
    await readdir(root);
    return await realpath(root);
  } catch (error) {
    throw new KbError("SOURCE_UNREACHABLE", `The folder ${root} cannot be read: ${describeError(error)}.`, {
      facts: { path: root },
      hint: "Check that it exists and that you may read it.",
      cause: error,
    });
  }
}
