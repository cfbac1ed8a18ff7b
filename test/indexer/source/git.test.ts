import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { createGitSource, type GitSpec } from "../../../indexer/source/git.js";
import { inTemporaryFolder, writeFiles } from "./archive-fixtures.js";
import { pagesOf, recordingContext, releaseOf } from "./source-fixtures.js";

/** The user's own configuration must not decide what the tests see. */
const ENV: Readonly<Record<string, string | undefined>> = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  no_proxy: "*",
};

function git(folder: string, args: readonly string[], date?: string): string {
  const who = {
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@b.c",
  };
  const when = date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return execFileSync("git", ["-C", folder, ...args], {
    env: { ...ENV, ...who, ...when },
    stdio: "pipe",
  }).toString();
}

/** Two releases: 1.0 with a lightweight tag, 2.0 with an annotated one set a day after its commit. */
async function makeRepository(base: string): Promise<string> {
  const folder = join(base, "repo");
  await mkdir(folder);
  git(folder, ["init", "--quiet"]);
  git(folder, ["config", "uploadpack.allowFilter", "true"]);
  await writeFiles(folder, {
    "README.md": "read me 1",
    "docs/guide.md": "guide",
    "docs/empty.md": "",
    "docs/big.md": "line\n".repeat(100_000),
    "src/code.py": "print()",
  });
  git(folder, ["add", "-A"]);
  git(folder, ["commit", "--quiet", "-m", "one"], "2023-03-01T23:30:00-0500");
  git(folder, ["tag", "v1.0"]);
  await writeFiles(folder, { "README.md": "read me 2", "docs/über uns.md": "names are UTF-8" });
  await symlink("../README.md", join(folder, "docs/index.md"));
  git(folder, ["add", "-A"]);
  git(folder, ["commit", "--quiet", "-m", "two"], "2024-06-30T12:00:00Z");
  git(folder, ["tag", "-a", "-m", "two", "v2.0"], "2024-07-01T12:00:00Z");
  git(folder, ["tag", "nightly"]);
  return folder;
}

const sourceOf = (base: string, spec: GitSpec, env = ENV) => {
  const context = recordingContext(base, { env });
  return { source: createGitSource(spec, context), context };
};

const PAGES_OF_2 = {
  "README.md": "read me 2",
  "docs/big.md": "line\n".repeat(100_000),
  "docs/empty.md": "",
  "docs/guide.md": "guide",
  "docs/über uns.md": "names are UTF-8",
};

describe("a repository on this machine", () => {
  test(
    "its tags are releases, dated by the tag or else the commit",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      const { source } = sourceOf(base, { repository: "repo" });
      const commits = ["v1.0", "v2.0"].map((tag) => git(folder, ["rev-parse", `${tag}^{commit}`]).trim());
      assert.deepEqual(await source.releases(), [
        {
          version: "1.0",
          date: "2023-03-02",
          dateOrigin: "tag",
          prerelease: false,
          reference: "v1.0",
          digest: commits[0],
          urlValues: { tag: "v1.0", commit: commits[0] },
          yanked: false,
        },
        {
          version: "2.0",
          date: "2024-07-01",
          dateOrigin: "tag",
          prerelease: false,
          reference: "v2.0",
          digest: commits[1],
          urlValues: { tag: "v2.0", commit: commits[1] },
          yanked: false,
        },
      ]);
    }),
  );

  test(
    "pages are the files of the tag, whatever is checked out; a link is reported",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      await writeFile(join(folder, "docs/guide.md"), "edited, not committed");
      const { source, context } = sourceOf(base, { repository: folder });
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "2.0")), PAGES_OF_2);
      assert.deepEqual(context.events, [
        { type: "page-skipped", path: "docs/index.md", reason: "symbolic link" },
      ]);
      assert.equal((await pagesOf(source, await releaseOf(source, "1.0")))["README.md"], "read me 1");
    }),
  );

  test(
    "patterns of tag and path choose",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      git(folder, ["tag", "release-3.0", "v2.0"]);
      const { source } = sourceOf(base, {
        repository: "repo",
        tag: "release-{version}",
        include: ["src/**"],
      });
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "3.0")), { "src/code.py": "print()" });
    }),
  );

  test(
    "variables of a calling git do not lead elsewhere",
    inTemporaryFolder(async (base) => {
      await makeRepository(base);
      const { source } = sourceOf(
        base,
        { repository: "repo" },
        { ...ENV, GIT_DIR: "/nowhere", GIT_WORK_TREE: "/" },
      );
      assert.equal((await source.releases()).length, 2);
    }),
  );

  test(
    "a reader that stops early and an aborted run leave no program behind",
    inTemporaryFolder(async (base) => {
      await makeRepository(base);
      const controller = new AbortController();
      const context = recordingContext(base, { env: ENV, signal: controller.signal });
      const source = createGitSource({ repository: "repo" }, context);
      const release = await releaseOf(source, "2.0");
      for await (const page of source.pages(release)) {
        assert.equal(page.path, "README.md");
        break;
      }
      await assert.rejects(async () => {
        for await (const _ of source.pages(release)) controller.abort(new Error("stopped by the user"));
      }, /stopped by the user/);
    }),
  );
});

