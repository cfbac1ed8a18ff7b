import { describeError, KbError } from "../../corpora/errors.js";
import { unsafeName } from "./archive.js";
import { DEFAULT_LIMITS } from "./archive-format.js";
import { type Git, GitFailure, withoutCredentials } from "./git-program.js";
import { linesOf, openRepository, type Repository, type Tag } from "./git-repository.js";
import { type PageFilter, pageFilter } from "./page-filter.js";
import type { Page, Source, SourceContext, SourceRelease } from "./source.js";
import { isTooMuchUnread } from "./unread.js";
import { versionReader } from "./version-template.js";

export interface GitSpec {
  /** An `https://` (or `http://`, `file://`) address, cloned in part to the cache; or a path, read in place. */
  readonly repository: string;
  /** Tag pattern. Default `v{version}`. */
  readonly tag?: string;
  /** Default: `docs`, `doc` and, at the top, the readme and the files that tell the history. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export const GIT_DEFAULT_INCLUDE: readonly string[] = [
  "docs/**",
  "doc/**",
  "README*",
  "CHANGELOG*",
  "NEWS*",
  "RELEASE*",
  "HISTORY*",
];

const SYMLINK_MODE = "120000";
const OBJECT_ID = /^[0-9a-f]{40,64}$/;

/** Documentation in a git repository: a tag is a release. Needs the program `git`. */
export function createGitSource(spec: GitSpec, context: SourceContext): Source {
  const template = spec.tag ?? "v{version}";
  const filter = pageFilter(spec.include ?? GIT_DEFAULT_INCLUDE, spec.exclude);
  const shown = withoutCredentials(spec.repository);

  const named = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof GitFailure ? unreachable(shown, error, context) : error;
    }
  };

  return {
    async releases() {
      const versionOf = versionReader(template);
      const repository = await named(openRepository(spec.repository, shown, context));
      const tags = await named(repository.tags((name) => versionOf(name) !== undefined));
      const releases = new Map<string, SourceRelease>();
      for (const tag of tags) {
        const version = versionOf(tag.name);
        if (version !== undefined && !releases.has(version)) releases.set(version, describeTag(tag, version));
      }
      if (releases.size === 0) throw noTag(shown, template, context);
      return [...releases.values()];
    },

    async *pages(release) {
      if (!OBJECT_ID.test(release.digest)) {
        throw unreachable(shown, new GitFailure(`"${release.digest}" is no commit`), context);
      }
      const repository = await named(openRepository(spec.repository, shown, context));
      await named(repository.prepare(release.reference, release.digest));
      const files = await named(listFiles(repository.git, release.digest, filter, context));
      const absent = await named(absentObjects(repository, release.digest, files));
      yield* readFiles(repository.git, files, absent, release, shown, context);
    },
  };
}

const describeTag = ({ name, commit, date }: Tag, version: string): SourceRelease => ({
  version,
  date,
  dateOrigin: date === undefined ? "none" : "tag",
  prerelease: false,
  reference: name,
  digest: commit,
  urlValues: { tag: name, commit },
  yanked: false,
});

interface TreeFile {
  readonly path: string;
  readonly id: string;
  readonly mediaType: string;
}

/** The plain files that the definition chooses; links among them are reported, submodules are not entered. */
async function listFiles(
  git: Git,
  commit: string,
  filter: PageFilter,
  context: SourceContext,
): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  const listing = await git.run(["ls-tree", "-r", "-z", "--full-tree", commit]);
  for (const record of listing.toString("utf8").split("\0")) {
    const { mode, type, id, path } =
      /^(?<mode>\d+) (?<type>\w+) (?<id>\w+)\t(?<path>.+)$/s.exec(record)?.groups ?? {};
    if (type !== "blob" || id === undefined || path === undefined) continue;
    const mediaType = filter(path);
    if (mediaType === undefined) continue;
    const problem = mode === SYMLINK_MODE ? "symbolic link" : unsafeName(path);
    if (problem !== undefined) context.emit({ type: "page-skipped", path, reason: problem });
    else files.push({ path, id, mediaType });
  }
  return files;
}

/** Ids of listed files that the repository lacks and cannot get. Asks without touching the network first. */
async function absentObjects(
  repository: Repository,
  commit: string,
  files: readonly TreeFile[],
): Promise<ReadonlySet<string>> {
  const options = ["--objects", "--no-object-names", "--missing=print"];
  const output = await repository.git.run(["rev-list", ...options, `${commit}^{tree}`]);
  const missing = new Set(linesOf(output).flatMap((line) => (line.startsWith("?") ? [line.slice(1)] : [])));
  const wanted = new Set(files.map(({ id }) => id).filter((id) => missing.has(id)));
  return new Set(wanted.size === 0 ? [] : await repository.supply([...wanted]));
}

async function* readFiles(
  git: Git,
  files: readonly TreeFile[],
  absent: ReadonlySet<string>,
  release: SourceRelease,
  shown: string,
  context: SourceContext,
): AsyncGenerator<Page> {
  const present = files.filter(({ id }) => !absent.has(id));
  let unread = 0;
  const skip = (file: TreeFile, reason: string): void => {
    unread += 1;
    context.emit({ type: "page-skipped", path: file.path, reason });
  };
  for (const file of files) if (absent.has(file.id)) skip(file, "not in this partial clone");

  let answered = 0;
  const ids = present.map(({ id }) => id);
  for await (const blob of git.blobs(ids, DEFAULT_LIMITS.maxFileBytes)) {
    const file = present[answered];
    if (file === undefined) break;
    answered += 1;
    if ("bytes" in blob) yield { path: file.path, mediaType: file.mediaType, bytes: blob.bytes };
    else if (blob.problem === "missing") skip(file, "not in the repository");
    else
      context.emit({ type: "page-skipped", path: file.path, reason: `${blob.size} bytes, above the limit` });
  }
  for (const file of present.slice(answered)) skip(file, "git ended before it was read");

  if (isTooMuchUnread(unread, files.length)) {
    throw new KbError(
      "SOURCE_UNREACHABLE",
      `Of ${files.length} files of ${release.reference} in ${shown}, ${unread} could not be read.`,
      {
        facts: {
          corpus: context.corpusId,
          repository: shown,
          tag: release.reference,
          files: files.length,
          unread,
        },
        hint: "The clone is partial or damaged: complete it with git fetch --refetch, or give the address instead of the path.",
      },
    );
  }
}

function unreachable(shown: string, cause: GitFailure, context: SourceContext): KbError {
  return new KbError(
    "SOURCE_UNREACHABLE",
    `The repository ${shown} cannot be read: ${describeError(cause)}.`,
    {
      facts: { corpus: context.corpusId, repository: shown, baseDir: context.baseDir },
      hint: "Check the address and that you may read it without a password prompt; a path starts at the folder of the corpus definition.",
      cause,
    },
  );
}

function noTag(shown: string, template: string, context: SourceContext): KbError {
  return new KbError("SOURCE_UNREACHABLE", `The repository ${shown} has no tag like "${template}".`, {
    facts: { corpus: context.corpusId, repository: shown, tag: template },
    hint: 'Compare "tag" of the definition with the output of git ls-remote --tags.',
  });
}
