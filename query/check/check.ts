import { dirname, resolve } from "node:path";
import type { ProjectVersion } from "../project.js";
import { positionsIn } from "../python/tree.js";
import type { VersionOrigin } from "../release.js";
import type { OpenCorpus } from "../search.js";
import type { StorePaths } from "../store/paths.js";
import type { Snapshot } from "../store/snapshot.js";
import { checkSource, rootOf, type SourceCheck } from "./check-source.js";
import {
  chooseLibraries,
  createReleaseOpener,
  type Libraries,
  type OpenedLibrary,
  type RefusedLibrary,
} from "./choose-libraries.js";
import type { CheckFinding, Skip } from "./finding.js";
import { ignoredLines } from "./ignore-comment.js";
import { createJudge } from "./judge.js";
import { createProjectFinder, NO_PINS, type Pins } from "./nearest-project.js";
import type { CheckProblem } from "./problem.js";
import { type Code, readCode } from "./read-code.js";
import { findSourceFiles, type Language, languageOf, readSource } from "./source-files.js";

export interface CheckOptions {
  /** Files and folders. */
  readonly paths?: readonly string[] | undefined;
  /** Texts instead of files; `file` tells by its ending what it is. */
  readonly sources?: readonly { readonly file: string; readonly text: string }[] | undefined;
  /** Folder (or file) that pins the versions. Default: for each file the nearest folder above it that does. */
  readonly project?: string | undefined;
  /** Versions to check against, by id, alias or package of a library, before what the project says. */
  readonly at?: Readonly<Record<string, string>> | undefined;
  /** Versions to come: arguments left out whose default is another one there are noted. */
  readonly to?: Readonly<Record<string, string>> | undefined;
  /** What relative paths start from. Default: the working directory. */
  readonly cwd?: string | undefined;
  readonly onFile?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What `kb check --format json` prints and `kb.check()` returns. */
export interface CheckResult {
  /** Files that were read. */
  readonly files: number;
  /** In order of files and places. */
  readonly findings: readonly CheckFinding[];
  /** Indexed libraries that the code uses, and the release that they were checked against. */
  readonly libraries: readonly {
    readonly library: string;
    readonly libraryName: string;
    readonly version: string;
    readonly versionFrom: VersionOrigin;
    /** File that pins it. */
    readonly pinnedIn: string | null;
  }[];
  /** Libraries that the code uses in a version that is not indexed: nothing was put in its place. */
  readonly notChecked: readonly RefusedLibrary[];
  /** What could not be read, or not whole. */
  readonly problems: readonly CheckProblem[];
  /** Uses of the libraries' names that were held against the index. */
  readonly resolved: number;
  /** Uses that were not, by the reason. */
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
  readonly snapshot: string;
  readonly seconds: number;
}

/** What `check` needs of an opened knowledge base. */
export interface CheckBase {
  readonly snapshot: Snapshot;
  readonly paths: StorePaths;
  readonly open: (id: string) => Promise<OpenCorpus>;
  /** Id of the corpus that a project's dependency is, if it is indexed. */
  readonly corpusOf: (version: ProjectVersion) => string | undefined;
  /** @throws KbError CORPUS_UNKNOWN */
  readonly find: (name: string) => string;
}

/**
 * Holds source code against the releases of the libraries that it uses.
 *
 * @throws KbError USAGE for a path that is not there, or a `project` that names no versions; CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED for what
 * `at` and `to` ask for; PROJECT_UNREADABLE for a
 * `project` of which nothing can be read
 */
export async function check(base: CheckBase, options: CheckOptions): Promise<CheckResult> {
  const started = performance.now();
  const cwd = options.cwd ?? process.cwd();
  const files = await findSourceFiles(options.paths ?? [], cwd);
  const sources = [
    ...(options.sources ?? []).map(({ file, text }) => ({
      ...{ file, path: undefined, language: languageOf(file) ?? ("python" as const) },
      read: async () => ({ text }),
    })),
    ...files.map(({ file, path, language }) => ({ file, path, language, read: () => readSource(path) })),
  ];
  const problems: CheckProblem[] = [];
  const projects = await openProjects(base, options, cwd, (pins) =>
    problems.push(...pins.problems.map((problem) => ({ ...problem, isFailure: false, place: null }))),
  );
  const skipped: Partial<Record<Skip, number>> = {};
  const findings: CheckFinding[] = [];
  const judge = createJudge();
  let resolved = 0;
  for (const [done, { file, path, language, read }] of sources.entries()) {
    options.signal?.throwIfAborted();
    options.onFile?.(done, sources.length);
    const source = await read();
    if ("reason" in source) {
      problems.push({ file, ...source, place: null });
      continue;
    }
    const code = await readCode(file, source.text, language, (problem) =>
      problems.push({ file, ...problem }),
    );
    if (code === undefined) continue;
    const libraries = await projects.of(path, language);
    const roots = new Set(code.uses.uses.map(rootOf));
    const found = new Map<string, OpenedLibrary>();
    for (const root of roots) {
      const library = await libraries.open(root);
      if (library) found.set(root, library);
    }
    const checked = checkSource(
      code.uses,
      (root) => found.get(root)?.library,
      (library) => libraries.changedDefaults(library),
    );
    resolved += checked.resolved;
    for (const [reason, count] of Object.entries(checked.skipped) as [Skip, number][])
      skipped[reason] = (skipped[reason] ?? 0) + count;
    findings.push(...(await findingsOf(checked, file, code, judge)));
  }
  return {
    files: sources.length,
    findings,
    libraries: projects.opened().map(({ library: { corpus, used }, versionFrom, pinnedIn }) => ({
      ...{
        library: corpus.id,
        libraryName: corpus.state.name,
        version: used.release.version,
        versionFrom,
        pinnedIn,
      },
    })),
    notChecked: projects.refused(),
    problems,
    resolved,
    skipped,
    snapshot: base.snapshot.id,
    seconds: (performance.now() - started) / 1000,
  };
}

async function findingsOf(
  { suspicions }: SourceCheck,
  file: string,
  { uses, text, notebook, written }: Code,
  judge: ReturnType<typeof createJudge>,
): Promise<readonly CheckFinding[]> {
  if (suspicions.length === 0) return [];
  const positionOf = positionsIn(text);
  const lines = text.split("\n");
  const isIgnored = ignoredLines(text, uses.comments);
  const fileLines = notebook && (await import("./notebook-lines.js")).notebookLines(written);
  const found = new Map<string, CheckFinding & { readonly at: number }>();
  for (const suspicion of suspicions) {
    const [start, end] = [positionOf(suspicion.span.from), positionOf(suspicion.span.to)];
    const line = (lines[start.line - 1] ?? "").replace(/\r$/, "");
    const judgement = await judge(suspicion);
    if (judgement === undefined || isIgnored(start.line, judgement.rule)) continue;
    const key = `${suspicion.span.from} ${judgement.rule} ${judgement.message}`;
    const place = notebook?.lines[start.line - 1];
    const inCell = (position: typeof start) =>
      place ? { ...position, line: position.line - start.line + place.line } : position;
    found.set(key, {
      ...judgement,
      ...{ file, start: inCell(start), end: inCell(end), cell: place?.cell ?? null, text: line },
      fileLine: (place && fileLines?.[place.cell - 1]?.[place.line - 1]) ?? null,
      at: suspicion.span.from,
    });
  }
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ at: _, ...finding }) => finding);
}

