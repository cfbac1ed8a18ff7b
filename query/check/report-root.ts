import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** What the paths of a report for other tools start from. */
export interface ReportRoot {
  /** Absolute: the top of the repository around the working directory; that directory where there is none. */
  readonly root: string;
  /** What the files of findings are relative to. */
  readonly cwd: string;
}

export async function reportRoot(cwd: string): Promise<ReportRoot> {
  return { root: (await repositoryAround(cwd)) ?? cwd, cwd };
}

/** The nearest folder, this one or above it, that is the top of a repository. */
export async function repositoryAround(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await stat(join(at, ".git")).catch(() => undefined)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** A file from the root on, with `/`; undefined where it lies elsewhere. */
export function pathInRoot(file: string, { root, cwd }: ReportRoot): string | undefined {
  const path = relative(root, resolve(cwd, file));
  const isInside = path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return isInside ? path.split(sep).join("/") : undefined;
}

/** The address of a file or, with `/` at its end, of a folder. */
export const fileAddress = (file: string, { cwd }: ReportRoot): string =>
  pathToFileURL(`${resolve(cwd, file)}${file.endsWith("/") ? "/" : ""}`).href;
