import { createHash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { describeError, KbError } from "../../corpora/errors.js";
import { isArchiveName, readArchive, tooLarge } from "./archive.js";
import { DEFAULT_LIMITS } from "./archive-format.js";
import { walkFolder } from "./folder.js";
import { type PageFilter, pageFilter } from "./page-filter.js";
import { readAhead } from "./read-ahead.js";
import type { Page, Source, SourceContext, SourceRelease } from "./source.js";
import { fillVersion, VERSION_PLACEHOLDER, versionReader } from "./version-template.js";

export interface DirectorySpec {
  /**
   * Folder or archive per release, relative to the definition's folder, with forward slashes. `{version}`
   * stands for the version: `docs/{version}`, `archives/mylib-{version}.tar.gz`.
   */
  readonly path: string;
  /** Releases with dates; without it, what matches `path` on disk is listed. */
  readonly releases?: readonly ListedRelease[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

interface ListedRelease {
  readonly version: string;
  /** `YYYY-MM-DD` */
  readonly date?: string;
}

/** A listed or found release: where it lies is told by `reference`, relative to the definition's folder. */
interface Place extends ListedRelease {
  readonly reference: string;
}

/** Documentation that lies on this machine: a folder or an archive for each release. */
export function createDirectorySource(spec: DirectorySpec, context: SourceContext): Source {
  const filter = pageFilter(spec.include, spec.exclude);

  return {
    async releases() {
      checkSpec(spec);
      const places = spec.releases === undefined ? await findPlaces(spec, context) : listPlaces(spec);
      const releases: SourceRelease[] = [];
      for (const place of places) {
        const release = await describePlace(place, filter, context);
        if (release !== undefined) releases.push(release);
      }
      if (releases.length === 0) throw nothingFound(spec, context);
      return releases;
    },

    async *pages(release) {
      const target = resolve(context.baseDir, release.reference);
      const kind = await lookAt(target);
      if (kind === undefined) throw nothingFound({ ...spec, path: release.reference }, context);
      yield* kind.isDirectory()
        ? folderPages(target, filter, context)
        : archivePages(target, release, filter, context);
    },
  };
}

function checkSpec(spec: DirectorySpec): void {
  const listed = spec.releases ?? [];
  if (!spec.path.includes(VERSION_PLACEHOLDER) && listed.length !== 1) {
    throw new KbError("CORPUS_INVALID", `The path "${spec.path}" has no ${VERSION_PLACEHOLDER}.`, {
      facts: { path: spec.path },
      hint: `Write ${VERSION_PLACEHOLDER} where the version stands, or list exactly one release.`,
    });
  }
  const unsafe = listed.find(({ version }) => /[\\/\0]/.test(version) || version === ".." || version === ".");
  if (unsafe !== undefined) {
    throw new KbError(
      "CORPUS_INVALID",
      `"${unsafe.version}" cannot be a version: it would change the path.`,
      {
        facts: { version: unsafe.version, path: spec.path },
        hint: "Write a version without slashes.",
      },
    );
  }
}

const listPlaces = (spec: DirectorySpec): readonly Place[] =>
  (spec.releases ?? []).map((release) => ({
    ...release,
    reference: fillVersion(spec.path, release.version),
  }));

/** Walks down the segments of `path`, comparing those that hold `{version}` with what is on disk. */
async function findPlaces(spec: DirectorySpec, context: SourceContext): Promise<readonly Place[]> {
  let places: readonly (Partial<Place> & { readonly reference: string })[] = [
    { reference: spec.path.startsWith("/") ? "/" : "" },
  ];
  for (const segment of spec.path.split("/").filter((part) => part !== "")) {
    const join = (base: string, name: string): string => `${base}${/^$|\/$/.test(base) ? "" : "/"}${name}`;
    if (!segment.includes(VERSION_PLACEHOLDER)) {
      places = places.map((place) => ({ ...place, reference: join(place.reference, segment) }));
      continue;
    }
    const versionOf = versionReader(segment);
    const deeper: Place[] = [];
    for (const { reference, version: bound } of places) {
      for (const name of await namesIn(resolve(context.baseDir, reference))) {
        const version = versionOf(name);
        if (version !== undefined && (bound === undefined || bound === version)) {
          deeper.push({ version, reference: join(reference, name) });
        }
      }
    }
    places = deeper;
  }
  return firstOfEach(places.filter((place): place is Place => place.version !== undefined));
}

/** `1.2` and `v1.2` beside each other are one release; the plain name is sorted first. */
function firstOfEach(places: readonly Place[]): readonly Place[] {
  const byVersion = new Map<string, Place>();
  for (const place of places) if (!byVersion.has(place.version)) byVersion.set(place.version, place);
  return [...byVersion.values()];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

async function describePlace(
  place: Place,
  filter: PageFilter,
  context: SourceContext,
): Promise<SourceRelease | undefined> {
  const target = resolve(context.baseDir, place.reference);
  const found = await lookAt(target);
  const usable = found?.isDirectory() || (found?.isFile() && isArchiveName(target));
  if (found === undefined || !usable) {
    const reason = found === undefined ? "does not exist" : "is neither a folder nor an archive";
    context.emit({ type: "notice", message: `${place.version} is left out: ${target} ${reason}` });
    return undefined;
  }
  return {
    version: place.version,
    date: place.date,
    dateOrigin: place.date === undefined ? "none" : "definition",
    prerelease: false,
    reference: place.reference,
    digest: found.isDirectory()
      ? await folderDigest(target, filter, context)
      : await fileDigest(target, context),
    urlValues: {},
    yanked: false,
  };
}

async function lookAt(target: string): Promise<Stats | undefined> {
  try {
    return await stat(target);
  } catch {
    return undefined;
  }
}

async function fileDigest(file: string, context: SourceContext): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash, { signal: context.signal });
  return `sha256:${hash.digest("hex")}`;
}

async function folderDigest(root: string, filter: PageFilter, context: SourceContext): Promise<string> {
  const hash = createHash("sha256");
  const wanted = (path: string): boolean => filter(path) !== undefined;
  for (const file of await walkFolder(root, { wanted, signal: context.signal })) {
    if ("size" in file) hash.update(`${file.path}\0${file.state}\n`);
  }
  return `sha256:${hash.digest("hex")}`;
}

async function* folderPages(root: string, filter: PageFilter, context: SourceContext): AsyncGenerator<Page> {
  const skip = (path: string, reason: string): void => context.emit({ type: "page-skipped", path, reason });
  const wanted = (path: string): boolean => filter(path) !== undefined;
  const files = await walkFolder(root, { wanted, signal: context.signal });
  const load = async (file: (typeof files)[number]): Promise<Uint8Array | string> => {
    const problem = "size" in file ? tooLarge(file.size, DEFAULT_LIMITS) : file.problem;
    if (problem !== undefined) return problem;
    try {
      return await readFile(resolve(root, file.path), { signal: context.signal });
    } catch (error) {
      return describeError(error);
    }
  };
  for await (const [{ path }, loaded] of readAhead(files, load)) {
    context.signal.throwIfAborted();
    const mediaType = filter(path);
    if (typeof loaded === "string") skip(path, loaded);
    else if (mediaType === undefined) skip(path, "no documentation file");
    else yield { path, mediaType, bytes: loaded };
  }
}

async function* archivePages(
  file: string,
  release: SourceRelease,
  filter: PageFilter,
  context: SourceContext,
): AsyncGenerator<Page> {
  const members = readArchive(file, {
    signal: context.signal,
    wanted: (path) => filter(path) !== undefined,
    stripPrefix: "auto",
    version: release.version,
  });
  for await (const member of members) {
    const mediaType = filter(member.path);
    if ("skipped" in member) {
      context.emit({ type: "page-skipped", path: member.path, reason: member.skipped });
    } else if (mediaType !== undefined) {
      yield { path: member.path, mediaType, bytes: member.bytes };
    }
  }
}

function nothingFound(spec: DirectorySpec, context: SourceContext): KbError {
  const path = resolve(context.baseDir, spec.path);
  return new KbError(
    "SOURCE_UNREACHABLE",
    `Nothing was found at ${path} (from the pattern "${spec.path}").`,
    {
      facts: { corpus: context.corpusId, path, pattern: spec.path },
      hint: "Relative paths start at the folder of the corpus definition; a version begins with a digit unless it is listed under releases.",
    },
  );
}
