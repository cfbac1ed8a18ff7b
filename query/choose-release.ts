import { KbError } from "../corpora/errors.js";
import { parseVersionRequest, resolveVersion } from "../corpora/version.js";
import { isPackageOf } from "./find-library.js";
import type { ProjectVersion } from "./project.js";
import { type CorpusRelease, corpusReleases, resolveRelease, type VersionOrigin } from "./release.js";
import type { QueryResult } from "./result.js";
import type { OpenCorpus } from "./search.js";

/** The release asked for, else the project's, else the newest stable one (of that day). @throws KbError VERSION_NOT_INDEXED, VERSION_INVALID */
export function chooseRelease(
  corpus: OpenCorpus,
  version: string | undefined,
  project: readonly ProjectVersion[] | undefined,
  inQuestion?: string,
  asOf?: Date,
): { readonly release: CorpusRelease; readonly versionFrom: VersionOrigin } {
  const { id, state } = corpus;
  if (version !== undefined) return { release: resolveRelease(id, state, version), versionFrom: "asked" };
  if (inQuestion !== undefined) {
    return { release: resolveRelease(id, state, inQuestion, "the question"), versionFrom: "question" };
  }
  const pinned = project?.find((other) => isPackageOf(corpus, other));
  return pinned
    ? { release: resolveRelease(id, state, pinned.request, pinned.file), versionFrom: "project" }
    : { release: newestRelease(corpus, asOf), versionFrom: "newest" };
}

/** The newest stable release, of those that were out on a day if one is given and any was. */
function newestRelease({ id, state }: OpenCorpus, asOf: Date | undefined): CorpusRelease {
  const day = asOf?.toISOString().slice(0, 10);
  const out = corpusReleases(state).find(
    ({ date, prerelease }) => day !== undefined && !prerelease && date !== undefined && date <= day,
  );
  return out ?? resolveRelease(id, state, undefined);
}

/** The newest indexed release that satisfies a request. */
export const releaseFor = ({ state }: OpenCorpus, version: string): CorpusRelease | undefined =>
  resolveVersion(state.versions, parseVersionRequest(version), corpusReleases(state));

/** Whether an indexed release satisfies a request. */
export const hasRelease = (corpus: OpenCorpus, version: string): boolean =>
  releaseFor(corpus, version) !== undefined;

/** A version that is not indexed of a library that nobody named says that it was only the one that fits best. */
export function sayingWhichLibrary<T>(
  { state }: OpenCorpus,
  from: QueryResult["libraryFrom"],
  choose: () => T,
): T {
  try {
    return choose();
  } catch (error) {
    if (!(error instanceof KbError) || error.code !== "VERSION_NOT_INDEXED" || from !== "search") throw error;
    throw new KbError(
      error.code,
      `No library was named, and of the one that fits best that release is not indexed: ${error.message}`,
      {
        facts: error.facts,
        hint: `If ${state.name} is not what is meant, name the library (--library). ${error.hint ?? ""}`.trim(),
        cause: error,
      },
    );
  }
}