describe("a repository elsewhere", () => {
  test(
    "is cloned in part: no history, no file that is not asked for, and the same pages",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      const { source, context } = sourceOf(base, { repository: pathToFileURL(folder).href });
      const release = await releaseOf(source, "2.0");
      assert.equal(release.date, "2024-07-01");
      const cache = join(base, ".cache/git", (await readdir(join(base, ".cache/git")))[0] ?? "");
      const objects = (): string => git(cache, ["cat-file", "--batch-all-objects", "--batch-check"]);
      const kinds = (): string[] => [...objects().matchAll(/ (\w+) /g)].map((match) => match[1] ?? "").sort();
      assert.deepEqual(kinds(), ["commit", "commit", "tag"]);
      assert.deepEqual(await pagesOf(source, release), PAGES_OF_2);
      assert.deepEqual(
        kinds().filter((kind) => kind === "blob"),
        Array(5).fill("blob"),
      );
      assert.ok(!objects().includes(git(folder, ["rev-parse", "v2.0:src/code.py"]).trim()));
      assert.deepEqual(
        context.events.map((event) =>
          "path" in event ? event.path : "message" in event && event.message.replace(/ from .*/, ""),
        ),
        ["fetching the dates of 2 tags", "docs/index.md", "fetching 5 files"],
      );
    }),
  );

  test(
    "what was fetched is not fetched again; a new tag and a moved tag are",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      const spec = { repository: pathToFileURL(folder).href };
      const first = sourceOf(base, spec);
      await pagesOf(first.source, await releaseOf(first.source, "2.0"));

      const second = sourceOf(base, spec);
      assert.deepEqual(await pagesOf(second.source, await releaseOf(second.source, "2.0")), PAGES_OF_2);
      assert.deepEqual(
        second.context.events.filter(({ type }) => type === "notice"),
        [],
      );

      await writeFiles(folder, { "docs/guide.md": "guide 3" });
      git(folder, ["commit", "--quiet", "-am", "three"], "2025-01-01T00:00:00Z");
      git(folder, ["tag", "v3.0"]);
      git(folder, ["tag", "-f", "v1.0"]);
      const third = sourceOf(base, spec);
      for (const version of ["1.0", "3.0"]) {
        assert.equal(
          (await pagesOf(third.source, await releaseOf(third.source, version)))["docs/guide.md"],
          "guide 3",
        );
      }
    }),
  );

  test(
    "a cache that was deleted or damaged is made anew",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      const { source } = sourceOf(base, { repository: pathToFileURL(folder).href });
      const release = await releaseOf(source, "2.0");
      await rm(join(base, ".cache"), { recursive: true });
      assert.deepEqual(await pagesOf(source, release), PAGES_OF_2);

      const cache = join(base, ".cache/git", (await readdir(join(base, ".cache/git")))[0] ?? "");
      await writeFile(join(cache, "config"), "[core\nbroken");
      assert.deepEqual(await pagesOf(source, release), PAGES_OF_2);
      await writeFile(join(cache, "shallow.lock"), "left by a killed run");
      await writeFiles(folder, { "README.md": "read me 3" });
      git(folder, ["commit", "--quiet", "-am", "three"]);
      git(folder, ["tag", "v3.0"]);
      assert.equal((await pagesOf(source, await releaseOf(source, "3.0")))["README.md"], "read me 3");
    }),
  );
});

