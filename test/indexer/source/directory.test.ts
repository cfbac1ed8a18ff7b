import assert from "node:assert/strict";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { createDirectorySource } from "../../../indexer/source/directory.js";
import { inTemporaryFolder, packTarGz, packZip, writeFiles } from "./archive-fixtures.js";
import { pagesOf, recordingContext, releaseOf } from "./source-fixtures.js";

const versionsOf = (releases: readonly { readonly version: string }[]): string[] =>
  releases.map(({ version }) => version).sort();

describe("folders", () => {
  test(
    "lists what matches on disk and yields documentation files by path",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, {
        "docs/1.9/guide.md": "old",
        "docs/v1.10/guide.md": "new",
        "docs/v1.10/api/net.rst": "api",
        "docs/v1.10/logo.png": "no text",
        "docs/v1.10/LICENSE": "licence",
        "docs/v1.10/node_modules/x/README.md": "not ours",
        "docs/latest/guide.md": "no version",
        "docs/1.11": "a file, no folder",
      });
      const context = recordingContext(base);
      const source = createDirectorySource({ path: "docs/{version}" }, context);
      const releases = await source.releases();
      assert.deepEqual(versionsOf(releases), ["1.10", "1.9"]);
      const release = releases.find(({ version }) => version === "1.10");
      assert.deepEqual(
        { ...release, digest: "" },
        {
          version: "1.10",
          date: undefined,
          dateOrigin: "none",
          prerelease: false,
          reference: "docs/v1.10",
          digest: "",
          urlValues: {},
          yanked: false,
        },
      );
      assert.deepEqual(await pagesOf(source, release), { "api/net.rst": "api", "guide.md": "new" });
      assert.match(
        JSON.stringify(context.events),
        /1\.11 is left out: .* is neither a folder nor an archive/,
      );
    }),
  );

  test(
    "the digest changes with a page and with nothing else",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "1.0/a.md": "one", "1.0/logo.png": "x" });
      const source = createDirectorySource({ path: "{version}" }, recordingContext(base));
      const digest = async (): Promise<string> => (await releaseOf(source, "1.0")).digest;
      const before = await digest();
      await writeFiles(base, { "1.0/logo.png": "another" });
      assert.equal(await digest(), before);
      await writeFiles(base, { "1.0/a.md": "two" });
      assert.notEqual(await digest(), before, "same size, written again");
    }),
  );

  test(
    "follows links inside the folder, reports those that leave it, survives circles",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "secret.md": "secret", "1.0/docs/a.md": "a", "1.0/CHANGELOG.md": "changes" });
      const links: readonly (readonly [target: string, link: string])[] = [
        ["../CHANGELOG.md", "1.0/docs/changes.md"],
        ["../../secret.md", "1.0/docs/secret.md"],
        ["..", "1.0/docs/circle"],
        ["nowhere.md", "1.0/docs/dangling.md"],
        ["docs", "1.0/alias"],
      ];
      for (const [target, link] of links) await symlink(target, join(base, link));
      const context = recordingContext(base);
      const source = createDirectorySource({ path: "{version}" }, context);
      const pages = await pagesOf(source, await releaseOf(source, "1.0"));
      assert.deepEqual(pages, {
        "CHANGELOG.md": "changes",
        "alias/a.md": "a",
        "alias/changes.md": "changes",
        "docs/a.md": "a",
        "docs/changes.md": "changes",
      });
      const skipped = context.events.flatMap((event) => (event.type === "page-skipped" ? [event.path] : []));
      assert.deepEqual(skipped, [
        "alias/dangling.md",
        "alias/secret.md",
        "docs/dangling.md",
        "docs/secret.md",
      ]);
    }),
  );

  test(
    "an empty folder is a release without pages",
    inTemporaryFolder(async (base) => {
      await mkdir(join(base, "1.0"));
      const source = createDirectorySource({ path: "{version}" }, recordingContext(base));
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "1.0")), {});
    }),
  );

  test(
    "a file that cannot be read is reported, the others are pages",
    { skip: process.getuid?.() === 0 ? "the superuser may read everything" : false },
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "1.0/a.md": "a", "1.0/b.md": "b" });
      await chmod(join(base, "1.0/a.md"), 0);
      const context = recordingContext(base);
      const source = createDirectorySource({ path: "{version}" }, context);
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "1.0")), { "b.md": "b" });
      assert.match(JSON.stringify(context.events), /EACCES/);
    }),
  );
});

