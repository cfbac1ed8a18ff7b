import { parseVersionRequest, resolveVersion } from "../corpora/version.js";
import { isPackageOf } from "./find-library.js";
import type { ProjectVersion } from "./project.js";
import { type CorpusRelease, corpusReleases, resolveRelease, type VersionOrigin } from "./release.js";
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
