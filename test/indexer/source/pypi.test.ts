import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { create } from "tar";
import { KbError } from "../../../corpora/errors.js";
import { createPypiSource } from "../../../indexer/source/pypi.js";
import type { Source, SourceRelease } from "../../../indexer/source/source.js";
import {
  buildZip,
  closedOrigin,
  collect,
  type FixtureContext,
  makeContext,
  sendFile,
  serve,
  TINY_METADATA,
  textOf,
  unreadOf,
} from "./registry-fixtures.js";

const TINY = {
  "tiny/__init__.py": '"""A tiny package."""\n',
  "tiny/core.pyi": "def run(steps: int = 3) -> None: ...\n",
  "tiny/docs/guide.rst": "Guide\n=====\n",
  "tiny/notes.txt": "not documentation",
  "tiny/data.bin": "0000",
  "tiny/tests/test_core.py": "assert True\n",
  "tiny/_vendor/other.py": "x = 1\n",
  "tiny-1.0.dist-info/METADATA": TINY_METADATA,
  "tiny-1.0.dist-info/RECORD": "",
};
const TINY_PAGES = ["README.md", "tiny/__init__.py", "tiny/core.pyi", "tiny/docs/guide.rst"];
const WHEEL = "tiny-1.0-py3-none-any.whl";

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function only(releases: readonly SourceRelease[]): SourceRelease {
  const [release, ...more] = releases;
  assert.ok(release !== undefined && more.length === 0, `one release, not ${releases.length}`);
  return release;
}

async function unreachable(work: Promise<unknown>, pattern: RegExp): Promise<KbError> {
  let thrown: unknown;
  await work.catch((error: unknown) => {
    thrown = error;
  });
  assert.ok(thrown instanceof KbError, `a KbError, not ${thrown}`);
  assert.equal(thrown.code, "SOURCE_UNREACHABLE");
  assert.match(thrown.message, pattern);
  assert.ok(thrown.hint);
  return thrown;
}