/** The libraries in the versions of the project that a file belongs to. */
interface Projects {
  /** @param path of the file; undefined for a text, which belongs to the project that was named, if any */
  of(path: string | undefined, language: Language): Promise<Libraries>;
  /** Each release once for every file that pins it. */
  opened(): readonly OpenedLibrary[];
  refused(): readonly RefusedLibrary[];
}

async function openProjects(
  base: CheckBase,
  options: CheckOptions,
  cwd: string,
  onProject: (pins: Pins) => void,
): Promise<Projects> {
  const { readProject } = await import("../project.js");
  const named = options.project === undefined ? undefined : await readProject(resolve(cwd, options.project));
  const nearest = createProjectFinder(cwd);
  const openRelease = createReleaseOpener(base.paths);
  const known = new Map<Pins, Promise<Libraries>>();
  const all: Libraries[] = [];
  const open = async (pins: Pins): Promise<Libraries> => {
    onProject(pins);
    const libraries = await chooseLibraries(base, options, pins.versions, openRelease);
    all.push(libraries);
    return libraries;
  };
  const librariesOf = (pins: Pins): Promise<Libraries> => {
    const libraries = known.get(pins) ?? open(pins);
    known.set(pins, libraries);
    return libraries;
  };
  // What `at` and `to` ask for is to be refused even where there is nothing to read.
  await librariesOf(named ?? NO_PINS);
  return {
    of: async (path, language) => {
      if (named !== undefined || path === undefined) return librariesOf(named ?? NO_PINS);
      return librariesOf(await nearest(dirname(path), language === "typescript" ? "npm" : "pypi"));
    },
    opened: () =>
      distinct(
        all.flatMap((libraries) => libraries.opened()),
        ({ library: { corpus, used }, pinnedIn }) => [corpus.id, used.release.version, pinnedIn],
      ),
    refused: () =>
      distinct(
        all.flatMap((libraries) => libraries.refused()),
        ({ library, reason }) => [library, reason],
      ),
  };
}

function distinct<T>(rows: readonly T[], keyOf: (row: T) => readonly unknown[]): readonly T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(keyOf(row)), row])).values()];
}
