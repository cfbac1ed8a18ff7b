import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

import { describeError, KbError } from "../corpora/errors.js";
import { compareVersions, isVersion, type VersionScheme } from "../corpora/version.js";
import { readCondaEnvironment } from "./project/conda.js";
import type { Ecosystem, Finding, ProjectReader } from "./project/finding.js";
import { readPackageJson, readPackageLock, readPnpmLock, readYarnLock } from "./project/node.js";
import {
  readPipfile,
  readPipfileLock,
  readPyproject,
  readPythonLock,
  readSetupCfg,
} from "./project/python.js";
import { readRequirements } from "./project/requirements.js";

/** Which version of a package a project uses. */
export interface ProjectVersion {
  /** Normalised by PEP 503 for Python, as written for npm. */
  readonly package: string;
  readonly ecosystem: Ecosystem;
  /** A version request: the version itself from a lock file, else what the manifest asks for. */
  readonly request: string;
  readonly exact: boolean;
  /** Relative to the project. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number | undefined;
}

export interface ProjectReading {
  /** One for each package, by ecosystem and name. */
  readonly versions: readonly ProjectVersion[];
  /** Every file that was read, relative to the project. */
  readonly files: readonly string[];
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

interface ProjectFile {
  readonly label: string;
  readonly pattern: RegExp;
  readonly isLock: boolean;
  readonly read: ProjectReader;
}

const REQUIREMENTS: ProjectFile = {
  label: "requirements*.txt",
  pattern: /^(.*[-_.])?requirements.*\.(txt|in)$/,
  isLock: false,
  read: readRequirements,
};

/** In the order in which they are believed. */
const PROJECT_FILES: readonly ProjectFile[] = [
  { label: "uv.lock", pattern: /^uv\.lock$/, isLock: true, read: readPythonLock },
  { label: "poetry.lock", pattern: /^poetry\.lock$/, isLock: true, read: readPythonLock },
  { label: "pdm.lock", pattern: /^pdm\.lock$/, isLock: true, read: readPythonLock },
  { label: "pylock.toml", pattern: /^pylock(\.[^.]+)?\.toml$/, isLock: true, read: readPythonLock },
  { label: "Pipfile.lock", pattern: /^Pipfile\.lock$/, isLock: true, read: readPipfileLock },
  { label: "npm-shrinkwrap.json", pattern: /^npm-shrinkwrap\.json$/, isLock: true, read: readPackageLock },
  { label: "package-lock.json", pattern: /^package-lock\.json$/, isLock: true, read: readPackageLock },
  { label: "pnpm-lock.yaml", pattern: /^pnpm-lock\.yaml$/, isLock: true, read: readPnpmLock },
  { label: "yarn.lock", pattern: /^yarn\.lock$/, isLock: true, read: readYarnLock },
  { label: "requirements.txt", pattern: /^requirements\.txt$/, isLock: false, read: readRequirements },
  REQUIREMENTS,
  {
    label: "constraints.txt",
    pattern: /^constraints([-_.].*)?\.txt$/,
    isLock: false,
    read: readRequirements,
  },
  { label: "pyproject.toml", pattern: /^pyproject\.toml$/, isLock: false, read: readPyproject },
  { label: "setup.cfg", pattern: /^setup\.cfg$/, isLock: false, read: readSetupCfg },
  { label: "Pipfile", pattern: /^Pipfile$/, isLock: false, read: readPipfile },
  {
    label: "environment.yml",
    pattern: /^environment([-_.].*)?\.ya?ml$/,
    isLock: false,
    read: readCondaEnvironment,
  },
  { label: "package.json", pattern: /^package\.json$/, isLock: false, read: readPackageJson },
];

/** For a file named on its own whose name says little. */
const KINDS_BY_EXTENSION: readonly ProjectFile[] = [
  { ...REQUIREMENTS, pattern: /\.(txt|in)$/ },
  { label: "*.yml", pattern: /\.ya?ml$/, isLock: false, read: readCondaEnvironment },
];

const REQUIREMENTS_DIRECTORY = "requirements";
const LARGEST_FILE = 64 * 1024 * 1024;

const SCHEMES = { pypi: "pep440", npm: "semver" } satisfies Record<Ecosystem, VersionScheme>;

/**
 * All packages that a project pins or constrains, one version request each. A lock file is believed before a
 * manifest, an exact version before a range. `path` is the project's directory, or one file of it.
 *
 * A malformed file is a problem in the result.
 * @throws KbError USAGE when nothing is there to read; PROJECT_UNREADABLE when nothing of it can be read
 */
export async function readProject(path: string): Promise<ProjectReading> {
  const { directory, files, isSingle } = await findProjectFiles(resolve(path));
  const problems: { file: string; reason: string }[] = [];
  const read = new Set<string>();
  const weighed: WeighedVersion[] = [];
  const nameOf = (file: string) => relative(directory, file).split(sep).join("/");
  const report = (file: string, reason: string) => problems.push({ file: nameOf(file), reason });

  for (const [order, { file, kind }] of files.entries()) {
    try {
      const findings = await kind.read(await readText(file), {
        file,
        report,
        readBeside: async (name) =>
          isSingle ? undefined : readText(join(directory, name)).catch(() => undefined),
        read: async (other) => {
          const text = await readText(other);
          read.add(nameOf(other));
          return text;
        },
      });
      read.add(nameOf(file));
      weighed.push(...findings.map((finding) => weigh(finding, kind, order, nameOf(finding.file ?? file))));
    } catch (error) {
      report(file, firstLine(describeError(error)));
    }
  }
  if (read.size === 0) throw allMalformed(path, problems);
  return { versions: chooseVersions(weighed), files: [...read], problems };
}

interface FoundFile {
  readonly file: string;
  readonly kind: ProjectFile;
}

interface FoundFiles {
  readonly directory: string;
  readonly files: readonly FoundFile[];
  readonly isSingle: boolean;
}

async function findProjectFiles(path: string): Promise<FoundFiles> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new KbError("USAGE", `There is no project at ${path}`, {
      facts: { path },
      hint: "Name the project's folder, or one of its requirements, lock or manifest files.",
      cause,
    });
  });
  if (!found.isDirectory()) {
    const kinds = [...PROJECT_FILES, ...KINDS_BY_EXTENSION];
    const kind = kinds.find(({ pattern }) => pattern.test(basename(path)));
    if (kind === undefined) throw nothingKnown(path);
    return { directory: dirname(path), files: [{ file: path, kind }], isSingle: true };
  }
  const names = (await readdir(path)).sort();
  const inRequirements = names.includes(REQUIREMENTS_DIRECTORY)
    ? (await readdir(join(path, REQUIREMENTS_DIRECTORY)).catch(() => [])).sort()
    : [];
  const files = new Map<string, FoundFile>();
  for (const kind of PROJECT_FILES) {
    for (const name of names.filter((name) => kind.pattern.test(name))) {
      const file = join(path, name);
      if (!files.has(file)) files.set(file, { file, kind });
    }
  }
  for (const name of inRequirements.filter((name) => name.endsWith(".txt"))) {
    const file = join(path, REQUIREMENTS_DIRECTORY, name);
    files.set(file, { file, kind: REQUIREMENTS });
  }
  if (files.size === 0) throw nothingKnown(path);
  return { directory: path, files: [...files.values()], isSingle: false };
}