/** An index with one wheel, and what was asked of it. */
async function indexOf(
  t: TestContext,
  wheel: Uint8Array,
  options: { html?: boolean; ranges?: boolean; failures?: number; name?: string } = {},
): Promise<{ origin: string; requests: string[]; authorizations: (string | undefined)[] }> {
  const { html = false, ranges = true, name = WHEEL } = options;
  let failures = options.failures ?? 0;
  const requests: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const origin = await serve(t, (request, response) => {
    requests.push(`${request.url} ${request.headers.range ?? "whole"}`);
    authorizations.push(request.headers.authorization);
    if (failures > 0) {
      failures -= 1;
      response.writeHead(503, { "retry-after": "0" }).end();
    } else if (request.url === `/files/${name}`) {
      if (!ranges) delete request.headers.range;
      sendFile(request, response, wheel);
    } else if (request.url !== "/simple/tiny/") {
      response.writeHead(404).end();
    } else if (html) {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<a href="../../files/${name}#sha256=${sha256(wheel)}">${name}</a>`);
    } else {
      response.writeHead(200, { "content-type": "application/vnd.pypi.simple.v1+json" });
      const file = {
        filename: name,
        url: `/files/${name}`,
        hashes: { sha256: sha256(wheel) },
        size: wheel.length,
      };
      const files = [{ ...file, "upload-time": "2024-03-06T01:02:03.4Z", yanked: false }];
      response.end(
        JSON.stringify({ meta: { "api-version": "1.1" }, name: "tiny", versions: ["1.0"], files }),
      );
    }
  });
  return { origin, requests, authorizations };
}

async function tinySource(
  t: TestContext,
  origin: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ source: Source; context: FixtureContext }> {
  const context = await makeContext(t, { PIP_INDEX_URL: `${origin}/simple`, ...env });
  return { source: createPypiSource({ package: "Tiny" }, context), context };
}

/** A folder of find-links with these files, and nothing else to ask. */
async function folderSource(
  t: TestContext,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<{ source: Source; context: FixtureContext; folder: string }> {
  const bare = await makeContext(t);
  const folder = path.join(bare.baseDir, "wheels");
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
  const context = { ...bare, env: { ...bare.env, PIP_NO_INDEX: "1", PIP_FIND_LINKS: folder } };
  return { source: createPypiSource({ package: "tiny" }, context), context, folder };
}

describe("an index on the network", () => {
  test("JSON tells the release with its date and checksum", async (t) => {
    const wheel = await buildZip(TINY);
    const { origin } = await indexOf(t, wheel);
    const { source, context } = await tinySource(t, origin);
    assert.deepEqual(only(await source.releases()), {
      version: "1.0",
      date: "2024-03-06",
      dateOrigin: "registry",
      prerelease: false,
      reference: WHEEL,
      digest: `sha256:${sha256(wheel)}`,
      urlValues: { package: "tiny", file: WHEEL },
      yanked: false,
    });
    assert.deepEqual(context.events, []);
  });

  test("HTML tells the same but the date, which the wheel's folder tells", async (t) => {
    const wheel = await buildZip(TINY);
    const { origin } = await indexOf(t, wheel, { html: true });
    const { source } = await tinySource(t, origin);
    const release = only(await source.releases());
    assert.equal(release.digest, `sha256:${sha256(wheel)}`);
    assert.deepEqual([release.date, release.dateOrigin], [undefined, "none"]);
    assert.deepEqual(await source.dateOf?.(release), { date: "2024-03-05", origin: "archive" });
  });

  test("pages are sources, stubs, packaged documentation and the description; not tests, data, vendored code", async (t) => {
    const { origin } = await indexOf(t, await buildZip(TINY));
    const { source } = await tinySource(t, origin);
    const pages = await collect(source.pages(only(await source.releases())));
    assert.deepEqual([...pages.keys()].sort(), TINY_PAGES);
    assert.equal(textOf(pages.get("README.md")), "# Tiny\n\nA package for tests.\n");
    assert.equal(pages.get("tiny/core.pyi")?.mediaType, "text/x-python");
    assert.equal(textOf(pages.get("tiny/__init__.py")), TINY["tiny/__init__.py"]);
  });

  test("of a wheel of 4 MB, 100 small members cost few requests and few bytes", async (t) => {
    const members: Record<string, string> = {};
    for (let index = 0; index < 100; index += 1) members[`tiny/m${index}.py`] = `VALUE = ${index}\n`;
    members["tiny/weights.bin"] = randomBytes(3_000_000).toString("hex");
    members["tiny-1.0.dist-info/METADATA"] = TINY_METADATA;
    const { origin, requests } = await indexOf(t, await buildZip(members));
    const { source } = await tinySource(t, origin);
    const pages = await collect(source.pages(only(await source.releases())));
    assert.equal(pages.size, 101);
    const ranges = requests.filter((request) => request.includes("bytes="));
    assert.ok(ranges.length <= 4, `at most 4 requests, not ${ranges.join(", ")}`);
  });

  test("a server that ignores ranges gives the file whole, which is kept and not asked for again", async (t) => {
    const { origin, requests } = await indexOf(t, await buildZip(TINY), { ranges: false });
    const { source } = await tinySource(t, origin);
    const release = only(await source.releases());
    assert.deepEqual([...(await collect(source.pages(release))).keys()].sort(), TINY_PAGES);
    assert.deepEqual([...(await collect(source.pages(release))).keys()].sort(), TINY_PAGES);
    assert.equal(requests.filter((request) => request.startsWith("/files/")).length, 1);
  });

  test("a large file of a server that ignores ranges is refused before it is read", async (t) => {
    const origin = await serve(t, (request, response) => {
      if (request.url === "/simple/tiny/") response.end(`<a href="/files/${WHEEL}">${WHEEL}</a>`);
      else response.writeHead(200, { "content-length": 500_000_000 }).flushHeaders();
    });
    const { source } = await tinySource(t, origin);
    const release = only(await source.releases());
    await unreachable(collect(source.pages(release)), /500 MB and the server does not give parts/);
  });

  test("a download that is not what the index describes is refused", async (t) => {
    const wheel = await buildZip(TINY);
    const { origin } = await indexOf(t, wheel, { ranges: false });
    const { source } = await tinySource(t, origin);
    const release = only(await source.releases());
    wheel.fill(1, 100, 120);
    await assert.rejects(collect(source.pages(release)), (error) => {
      return error instanceof KbError && error.code === "ARCHIVE_UNREADABLE" && error.message.includes(WHEEL);
    });
  });

  test("a busy server is asked again, as soon as it says", async (t) => {
    const { origin, requests } = await indexOf(t, await buildZip(TINY), { failures: 2 });
    const { source } = await tinySource(t, origin);
    assert.equal(only(await source.releases()).version, "1.0");
    assert.equal(requests.length, 3);
  });

  test("user name and password go to their host and into no message", async (t) => {
    const { origin, authorizations } = await indexOf(t, await buildZip(TINY), { failures: 3 });
    const withPassword = origin.replace("http://", "http://zoe:s%40cret@");
    const { source } = await tinySource(t, withPassword);
    const error = await unreachable(source.releases(), /answered 503/);
    assert.equal(authorizations[0], `Basic ${Buffer.from("zoe:s@cret").toString("base64")}`);
    assert.doesNotMatch(JSON.stringify([error.message, error.facts, error.hint]), /cret|zoe/);
  });
});

describe("several indexes", () => {
  test("one that refuses is told of and hides nothing", async (t) => {
    const { origin } = await indexOf(t, await buildZip(TINY));
    const { source, context } = await tinySource(t, await closedOrigin(), {
      PIP_EXTRA_INDEX_URL: `${origin}/simple`,
    });
    assert.equal(only(await source.releases()).version, "1.0");
    assert.equal(context.events.length, 1);
    assert.match(
      JSON.stringify(context.events),
      /127\.0\.0\.1:\d+\/simple could not be asked for Tiny: connect ECONNREFUSED/,
    );
  });

  test("when none has the package, each is named with its reason", async (t) => {
    const { origin } = await indexOf(t, await buildZip(TINY));
    const context = await makeContext(t, {
      PIP_INDEX_URL: `${await closedOrigin()}/simple`,
      PIP_EXTRA_INDEX_URL: `${origin}/simple\n/nowhere/at/all`,
    });
    const source = createPypiSource({ package: "absent" }, context);
    const error = await unreachable(source.releases(), /absent cannot be listed/);
    assert.match(error.message, /127\.0\.0\.1:\d+\/simple cannot be read \(.*ECONNREFUSED/);
    assert.match(error.message, /nowhere\/at\/all cannot be read/);
    assert.ok(error.message.includes(`${origin}/simple does not have it`));
  });

  test("a failure is not remembered", async (t) => {
    const { origin } = await indexOf(t, await buildZip(TINY), { failures: 3 });
    const { source } = await tinySource(t, origin);
    await unreachable(source.releases(), /503/);
    assert.equal(only(await source.releases()).version, "1.0");
  });
});

describe("a folder of files", () => {
  test("other projects, other files and impossible versions are left out", async (t) => {
    const wheel = await buildZip(TINY);
    const { source, context } = await folderSource(t, {
      [WHEEL]: wheel,
      "tiny-1.1rc1-py3-none-any.whl": wheel,
      "tiny-nonsense-py3-none-any.whl": wheel,
      "tiny_extra-3.0-py3-none-any.whl": wheel,
      "README.md": wheel,
    });
    const releases = await source.releases();
    assert.deepEqual(releases.map(({ version, prerelease }) => [version, prerelease]).sort(), [
      ["1.0", false],
      ["1.1rc1", true],
    ]);
    assert.match(JSON.stringify(context.events), /nonsense.*PEP 440/);
    assert.match(releases[0]?.digest ?? "", /^file:\d+:\d+$/);
  });

  test("a constant of a build tool is no date", async (t) => {
    const wheel = await buildZip(TINY, new Date("2020-02-02T00:00:00"));
    const { source } = await folderSource(t, { [WHEEL]: wheel });
    assert.equal(await source.dateOf?.(only(await source.releases())), undefined);
  });

  test("a truncated wheel is named", async (t) => {
    const wheel = await buildZip(TINY);
    const { source } = await folderSource(t, { [WHEEL]: wheel.subarray(0, wheel.length - 40) });
    const release = only(await source.releases());
    await assert.rejects(collect(source.pages(release)), (error) => {
      return error instanceof KbError && error.code === "ARCHIVE_UNREADABLE" && error.message.includes(WHEEL);
    });
  });

  test("a damaged member costs that page only", async (t) => {
    const text = "def f(): ...\n".repeat(50);
    const wheel = await buildZip({ ...TINY, "tiny/bad.py": text });
    const start = Buffer.from(wheel).indexOf("tiny/bad.py") + "tiny/bad.py".length;
    wheel.fill(0xff, start + 4, start + 12);
    const { source, context } = await folderSource(t, { [WHEEL]: wheel });
    const pages = await collect(source.pages(only(await source.releases())));
    assert.deepEqual([...pages.keys()].sort(), TINY_PAGES);
    assert.deepEqual(
      context.events.map((event) => event.type === "page-skipped" && event.path),
      ["tiny/bad.py"],
    );
  });

  test("names that lead out of the archive are refused, bombs are not unpacked", async (t) => {
    const wheel = await buildZip({
      ...TINY,
      "../evil.py": "x = 1",
      "/etc/evil.py": "x = 1",
      "tiny/bomb.py": " ".repeat(11_000_000),
    });
    const { source, context } = await folderSource(t, { [WHEEL]: wheel });
    const pages = await collect(source.pages(only(await source.releases())));
    assert.deepEqual([...pages.keys()].sort(), TINY_PAGES);
    assert.deepEqual(context.events.map((event) => event.type === "page-skipped" && event.path).sort(), [
      "../evil.py",
      "/etc/evil.py",
      "tiny/bomb.py",
    ]);
  });

  test("a wheel without Python gives its description only", async (t) => {
    const wheel = await buildZip({ "tiny-1.0.dist-info/METADATA": TINY_METADATA, "tiny/lib.so": "ELF" });
    const { source } = await folderSource(t, { [WHEEL]: wheel });
    assert.deepEqual([...(await collect(source.pages(only(await source.releases())))).keys()], ["README.md"]);
    assert.deepEqual(await unreadOf(source.pages(only(await source.releases()))), ["tiny/lib.so"]);
  });

  test("an sdist gives the pages of the installed package and its documentation", async (t) => {
    const context = await makeContext(t);
    const tree = path.join(context.baseDir, "tiny-1.0");
    await mkdir(path.join(tree, "src", "tiny"), { recursive: true });
    await mkdir(path.join(tree, "docs"));
    await writeFile(path.join(tree, "src", "tiny", "__init__.py"), "x = 1\n");
    await writeFile(path.join(tree, "docs", "conf.py"), "project = 'tiny'\n");
    await writeFile(path.join(tree, "docs", "guide.md"), "# Guide\n");
    await writeFile(path.join(tree, "setup.py"), "\n");
    await writeFile(path.join(tree, "PKG-INFO"), TINY_METADATA);
    const wheels = path.join(context.baseDir, "wheels");
    await mkdir(wheels);
    await create({ file: path.join(wheels, "tiny-1.0.tar.gz"), gzip: true, cwd: context.baseDir }, [
      "tiny-1.0",
    ]);
    const env = { ...context.env, PIP_NO_INDEX: "yes", PIP_FIND_LINKS: wheels };
    const source = createPypiSource({ package: "tiny" }, { ...context, env });
    const pages = await collect(source.pages(only(await source.releases())));
    assert.deepEqual([...pages.keys()].sort(), ["README.md", "docs/guide.md", "tiny/__init__.py"]);
  });

  test("patterns choose, and admit documentation outside documentation folders", async (t) => {
    const { context, folder } = await folderSource(t, { [WHEEL]: await buildZip(TINY) });
    await writeFile(path.join(folder, "unrelated.txt"), "");
    const spec = { package: "tiny", include: ["tiny/**"], exclude: ["**/*.pyi"] };
    const source = createPypiSource(spec, context);
    const pages = await collect(source.pages(only(await source.releases())));
    assert.deepEqual([...pages.keys()].sort(), ["tiny/__init__.py", "tiny/docs/guide.rst", "tiny/notes.txt"]);
  });
});
