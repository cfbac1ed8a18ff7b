import { dirname, join, relative, sep } from "node:path";
import { KbError } from "../../corpora/errors.js";
import type { Ecosystem } from "../project/finding.js";
import { type ProjectReading, readProject } from "../project.js";

/** What a project pins, with its files as they are shown. */
export type Pins = Pick<ProjectReading, "versions" | "problems">;

export const NO_PINS: Pins = { versions: [], problems: [] };

/**
 * Finds the project that a folder's code belongs to: the nearest folder from there upwards that names versions of
 * packages of its ecosystem. One whose files all are malformed is a project, too. The same folder gives the same object.
 *
 * @param cwd what the projects' files are shown relative to
 */
export function createProjectFinder(cwd: string): (folder: string, ecosystem: Ecosystem) => Promise<Pins> {
  const known = new Map<string, Promise<Pins | undefined>>();
  const pinsIn = (folder: string): Promise<Pins | undefined> => {
    const pins = known.get(folder) ?? readPins(folder, cwd);
    known.set(folder, pins);
    return pins;
  };
  return async (start, ecosystem) => {
    for (let folder = start; ; folder = dirname(folder)) {
      const pins = await pinsIn(folder);
      const isProject = pins?.versions.some((version) => version.ecosystem === ecosystem);
      if (pins && (isProject || pins.versions.length === 0)) return pins;
      if (dirname(folder) === folder) return NO_PINS;
    }
  };
}

/** Undefined where no file names a version, and all that are there could be read. */
async function readPins(folder: string, cwd: string): Promise<Pins | undefined> {
  const inside = relative(cwd, folder);
  const shown = (file: string): string =>
    inside === ""
      ? file
      : join(inside.startsWith("..") ? folder : inside, file)
          .split(sep)
          .join("/");
  const shownIn = <T extends { readonly file: string }>(rows: readonly T[]): readonly T[] =>
    rows.map((row) => ({ ...row, file: shown(row.file) }));
  try {
    const { versions, problems } = await readProject(folder);
    return versions.length > 0 || problems.length > 0
      ? { versions: shownIn(versions), problems: shownIn(problems) }
      : undefined;
  } catch (error) {
    // A folder without such files is USAGE where somebody named it.
    if (!(error instanceof KbError) || !/^(?:USAGE|PROJECT_UNREADABLE)$/.test(error.code)) throw error;
    const problems = error.facts["problems"] as ProjectReading["problems"] | undefined;
    return problems && { versions: [], problems: shownIn(problems) };
  }
}
