import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CorpusDefinition } from "../../corpora/corpus.js";
import { KbError } from "../../corpora/errors.js";
import { compareVersions, isVersion, type VersionScheme } from "../../corpora/version.js";
import { CHUNKS_PER_PAGE, GENERATED_RELEASES, type GeneratedLibrary, generatePages } from "./generate.js";

/** What the indexing is measured on, before and after a release came out. */
export interface Material {
  readonly name: string;
  /** Every release but the newest of corpora that have several. */
  readonly before: readonly CorpusDefinition[];
  /** Only the releases that `before` lacks. */
  readonly added: readonly CorpusDefinition[];
  readonly after: readonly CorpusDefinition[];
}

/** Generated documentation of about that many chunks, as files. */
export async function generatedMaterial(folder: string, chunks: number): Promise<Material> {
  const library: GeneratedLibrary = { id: "benchlib", pages: Math.round(chunks / CHUNKS_PER_PAGE) };
  for (const [release, { version }] of GENERATED_RELEASES.entries()) {
    for (const { path, text } of generatePages(library, release)) {
      const file = join(folder, version, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  return split("generated documentation", [
    { id: library.id, path: join(folder, "{version}"), releases: [...GENERATED_RELEASES] },
  ]);
}

/** The archives `<id>-<version>.tar.gz` of a folder. @throws KbError USAGE when there is none */
export async function archivedMaterial(folder: string): Promise<Material> {
  const libraries = librariesOf(await readdir(folder));
  if (libraries.length === 0) {
    throw new KbError("USAGE", `${folder} holds no archive named <id>-<version>.tar.gz`, {
      facts: { folder },
    });
  }
  return split(
    folder,
    libraries.map(({ id, versions }) => ({
      ...{ id, path: join(folder, `${id}-{version}.tar.gz`) },
      releases: versions.map((version) => ({ version })),
    })),
  );
}

/** File names grouped by id, versions oldest first. A version begins at the first hyphen that a digit follows. */
export function librariesOf(
  names: readonly string[],
): readonly { readonly id: string; readonly versions: readonly string[] }[] {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const [, id, version] = /^([a-z0-9][a-z0-9-]*?)-(v?\d.*)\.tar\.gz$/.exec(name) ?? [];
    if (id === undefined || version === undefined) continue;
    found.set(id, [...(found.get(id) ?? []), version]);
  }
  return [...found].sort().map(([id, versions]) => {
    const scheme = schemeOf(versions);
    return { id, versions: versions.sort((a, b) => compareVersions(scheme, a, b)) };
  });
}

const schemeOf = (versions: readonly string[]): VersionScheme =>
  versions.every((version) => isVersion("pep440", version)) ? "pep440" : "loose";

interface Listed {
  readonly id: string;
  readonly path: string;
  /** Oldest first. */
  readonly releases: readonly { readonly version: string; readonly date?: string }[];
}

function split(name: string, libraries: readonly Listed[]): Material {
  const define = ({ id, path }: Listed, releases: Listed["releases"]): CorpusDefinition[] =>
    releases.length === 0
      ? []
      : [
          {
            ...{ id, name: id, homepage: "https://docs.example/" },
            versions: schemeOf(releases.map(({ version }) => version)),
            sources: [{ kind: "directory", path, releases: [...releases] }],
          },
        ];
  const older = ({ releases }: Listed) => (releases.length > 1 ? releases.slice(0, -1) : releases);
  const newest = ({ releases }: Listed) => (releases.length > 1 ? releases.slice(-1) : []);
  return {
    name,
    before: libraries.flatMap((library) => define(library, older(library))),
    added: libraries.flatMap((library) => define(library, newest(library))),
    after: libraries.flatMap((library) => define(library, library.releases)),
  };
}
