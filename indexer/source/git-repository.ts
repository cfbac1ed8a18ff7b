import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { KbError } from "../../corpora/errors.js";
import { type Git, GitFailure, openGit } from "./git-program.js";
import type { SourceContext } from "./source.js";

const FETCH_OPTIONS: readonly string[] = [
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-recurse-submodules",
];

export interface Tag {
  readonly name: string;
  /** What the tag refers to, past a tag object. */
  readonly commit: string;
  /** The tag object, or the commit again for a lightweight tag. */
  readonly object: string;
  /** `YYYY-MM-DD` in UTC: of tagging for an annotated tag, of the commit for a lightweight one. */
  readonly date: string | undefined;
}

/** A repository, wherever it is. */
export interface Repository {
  readonly git: Git;
  tags(chosen: (name: string) => boolean): Promise<readonly Tag[]>;
  /** Makes sure that `commit`, tagged `tag`, can be listed. */
  prepare(tag: string, commit: string): Promise<void>;
  /** Tries to get objects that are not there; returns those that cannot be had. */
  supply(ids: readonly string[]): Promise<readonly string[]>;
}

/** @throws KbError CORPUS_INVALID for an address of another kind; GitFailure when git cannot work in the cache */
export async function openRepository(
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

export const linesOf = (output: Buffer): readonly string[] =>
  output.toString("utf8").split("\n").filter(Boolean);