describe("archives", () => {
  test(
    "yields the same pages from a .tar.gz, a .zip and the folder they were made of",
    inTemporaryFolder(async (base) => {
      const members = [
        { name: "mylib/1.2/README.md", text: "# mylib" },
        { name: "mylib/1.2/docs/guide.md", text: "guide" },
        { name: "mylib/1.2/docs/logo.png", text: "png" },
        { name: "mylib/1.2/../../evil.md", text: "slip" },
      ];
      await writeFiles(base, {
        "mylib-1.2.tar.gz": packTarGz(members),
        "mylib-1.2.zip": await packZip(members),
        "mylib-1.2/README.md": "# mylib",
        "mylib-1.2/docs/guide.md": "guide",
        "mylib-extras-1.2.tar.gz": packTarGz([]),
      });
      const expected = { "README.md": "# mylib", "docs/guide.md": "guide" };
      for (const ending of [".tar.gz", ".zip", ""]) {
        const context = recordingContext(base);
        const source = createDirectorySource({ path: `mylib-{version}${ending}` }, context);
        const release = await releaseOf(source, "1.2");
        assert.deepEqual(await pagesOf(source, release), expected, ending);
        assert.equal(release.reference, `mylib-1.2${ending}`);
        const skipped = ending === "" ? [] : ["mylib/1.2/../../evil.md"];
        assert.deepEqual(
          context.events.flatMap((event) => (event.type === "page-skipped" ? [event.path] : [])),
          skipped,
        );
      }
    }),
  );

  test(
    "include and exclude see the path without the archive's wrapping",
    inTemporaryFolder(async (base) => {
      const members = ["docs/a.md", "docs/draft/b.md", "README.md"].map((path) => ({
        name: `x-1.0/${path}`,
        text: path,
      }));
      await writeFiles(base, { "x-1.0.tar.gz": packTarGz(members) });
      const source = createDirectorySource(
        { path: "x-{version}.tar.gz", include: ["docs/**"], exclude: ["**/draft/**"] },
        recordingContext(base),
      );
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "1.0")), { "docs/a.md": "docs/a.md" });
    }),
  );

  test(
    "the digest is that of the archive's bytes",
    inTemporaryFolder(async (base) => {
      const bytes = packTarGz([{ name: "a.md", text: "a" }]);
      await writeFiles(base, { "one/1.0.tar.gz": bytes, "two/1.0.tar.gz": bytes });
      const digests = await Promise.all(
        ["one", "two"].map(async (folder) => {
          const source = createDirectorySource(
            { path: `${folder}/{version}.tar.gz` },
            recordingContext(base),
          );
          return (await releaseOf(source, "1.0")).digest;
        }),
      );
      assert.match(digests[0] ?? "", /^sha256:[0-9a-f]{64}$/);
      assert.equal(digests[0], digests[1]);
    }),
  );

  test(
    "a damaged archive is an error of the release, not of the listing",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "1.0.tar.gz": packTarGz([{ name: "a.md", text: "a" }]).subarray(0, 40) });
      const source = createDirectorySource({ path: "{version}.tar.gz" }, recordingContext(base));
      const release = await releaseOf(source, "1.0");
      await assert.rejects(pagesOf(source, release), {
        code: "ARCHIVE_UNREADABLE",
        message: /1\.0\.tar\.gz/,
      });
    }),
  );
});

describe("listed releases", () => {
  test(
    "carry their dates; a version need not look like one; one that is absent is left out",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "docs/site-2022/a.md": "a", "docs/2.0/a.md": "b" });
      const context = recordingContext(base);
      const releases = [{ version: "site-2022", date: "2022-09-07" }, { version: "2.0" }, { version: "3.0" }];
      const source = createDirectorySource({ path: "docs/{version}", releases }, context);
      const listed = await source.releases();
      assert.deepEqual(
        listed.map(({ version, date, dateOrigin }) => [version, date, dateOrigin]),
        [
          ["site-2022", "2022-09-07", "definition"],
          ["2.0", undefined, "none"],
        ],
      );
      assert.deepEqual(await pagesOf(source, listed[0]), { "a.md": "a" });
      assert.match(JSON.stringify(context.events), /3\.0 is left out: .*docs\/3\.0 does not exist/);
    }),
  );

  test(
    "one listed release needs no {version} in the path",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "site/a.md": "a" });
      const spec = { path: "site", releases: [{ version: "1.0" }] };
      const source = createDirectorySource(spec, recordingContext(base));
      assert.deepEqual(await pagesOf(source, await releaseOf(source, "1.0")), { "a.md": "a" });
    }),
  );
});

describe("faults", () => {
  test(
    "nothing found names the absolute path and the pattern",
    inTemporaryFolder(async (base) => {
      const source = createDirectorySource({ path: "docs/{version}" }, recordingContext(base));
      await assert.rejects(source.releases(), {
        code: "SOURCE_UNREACHABLE",
        message: `Nothing was found at ${base}/docs/{version} (from the pattern "docs/{version}").`,
      });
    }),
  );

  test(
    "a release that has gone since it was listed is unreachable",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "1.0/a.md": "a" });
      const source = createDirectorySource({ path: "{version}" }, recordingContext(base));
      const release = await releaseOf(source, "1.0");
      await rm(join(base, "1.0"), { recursive: true });
      await assert.rejects(pagesOf(source, release), { code: "SOURCE_UNREACHABLE" });
    }),
  );

  test(
    "a path without {version} and a version with a slash are faults of the definition",
    inTemporaryFolder(async (base) => {
      await writeFile(join(base, "x.tar.gz"), "");
      const specs = [{ path: "x.tar.gz" }, { path: "docs/{version}", releases: [{ version: "../../etc" }] }];
      for (const spec of specs) {
        const source = createDirectorySource(spec, recordingContext(base));
        await assert.rejects(source.releases(), { code: "CORPUS_INVALID" });
      }
    }),
  );

  test(
    "a version that is named twice in the path must be the same",
    inTemporaryFolder(async (base) => {
      await writeFiles(base, { "1.0/mylib-1.0/a.md": "a", "1.1/mylib-1.0/a.md": "b" });
      const source = createDirectorySource({ path: "{version}/mylib-{version}" }, recordingContext(base));
      assert.deepEqual(versionsOf(await source.releases()), ["1.0"]);
    }),
  );
});
