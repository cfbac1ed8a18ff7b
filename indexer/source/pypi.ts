import { homedir } from "node:os";
import { describeError, KbError } from "../../corpora/errors.js";
import type { DateOrigin } from "../../corpora/release.js";
import { readArchive } from "./archive.js";
import { shownUrl } from "./credentials.js";
import { UNREAD_MODULE } from "./media-type.js";
import {
  compareDistributions,
  type Distribution,
  isPrerelease,
  parseDistribution,
  versionKey,
} from "./pypi/distribution.js";
import { type FileBytesOptions, fileOnDisk, localDigest, openFile } from "./pypi/file-bytes.js";
import { createHttpClient, type HttpClient } from "./pypi/http.js";
import { descriptionPage, memberRole, unreadModule } from "./pypi/members.js";
import { type PipConfig, readPipConfig } from "./pypi/pip-config.js";
import { type IndexFile, listFindLinks, listIndex, locationUrl, normalizeName } from "./pypi/simple-index.js";
import { wheelDate } from "./pypi/wheel-date.js";
import { LARGEST_TOTAL_BYTES, listZip, readZipMembers } from "./pypi/zip-archive.js";
import type { Page, Source, SourceContext, SourceRelease } from "./source.js";

export interface PypiSpec {
  readonly package: string;
  /** Globs inside the installed package (`sklearn/**`). Without them: Python sources, stubs and documentation folders. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/**
 * Reads a Python package where pip would find it: every index and find-links location of pip's
 * configuration. A release is its best file, preferably a wheel, of which only the members that are
 * documentation are read.
 */
export function createPypiSource(spec: PypiSpec, context: SourceContext): Source {
  const open = once(async () => {
    const config = await readPipConfig(context.env);
    const http = createHttpClient({ ...context, cert: config.cert, proxy: config.proxy });
    const listed = await listEverywhere(spec, config, http, context);
    const chosen = chooseFiles(listed, spec, context);
    const files = new Map(chosen.map(({ best }) => [best.filename, best]));
    return { chosen, files, bytes: { http, cacheDir: context.cacheDir } };
  });

  const fileOf = async ({ reference, version }: SourceRelease) => {
    const { files, bytes } = await open();
    const file = files.get(reference);
    if (file !== undefined) return { file, bytes };
    throw new KbError("SOURCE_UNREACHABLE", `No index has ${reference} of ${spec.package} ${version}.`, {
      facts: { package: spec.package, version, file: reference },
      hint: "List the releases again: the indexes may have changed.",
    });
  };

  return {
    async releases() {
      const { chosen } = await open();
      return Promise.all(chosen.map((candidate) => toRelease(candidate, spec)));
    },
    async *pages(release) {
      const { file, bytes } = await fileOf(release);
      for await (const page of readPages(file, spec, bytes, context)) {
        context.signal.throwIfAborted();
        yield page;
      }
    },
    async dateOf(release) {
      const { file, bytes } = await fileOf(release);
      if (release.date !== undefined) return { date: release.date, origin: release.dateOrigin };
      if (file.kind !== "wheel") return undefined;
      const opened = await openFile(file, bytes);
      try {
        // What is wrong with the archive is told when its pages are read.
        const date = wheelDate(await listZip(opened.reader, file.filename, () => {}), new Date());
        return date === undefined ? undefined : { date, origin: "archive" };
      } finally {
        await opened.close();
      }
    },
  };
}

/** All that answer are heard; those that do not are told of, and fatal only when nothing else has the package. */
async function listEverywhere(
  spec: PypiSpec,
  config: PipConfig,
  http: HttpClient,
  context: SourceContext,
): Promise<readonly IndexFile[]> {
  const home = context.env["HOME"] ?? context.env["USERPROFILE"] ?? homedir();
  const places = [
    ...config.findLinks.map((location) => ({ location, list: (url: URL) => listFindLinks(url, http) })),
    ...config.indexes.map((location) => ({
      location,
      list: (url: URL) => listIndex(url, spec.package, http),
    })),
  ];
  const failures: { readonly place: string; readonly reason: string }[] = [];
  const asked: string[] = [];
  const lists = await Promise.all(
    places.map(async ({ location, list }): Promise<readonly IndexFile[]> => {
      // A location that is no URL cannot be told apart from its password, so it is not shown.
      let place = "a location of pip's configuration that is no URL";
      try {
        const url = locationUrl(location, home);
        place = shownUrl(url);
        const files = await list(url);
        asked.push(place);
        return files ?? [];
      } catch (error) {
        if (context.signal.aborted) throw error;
        const reason = error instanceof KbError ? String(error.facts["reason"]) : describeError(error);
        failures.push({ place, reason });
        return [];
      }
    }),
  );
  const files = lists.flat().filter((file) => parseDistribution(file, spec.package) !== undefined);
  if (files.length === 0) throw nowhere(spec, failures, asked);
  for (const { place, reason } of failures) {
    context.emit({ type: "notice", message: `${place} could not be asked for ${spec.package}: ${reason}` });
  }
  return files;
}

function nowhere(
  spec: PypiSpec,
  failures: readonly { readonly place: string; readonly reason: string }[],
  asked: readonly string[],
): KbError {
  const tales = [
    ...failures.map(({ place, reason }) => `${place} cannot be read (${reason})`),
    ...asked.map((place) => `${place} does not have it`),
  ];
  const why = tales.length === 0 ? "pip is configured to use no index" : tales.join("; ");
  return new KbError("SOURCE_UNREACHABLE", `The Python package ${spec.package} cannot be listed: ${why}.`, {
    facts: { package: spec.package, unreachable: failures, withoutPackage: asked },
    hint:
      failures.length === 0
        ? "Check the package's name, and the indexes that `pip config list` shows."
        : "Check the network, or name another index in pip's configuration (PIP_INDEX_URL, PIP_FIND_LINKS).",
  });
}

interface Candidate {
  readonly best: Distribution;
  /** Earliest upload of any file of the version. */
  readonly uploadTime: string | undefined;
}

/** One file a version, chosen among all indexes. */
function chooseFiles(
  files: readonly IndexFile[],
  spec: PypiSpec,
  context: SourceContext,
): readonly Candidate[] {
  const versions = new Map<string, Distribution[]>();
  for (const file of files) {
    const distribution = parseDistribution(file, spec.package);
    if (distribution === undefined) continue;
    const key = versionKey(distribution.version);
    if (key === undefined) {
      const message = `${spec.package}: ${file.filename} is left out, "${distribution.version}" is no version by PEP 440`;
      context.emit({ type: "notice", message });
      continue;
    }
    const group = versions.get(key);
    if (group === undefined) versions.set(key, [distribution]);
    else group.push(distribution);
  }
  return [...versions.values()].flatMap((group) => {
    const [best] = group.sort(compareDistributions);
    const uploads = group.flatMap(({ uploadTime }) => uploadTime ?? []).sort();
    return best === undefined ? [] : { best, uploadTime: uploads[0] };
  });
}

async function toRelease({ best, uploadTime }: Candidate, spec: PypiSpec): Promise<SourceRelease> {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(uploadTime ?? "")?.[0];
  const dateOrigin: DateOrigin = date === undefined ? "none" : "registry";
  return {
    version: best.version,
    date,
    dateOrigin,
    prerelease: isPrerelease(best.version),
    reference: best.filename,
    digest: await digestOf(best),
    urlValues: { package: normalizeName(spec.package), file: best.filename },
    yanked: best.yanked,
  };
}

async function digestOf(file: Distribution): Promise<string> {
  if (file.sha256 !== undefined) return `sha256:${file.sha256}`;
  if (file.url.protocol === "file:") return (await localDigest(file.url)) ?? file.url.href;
  return [shownUrl(file.url), file.size, file.uploadTime].filter((part) => part !== undefined).join(" ");
}

async function* readPages(
  file: Distribution,
  spec: PypiSpec,
  bytes: FileBytesOptions,
  context: SourceContext,
): AsyncGenerator<Page> {
  if (file.kind === "sdist") {
    const left: string[] = [];
    yield* toPages(readSdist(await fileOnDisk(file, bytes), spec, context, left), file, spec);
    yield* notePages(left, file, spec);
    return;
  }
  const opened = await openFile(file, bytes);
  try {
    const listed = await listZip(opened.reader, file.filename, context.emit);
    yield* notePages(
      listed.map(({ name }) => name),
      file,
      spec,
    );
    const wanted = listed.filter(({ name }) => memberRole(name, file.kind, spec) !== undefined);
    yield* toPages(readZipMembers(wanted, file.filename, context.emit), file, spec);
  } finally {
    await opened.close();
  }
}

interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function* readSdist(
  archive: string,
  spec: PypiSpec,
  { signal, emit }: SourceContext,
  left: string[],
): AsyncGenerator<Member> {
  const wanted = (name: string): boolean => {
    const isWanted = memberRole(name, "sdist", spec) !== undefined;
    if (!isWanted) left.push(name);
    return isWanted;
  };
  const limits = { maxTotalBytes: LARGEST_TOTAL_BYTES };
  for await (const member of readArchive(archive, { signal, wanted, limits })) {
    if ("bytes" in member) yield { name: member.path, bytes: member.bytes };
    else emit({ type: "page-skipped", path: member.path, reason: member.skipped });
  }
}

/** Modules that are there and not read, as pages without bytes. */
function* notePages(names: readonly string[], file: Distribution, spec: PypiSpec): Generator<Page> {
  for (const name of names) {
    const path = unreadModule(name, file.kind, spec);
    if (path !== undefined) yield { path, mediaType: UNREAD_MODULE, bytes: new Uint8Array() };
  }
}

async function* toPages(
  members: AsyncIterable<Member>,
  file: Distribution,
  spec: PypiSpec,
): AsyncGenerator<Page> {
  for await (const { name, bytes } of members) {
    const role = memberRole(name, file.kind, spec);
    if (role?.type === "page") yield { path: role.path, mediaType: role.mediaType, bytes };
    const description = role?.type === "metadata" ? descriptionPage(bytes, spec) : undefined;
    if (description !== undefined) yield description;
  }
}

/** Runs the work at the first call; a failure is not remembered. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
