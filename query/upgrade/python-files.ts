import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeError } from "../../corpora/errors.js";

/** Folders that hold other people's code, or none. */
const FOREIGN = /^(\..*|node_modules|site-packages|__pycache__|venv|env|build|dist)$/;
const LARGEST_FILE = 2 * 1024 * 1024;

export interface PythonFiles {
  /** By path relative to the project, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/** Every Python file of a project's own; links are not followed. */
export async function readPythonFiles(project: string): Promise<PythonFiles> {
  const texts = new Map<string, string>();
  const problems: { file: string; reason: string }[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(project, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !FOREIGN.test(entry.name)) await walk(file);
      if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
      try {
        const { size } = await stat(join(project, file));
        if (size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 1024 / 1024} MiB`);
        texts.set(file, await readFile(join(project, file), "utf8"));
      } catch (error) {
        problems.push({ file, reason: describeError(error) });
      }
    }
  };
  await walk("");
  return { texts, problems };
}
