import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { KbError } from "../../../corpora/errors.js";
import { packageRoot } from "../../../corpora/package-root.js";
import type { Document, Parameter, ParameterKind, SymbolFact } from "../../../indexer/parse/document.js";
import { parsePages } from "../../../indexer/parse/parse.js";
import { isApiModule } from "../../../indexer/parse/python/package.js";
import { createPypiSource } from "../../../indexer/source/pypi.js";
import type { Page, PageProblem } from "../../../indexer/source/source.js";

/** A public object of one release, as one of the two tools reads it. */
export interface ApiObject {
  /** Its public names: no part begins with an underscore. Never empty. */
  readonly names: readonly string[];
  readonly kind: string;
  /** Undefined for what is not called. */
  readonly parameters: readonly Parameter[] | undefined;
  readonly overloaded: boolean;
  /** It has a docstring of its own. */
  readonly documented: boolean;
}

/** The public API of one release, and what reading it took. */
export interface PublicApi {
  readonly tool: string;
  readonly objects: readonly ApiObject[];
  readonly seconds: number;
  readonly problems: readonly PageProblem[];
}

/** A release of a Python package with its sources in memory. */
export interface PythonRelease {
  readonly package: string;
  readonly version: string;
  readonly pages: readonly Page[];
}

/**
 * Reads the Python files of one release where pip would find it; tests, vendored code and templates are left out.
 *
 * @throws KbError VERSION_NOT_INDEXED with the versions that pip's indexes have
 */
export async function readRelease(
  packageName: string,
  version: string,
  cacheDir: string,
): Promise<PythonRelease> {
  const signal = new AbortController().signal;
  const context = {
    versions: "pep440" as const,
    corpusId: packageName,
    baseDir: cacheDir,
    env: process.env,
    cacheDir,
    signal,
    emit: () => {},
  };
  const source = createPypiSource({ package: packageName }, context);
  const releases = await source.releases();
  const release = releases.find((candidate) => candidate.version === version);
  if (release === undefined) {
    throw new KbError("VERSION_NOT_INDEXED", `pip finds no ${packageName} ${version}`, {
      facts: { package: packageName, version },
      hint: `There are: ${releases.map((candidate) => candidate.version).join(", ")}.`,
    });
  }
  const pages: Page[] = [];
  for await (const page of source.pages(release)) {
    if (page.mediaType === "text/x-python" && isApiModule(page.path)) pages.push(page);
  }
  return { package: packageName, version: release.version, pages };
}

/** What our parser makes of a release. The seconds are those of parsing: the sources are in memory. */
export async function ourApi(release: PythonRelease): Promise<PublicApi> {
  const problems: PageProblem[] = [];
  const facts: SymbolFact[] = [];
  const started = performance.now();
  for await (const document of documentsOf(release, problems)) facts.push(...document.symbols);
  const seconds = (performance.now() - started) / 1000;
  const objects = facts.flatMap((fact) => toObject(fact) ?? []);
  return { tool: "kb", objects, seconds, problems };
}

async function* documentsOf(release: PythonRelease, problems: PageProblem[]): AsyncGenerator<Document> {
  async function* pages(): AsyncGenerator<Page> {
    yield* release.pages;
  }
  yield* parsePages(pages(), {
    packageName: release.package,
    onProblem: (problem) => problems.push(problem),
    onPage: () => {},
  });
}

function toObject(fact: SymbolFact): ApiObject | undefined {
  const names = [fact.name, ...fact.aliases].filter(isPublic);
  if (fact.kind === "module" || names.length === 0) return undefined;
  const isCalled = ["class", "enum", "function", "method"].includes(fact.kind);
  return {
    names,
    kind: fact.kind === "enum" ? "class" : fact.kind,
    parameters: isCalled ? fact.parameters : undefined,
    overloaded: fact.signatures.length > 1,
    documented: fact.summary !== "",
  };
}

const isPublic = (name: string): boolean => !name.split(".").some((part) => part.startsWith("_"));

interface GriffeObject {
  readonly names: readonly string[];
  readonly kind: string;
  readonly parameters:
    | readonly { readonly name: string; readonly kind: string; readonly default: string | null }[]
    | null;
  readonly overloaded: boolean;
  readonly documented: boolean;
}

/** griffe's names for what Python's `inspect` knows. */
const KINDS: Readonly<Record<string, ParameterKind>> = {
  "positional-only": "positional-only",
  "positional or keyword": "positional-or-keyword",
  "variadic positional": "var-positional",
  "keyword-only": "keyword-only",
  "variadic keyword": "var-keyword",
};

/**
 * What griffe makes of the same files, written to `folder` for it.
 *
 * @throws KbError USAGE when `python` has no griffe
 */
export async function griffeApi(release: PythonRelease, folder: string, python: string): Promise<PublicApi> {
  const roots = new Set<string>();
  for (const { path, bytes } of release.pages) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    const [root] = path.split("/");
    if (root !== undefined && path.includes("/")) roots.add(root);
  }
  const script = join(packageRoot(), "scripts", "eval", "griffe", "public_api.py");
  const objects: GriffeObject[] = [];
  let version = "";
  const started = performance.now();
  for (const root of roots) {
    const { stdout } = await promisify(execFile)(python, [script, folder, root], {
      maxBuffer: 1024 ** 3,
    }).catch((error: unknown) => {
      throw new KbError("USAGE", `${python} could not run griffe: ${lastLine(error)}`, {
        facts: { python },
        hint: "Install it (pip install griffelib) and name that Python with --python.",
      });
    });
    const read = JSON.parse(stdout) as { version: string; objects: GriffeObject[] };
    objects.push(...read.objects);
    version = read.version;
  }
  const seconds = (performance.now() - started) / 1000;
  return { tool: `griffe ${version}`, objects: objects.map(fromGriffe), seconds, problems: [] };
}

const lastLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";

function fromGriffe(object: GriffeObject): ApiObject {
  const parameters = object.parameters?.map(
    ({ name, kind, default: value }): Parameter => ({
      name,
      kind: KINDS[kind] ?? "positional-or-keyword",
      ...(value === null ? {} : { default: value }),
    }),
  );
  return { ...object, parameters };
}
