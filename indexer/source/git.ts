import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describeError, KbError } from "../../corpora/errors.js";
import { unsafeName } from "./archive.js";
import { DEFAULT_LIMITS } from "./archive-format.js";
import { type Git, GitFailure, openGit, withoutCredentials } from "./git-program.js";
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
const FETCH_OPTIONS: readonly string[] = [
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-recurse-submodules",
];
const OBJECT_ID = /^[0-9a-f]{40,64}$/;

interface Tag {
  readonly name: string;
  /** What the tag refers to, past a tag object. */
  readonly commit: string;
  /** The tag object, or the commit again for a lightweight tag. */
  readonly object: string;
  /** `YYYY-MM-DD` in UTC: of tagging for an annotated tag, of the commit for a lightweight one. */
  readonly date: string | undefined;
}

/** A repository, wherever it is. */
interface Repository {
  readonly git: Git;
  tags(chosen: (name: string) => boolean): Promise<readonly Tag[]>;
  /** Makes sure that `commit`, tagged `tag`, can be listed. */
  prepare(tag: string, commit: string): Promise<void>;
  /** Tries to get objects that are not there; returns those that cannot be had. */
  supply(ids: readonly string[]): Promise<readonly string[]>;
}

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

async function openRepository(
  repository: string,
  shown: string,
  context: SourceContext,
): Promise<Repository> {
  if (repository.startsWith("-") || /^(?!(https?|file):\/\/)[a-z][a-z0-9+.-]+:/i.test(repository)) {
    throw new KbError("CORPUS_INVALID", `"${shown}" is not a repository that can be read.`, {
      facts: { corpus: context.corpusId, repository: shown },
      hint: "Give an https:// address, or the path of a repository on this machine.",
    });
  }
  return /^[a-z]+:\/\//i.test(repository)
    ? await openRemote(repository, shown, context)
    : openLocal(resolve(context.baseDir, repository), context);
}

/** Read in place and offline: nothing is written, nothing fetched, also if it is itself a partial clone. */
function openLocal(path: string, context: SourceContext): Repository {
  const inner = join(path, ".git");
  const gitDir = existsSync(inner) ? inner : path;
  const git = openGit({ gitDir, env: context.env, signal: context.signal, protocols: [] });
  return {
    git,
    tags: async (chosen) => (await readTags(git)).filter(({ name }) => chosen(name)),
    prepare: async () => undefined,
    supply: async (ids) => ids,
  };
}

/**
 * A bare repository in the cache that holds no more than is needed: tags and their commits for
 * `releases`, the folders and the chosen files of a release for `pages`. History is never fetched.
 */
async function openRemote(url: string, shown: string, context: SourceContext): Promise<Repository> {
  const gitDir = join(
    context.cacheDir,
    "git",
    `${createHash("sha256").update(url).digest("hex").slice(0, 24)}.git`,
  );
  const git = openGit({
    gitDir,
    env: context.env,
    signal: context.signal,
    protocols: ["https", "http", "file"],
    // Without negotiation: a server that is told which commit is here would leave out that commit's files.
    settings: { "remote.origin.url": url, "fetch.negotiationAlgorithm": "noop" },
  });
  const create = async (): Promise<void> => {
    await mkdir(gitDir, { recursive: true });
    await git.run(["init", "--bare", "--quiet"]);
  };
  const fetch = (options: readonly string[], lines: readonly string[]): Promise<Buffer> =>
    git.run(["fetch", ...FETCH_OPTIONS, ...options, "--stdin", "origin"], lines);
  const fetchTags = async (names: readonly string[]): Promise<void> => {
    const lines = names.map((name) => `+refs/tags/${name}:refs/tags/${name}`);
    const fetchThem = (): Promise<unknown> => fetch(["--filter=tree:0", "--depth=1"], lines);
    await orAnew(fetchThem);
  };
  /** A run that was killed may have left locks or half a repository: begin anew, once. */
  const orAnew = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      await rm(gitDir, { recursive: true, force: true });
      await create();
      await work();
    }
  };
  await orAnew(() => create().then(() => readTags(git)));

  return {
    git,
    async tags(chosen) {
      const there = parseRemoteTags(await git.run(["ls-remote", "--tags", "origin"]), chosen);
      const have = new Map((await readTags(git)).map((tag) => [tag.name, tag.object]));
      const stale = [...there].filter(([name, object]) => have.get(name) !== object).map(([name]) => name);
      if (stale.length > 0) {
        context.emit({ type: "notice", message: `fetching the dates of ${stale.length} tags from ${shown}` });
        await fetchTags(stale);
      }
      return (await readTags(git)).filter(({ name }) => there.has(name));
    },
    async prepare(tag, commit) {
      const isThere = async (): Promise<boolean> =>
        (await readTags(git)).some((known) => known.name === tag && known.commit === commit);
      if (await isThere()) return;
      await fetchTags([tag]);
      if (!(await isThere())) throw new GitFailure(`the tag ${tag} no longer refers to ${commit}`);
    },
    async supply(ids) {
      context.emit({ type: "notice", message: `fetching ${ids.length} files from ${shown}` });
      await fetch(["--filter=blob:none"], ids);
      return [];
    },
  };
}

async function readTags(git: Git): Promise<readonly Tag[]> {
  const fields = ["refname:strip=2", "objectname", "*objectname", "creatordate:unix"];
  const format = fields.map((field) => `%(${field})`).join("%00");
  const output = await git.run(["for-each-ref", `--format=${format}`, "refs/tags"]);
  return linesOf(output).map((line) => {
    const [name = "", object = "", peeled = "", seconds = ""] = line.split("\0");
    return {
      name,
      object,
      commit: peeled || object,
      date: seconds === "" ? undefined : dayOf(Number(seconds)),
    };
  });
}

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Tag names and the objects they point to, without the peeled lines (`^{}`). */
function parseRemoteTags(output: Buffer, chosen: (name: string) => boolean): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const line of linesOf(output)) {
    const [object = "", ref = ""] = line.split("\t");
    const name = ref.replace(/^refs\/tags\//, "");
    if (!name.endsWith("^{}") && chosen(name)) tags.set(name, object);
  }
  return tags;
}

const linesOf = (output: Buffer): readonly string[] => output.toString("utf8").split("\n").filter(Boolean);

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
