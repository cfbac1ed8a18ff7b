import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { runPart } from "./part.js";

export interface CheckSettings {
  /** Data folder of an index of packages. */
  readonly data: string;
  /** Folder of Python code. */
  readonly code: string;
  /** Files that are checked, at most: the first in order of their names. */
  readonly files: number;
}

export interface CheckMeasured {
  readonly files: number;
  /** Uses of library names that were held against the index. */
  readonly resolved: number;
  readonly findings: number;
  /** From the start of the process; and of processors, all threads together. */
  readonly seconds: number;
  readonly processorSeconds: number;
}

await runPart(async ({ data, code, files }: CheckSettings): Promise<CheckMeasured> => {
  const entries = await readdir(code, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, files);
  const kb = await openKnowledgeBase({ data, preload: false });
  try {
    const result = await kb.check({ paths });
    const { user, system } = process.cpuUsage();
    return {
      ...{ files: result.files, resolved: result.resolved, findings: result.findings.length },
      ...{ seconds: performance.now() / 1000, processorSeconds: (user + system) / 1e6 },
    };
  } finally {
    await kb.close();
  }
});
