import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import pacote, { type Options, type Packument } from "pacote";
import semver from "semver";
import { describeError, KbError } from "../../corpora/errors.js";
import { readArchive } from "./archive.js";
import { matchesPatterns, mediaTypeOf } from "./media-type.js";
import { readNpmConfig } from "./npm/npm-config.js";
import {
  isTransientFailure,
  isTransientStatus,
  parseRetryAfter,
  TransientError,
  withRetries,
} from "./retry.js";
import type { Page, Source, SourceContext, SourceRelease } from "./source.js";
import { userAgent } from "./user-agent.js";

export interface NpmSpec {
  readonly package: string;
  /** Globs inside the package. Without them: declarations, `docs/`, and the read-me and change log at the top. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

const LARGEST_TOTAL_BYTES = 1_000_000_000;
const MANIFEST = "package.json";

/**
 * Reads a package from the registry that npm is configured to use. `package.json` is always the
 * first page of a release: it names the declarations that are the package's public face.
 */
export function createNpmSource(spec: NpmSpec, context: SourceContext): Source {
  let options: Promise<Options> | undefined;
  let packument: Promise<Packument> | undefined;

  const fetching = (): Promise<Options> => {
    options ??= fetchOptions(context);
    return options;
  };
  const listed = (): Promise<Packument> => {
    packument ??= fetchPackument(spec, fetching, context).catch((error: unknown) => {
      packument = undefined;
      throw error;
    });
    return packument;
  };

  return {
    async releases() {
      return toReleases(await listed(), spec, context);
    },
    async *pages(release) {
      const folder = path.join(context.cacheDir, "npm");
      await mkdir(folder, { recursive: true });
      const work = await mkdtemp(path.join(folder, "tarball-"));
      try {
        const tarball = path.join(work, "package.tgz");
        await fetchTarball(tarball, release, spec, fetching, context);
        yield* readPages(tarball, release, spec, context);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
}

async function fetchOptions({ env, cacheDir, signal }: SourceContext): Promise<Options> {
  const fixed = {
    cache: path.join(cacheDir, "npm"),
    userAgent: await userAgent(),
    // A host that is not there is asked once; what may pass is tried again below.
    fetchRetries: 0,
    timeout: 60_000,
    fullMetadata: true,
    packumentCache: new Map<string, Packument>(),
    signal,
  };
  return { ...(await readNpmConfig(env, process.cwd())), ...fixed };
}

async function fetchPackument(
  spec: NpmSpec,
  fetching: () => Promise<Options>,
  { signal }: SourceContext,
): Promise<Packument> {
  try {
    const options = { ...(await fetching()), fullMetadata: true } as const;
    return await withRetries(signal, () => transiently(pacote.packument(spec.package, options)));
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = reasonOf(error);
    throw new KbError("SOURCE_UNREACHABLE", `The npm package ${spec.package} cannot be listed: ${reason}.`, {
      facts: { package: spec.package, reason },
      hint: "Check the package's name, the network, and the registry that `npm config get registry` shows.",
      cause: error,
    });
  }
}

async function fetchTarball(
  destination: string,
  release: SourceRelease,
  spec: NpmSpec,
  fetching: () => Promise<Options>,
  { signal }: SourceContext,
): Promise<void> {
  const name = `${spec.package}@${release.version}`;
  try {
    // With both known, a tarball in the cache is not asked for again.
    const known = /^sha\d+-/.test(release.digest)
      ? { integrity: release.digest, resolved: release.reference }
      : {};
    const options = { ...(await fetching()), ...known };
    await withRetries(signal, () => transiently(pacote.tarball.file(name, destination, options)));
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = reasonOf(error);
    const damaged = codeOf(error) === "EINTEGRITY";
    throw new KbError(
      damaged ? "ARCHIVE_UNREADABLE" : "SOURCE_UNREACHABLE",
      `The tarball of ${name} cannot be fetched: ${reason}.`,
      {
        facts: { package: spec.package, version: release.version, tarball: release.reference, reason },
        hint: damaged
          ? "Run again; if it stays so, the registry or something on the way to it is at fault."
          : "Check the network and the registry that `npm config get registry` shows.",
        cause: error,
      },
    );
  }
}

function toReleases(packument: Packument, spec: NpmSpec, context: SourceContext): readonly SourceRelease[] {
  const releases = Object.values(packument.versions ?? {}).flatMap((manifest): SourceRelease[] => {
    const { version, dist } = manifest;
    if (semver.valid(version) === null || dist?.tarball === undefined) {
      const message = `${spec.package}: version "${version}" is left out, it is no semantic version with a tarball`;
      context.emit({ type: "notice", message });
      return [];
    }
    const date = /^\d{4}-\d{2}-\d{2}/.exec(packument.time?.[version] ?? "")?.[0];
    return [
      {
        version,
        date,
        dateOrigin: date === undefined ? "none" : "registry",
        prerelease: semver.prerelease(version) !== null,
        reference: dist.tarball,
        digest: dist.integrity ?? (dist.shasum === undefined ? dist.tarball : `sha1:${dist.shasum}`),
        urlValues: { package: spec.package, file: dist.tarball.slice(dist.tarball.lastIndexOf("/") + 1) },
        yanked: false,
      },
    ];
  });
  if (releases.length > 0) return releases;
  throw new KbError("SOURCE_UNREACHABLE", `The npm package ${spec.package} has no published version.`, {
    facts: { package: spec.package },
    hint: "It may have been unpublished: check the package's name.",
  });
}

/** The manifest may lie anywhere in the tarball, so it is looked for first and the rest read after it. */
async function* readPages(
  tarball: string,
  release: SourceRelease,
  spec: NpmSpec,
  { signal, emit }: SourceContext,
): AsyncGenerator<Page> {
  const read = (wanted: (path: string) => boolean) =>
    readArchive(tarball, {
      signal,
      limits: { maxTotalBytes: LARGEST_TOTAL_BYTES },
      wanted: (name) => wanted(packagePath(name)),
    });
  try {
    for await (const member of read((name) => name === MANIFEST)) {
      if ("bytes" in member) yield { path: MANIFEST, mediaType: "application/json", bytes: member.bytes };
    }
    for await (const member of read((name) => isPage(name, spec))) {
      const name = packagePath(member.path);
      if ("skipped" in member) emit({ type: "page-skipped", path: member.path, reason: member.skipped });
      else yield { path: name, mediaType: mediaTypeOf(name) ?? "text/plain", bytes: member.bytes };
    }
  } catch (error) {
    if (!(error instanceof KbError)) throw error;
    // The file on disk is temporary: the release is what the reader knows.
    const message = error.message.replace(tarball, `${spec.package}@${release.version}`);
    throw new KbError(error.code, message, {
      facts: { ...error.facts, file: release.reference },
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

/** Without the folder, usually `package/`, in which everything lies. */
function packagePath(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

const TOP_DOCUMENT = /^(?:readme|changelog|history)(?:[._-].*)?$/i;
const FOREIGN_FOLDERS: ReadonlySet<string> = new Set(["node_modules", "test", "tests", "__tests__"]);
const TEST_FILE = /[._](?:test|spec)\.d\.[cm]?ts$/;

function isPage(name: string, { include, exclude }: NpmSpec): boolean {
  const mediaType = mediaTypeOf(name);
  const folders = name.split("/").slice(0, -1);
  if (mediaType === undefined || folders.some((folder) => FOREIGN_FOLDERS.has(folder))) return false;
  if (TEST_FILE.test(name) || !matchesPatterns(name, include, exclude)) return false;
  if (include !== undefined || mediaType === "text/x-typescript-declaration") return true;
  return folders.length === 0 ? TOP_DOCUMENT.test(name) : folders[0] === "docs";
}

/** What may go better next time is marked as such. */
async function transiently<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isTransientFailure(error) && !isTransientStatus(statusOf(error) ?? 0)) throw error;
    throw new TransientError(reasonOf(error), { retryAfterMs: retryAfterOf(error), cause: error });
  }
}

function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 404) return "the registry does not have it";
  if (status !== undefined) return `the registry answered ${status}`;
  return describeError(error).replace(/^request to \S+ failed, reason: /, "");
}

function codeOf(error: unknown): string | undefined {
  const known = error instanceof Error && "code" in error && typeof error.code === "string";
  return known ? String(error.code) : undefined;
}

function statusOf(error: unknown): number | undefined {
  const known = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number";
  return known ? Number(error.statusCode) : undefined;
}

function retryAfterOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("headers" in error)) return undefined;
  const { headers } = error;
  if (typeof headers !== "object" || headers === null || !("retry-after" in headers)) return undefined;
  const value = headers["retry-after"];
  return parseRetryAfter(String(Array.isArray(value) ? value[0] : value), Date.now());
}