describe("a partial clone on this machine", () => {
  test(
    "is read offline: absent files are reported, and too many of them are an error",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      git(base, [
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        pathToFileURL(folder).href,
        "partial",
      ]);
      const one = sourceOf(base, { repository: "partial", include: ["README.md"] });
      assert.deepEqual(await pagesOf(one.source, await releaseOf(one.source, "2.0")), {});
      assert.deepEqual(one.context.events, [
        { type: "page-skipped", path: "README.md", reason: "not in this partial clone" },
      ]);
      const all = sourceOf(base, { repository: "partial" });
      await assert.rejects(pagesOf(all.source, await releaseOf(all.source, "2.0")), {
        code: "SOURCE_UNREACHABLE",
        message: "Of 5 files of v2.0 in partial, 5 could not be read.",
      });
    }),
  );
});

describe("faults", () => {
  test(
    "values that git could take for options or programs are refused",
    inTemporaryFolder(async (base) => {
      for (const repository of [
        "--upload-pack=touch x",
        "ext::sh -c 'touch x'",
        "ssh://-oProxyCommand=x/y",
        "fd::17",
      ]) {
        const { source } = sourceOf(base, { repository });
        await assert.rejects(source.releases(), { code: "CORPUS_INVALID" }, repository);
      }
      assert.deepEqual(await readdir(base), []);
    }),
  );

  test(
    "no repository, no matching tag, no git: each is said",
    inTemporaryFolder(async (base) => {
      const folder = await makeRepository(base);
      const unreachable = async (spec: GitSpec, message: RegExp, env = ENV): Promise<void> => {
        const { source } = sourceOf(base, spec, env);
        await assert.rejects(source.releases(), { code: "SOURCE_UNREACHABLE", message });
      };
      await unreachable({ repository: "absent" }, /absent cannot be read: not a git repository/);
      await unreachable({ repository: "repo/docs" }, /not a git repository/);
      await unreachable(
        { repository: pathToFileURL(join(base, "absent")).href },
        /does not appear to be a git/,
      );
      await unreachable(
        { repository: "repo", tag: "release-{version}" },
        /no tag like "release-\{version\}"/,
      );
      await unreachable({ repository: "repo" }, /git was not found/, { ...ENV, PATH: base });
      await rename(folder, join(base, "moved"));
      await unreachable({ repository: "repo" }, /not a git repository/);
    }),
  );

  test(
    "credentials in an address are neither shown nor stored",
    inTemporaryFolder(async (base) => {
      const { source, context } = sourceOf(base, { repository: "http://user:hunter2@127.0.0.1:1/x.git" });
      const error = await source.releases().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof Error);
      assert.match(error.message, /http:\/\/127\.0\.0\.1:1\/x\.git cannot be read/);
      assert.doesNotMatch(`${error.message} ${JSON.stringify(context.events)}`, /hunter2/);
      const cache = join(base, ".cache/git", (await readdir(join(base, ".cache/git")))[0] ?? "");
      assert.doesNotMatch(git(cache, ["config", "--list"]), /hunter2/);
    }),
  );
});