/** Python tools write UTF-8; PowerShell's `pip freeze > requirements.txt` writes UTF-16 with a mark. */
async function readText(file: string): Promise<string> {
  const found = await stat(file);
  if (!found.isFile()) throw new Error("not a file");
  if (found.size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 1024 / 1024} MiB`);
  const bytes = await readFile(file);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

interface WeighedVersion {
  readonly version: ProjectVersion;
  /** Compared from left to right; less is believed more. */
  readonly weight: readonly number[];
}

function weigh(finding: Finding, kind: ProjectFile, order: number, file: string): WeighedVersion {
  const { package: name, ecosystem, request, exact, line, direct } = finding;
  return {
    version: { package: name, ecosystem, request, exact, file, line },
    weight: [kind.isLock ? 0 : 1, exact ? 0 : 1, order, direct ? 0 : 1],
  };
}

function chooseVersions(weighed: readonly WeighedVersion[]): ProjectVersion[] {
  const chosen = new Map<string, WeighedVersion>();
  for (const candidate of weighed) {
    const key = `${candidate.version.ecosystem} ${candidate.version.package}`;
    const other = chosen.get(key);
    if (other === undefined || isBelievedBefore(candidate, other)) chosen.set(key, candidate);
  }
  return [...chosen.values()].map(({ version }) => version);
}

/** Of two pins in one file, for two environments or two dependents, the newer one. */
function isBelievedBefore(a: WeighedVersion, b: WeighedVersion): boolean {
  const difference = a.weight
    .map((weight, index) => weight - (b.weight[index] ?? 0))
    .find((value) => value !== 0);
  if (difference !== undefined) return difference < 0;
  const scheme = SCHEMES[a.version.ecosystem];
  const [pinA, pinB] = [a, b].map(({ version }) => version.request.replace(/^=+/, ""));
  if (pinA === undefined || pinB === undefined) return false;
  return isVersion(scheme, pinA) && isVersion(scheme, pinB) && compareVersions(scheme, pinA, pinB) > 0;
}

function nothingKnown(path: string): KbError {
  const lookedFor = PROJECT_FILES.map(({ label }) => label);
  return new KbError("USAGE", `${path} has no file that names package versions`, {
    facts: { path, lookedFor },
    hint: `Looked for ${lookedFor.join(", ")}.`,
  });
}

function allMalformed(path: string, problems: ProjectReading["problems"]): KbError {
  const listed = problems.map(({ file, reason }) => `${file}: ${reason}`).join("; ");
  return new KbError("PROJECT_UNREADABLE", `no file of the project at ${path} can be read: ${listed}`, {
    facts: { path, problems },
    hint: "mend the files, or name a version instead of the project",
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}
