import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { create } from "tar";
import { KbError } from "../../../corpora/errors.js";
import { createNpmSource, type NpmSpec } from "../../../indexer/source/npm.js";
import type { Source, SourceRelease } from "../../../indexer/source/source.js";
import { closedOrigin, collect, makeContext, serve, textOf } from "./registry-fixtures.js";

const FILES = {
  "package/dist/index.d.ts": "export declare function run(steps?: number): void;\n",
  "package/dist/index.js": "exports.run = () => {};\n",
  "package/dist/index.test.d.ts": "export {};\n",
  "package/node_modules/other/index.d.ts": "export {};\n",
  "package/docs/guide.md": "# Guide\n",
  "package/src/notes.md": "# Notes\n",
  "package/CHANGELOG.md": "# 1.0.0\n",
  "package/README.md": "# tiny\n",
  "package/package.json": '{ "name": "tiny", "version": "1.0.0", "types": "dist/index.d.ts" }\n',
};
const PAGES = ["package.json", "CHANGELOG.md", "README.md", "dist/index.d.ts", "docs/guide.md"];

async function buildTarball(folder: string): Promise<Uint8Array> {
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const file = path.join(folder, "tiny.tgz");
  // The manifest is last on purpose: it is to be the first page all the same.
  await create({ file, cwd: folder, gzip: true }, Object.keys(FILES));
  return readFile(file);
}

interface Registry {
  readonly source: Source;
  readonly requests: { readonly url: string; readonly authorization: string | undefined }[];
  readonly integrity: string;
}

/** A registry with one package, `tiny` unless told otherwise. */
async function registryOf(
  t: TestContext,
  options: {
    failures?: number;
    damage?: boolean;
    spec?: NpmSpec;
    env?: (origin: string) => Record<string, string>;
  } = {},
): Promise<Registry> {
  const { spec = { package: "tiny" }, damage = false } = options;
  let failures = options.failures ?? 0;
  const context = await makeContext(t);
  const tarball = await buildTarball(context.baseDir);
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const requests: { url: string; authorization: string | undefined }[] = [];
  const origin = await serve(t, (request, response) => {
    requests.push({ url: request.url ?? "", authorization: request.headers.authorization });
    const dist = { tarball: `${origin}/tarballs/tiny-1.0.0.tgz`, integrity };
    const manifest = (version: string) => ({ name: spec.package, version, dist });
    if (failures > 0) {
      failures -= 1;
      response.writeHead(503, { "retry-after": "0" }).end();
    } else if (request.url?.startsWith("/tarballs/")) {
      response.end(damage ? tarball.subarray(0, 200) : tarball);
    } else if (decodeURIComponent(request.url ?? "") === `/${spec.package}`) {
      response.writeHead(200, { "content-type": "application/json" });
      const versions = {
        "1.0.0": { ...manifest("1.0.0"), deprecated: "old" },
        "2.0.0-rc.1": manifest("2.0.0-rc.1"),
      };
      const time = { created: "2020-01-01T00:00:00Z", "1.0.0": "2024-05-06T07:08:09.000Z" };
      response.end(JSON.stringify({ name: spec.package, "dist-tags": { latest: "1.0.0" }, versions, time }));
    } else {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
    }
  });
  const env = { ...context.env, npm_config_registry: origin, ...options.env?.(origin) };
  return { source: createNpmSource(spec, { ...context, env }), requests, integrity };
}

async function first(source: Source): Promise<SourceRelease> {
  const [release] = await source.releases();
  assert.ok(release);
  return release;
}

async function thrownBy(work: Promise<unknown>): Promise<KbError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof KbError, `a KbError, not ${error}`);
  return error;
}

describe("releases", () => {
  test("every version, with its day where the registry has it; deprecated ones too", async (t) => {
    const { source, integrity } = await registryOf(t);
    const releases = await source.releases();
    assert.deepEqual(
      releases.map(({ version, date, dateOrigin, prerelease, yanked }) => [
        version,
        date,
        dateOrigin,
        prerelease,
        yanked,
      ]),
      [
        ["1.0.0", "2024-05-06", "registry", false, false],
        ["2.0.0-rc.1", undefined, "none", true, false],
      ],
    );
    assert.equal(releases[0]?.digest, integrity);
    assert.deepEqual(releases[0]?.urlValues, { package: "tiny", file: "tiny-1.0.0.tgz" });
  });

  test("a scope has its own registry, and the token of that registry goes there", async (t) => {
    const { source, requests } = await registryOf(t, {
      spec: { package: "@acme/tiny" },
      env: (origin) => ({
        npm_config_registry: "http://127.0.0.1:1/",
        "npm_config_@acme:registry": origin,
        [`npm_config_${origin.replace("http:", "")}/:_authToken`]: "t0k3n",
      }),
    });
    assert.equal((await source.releases()).length, 2);
    assert.equal(requests[0]?.authorization, "Bearer t0k3n");
  });

  test("a busy registry is asked again", async (t) => {
    const { source, requests } = await registryOf(t, { failures: 2 });
    assert.equal((await source.releases()).length, 2);
    assert.equal(requests.length, 3);
  });

  test("a package that is not there is named", async (t) => {
    const context = await makeContext(t);
    const origin = await serve(t, (_request, response) => response.writeHead(404).end("{}"));
    const env = { ...context.env, npm_config_registry: origin };
    const error = await thrownBy(createNpmSource({ package: "absent" }, { ...context, env }).releases());
    assert.equal(error.code, "SOURCE_UNREACHABLE");
    assert.match(error.message, /absent cannot be listed: the registry does not have it/);
  });

  test("a registry that refuses is given up at once", async (t) => {
    const context = await makeContext(t);
    const env = { ...context.env, npm_config_registry: await closedOrigin() };
    const started = performance.now();
    const error = await thrownBy(createNpmSource({ package: "tiny" }, { ...context, env }).releases());
    assert.equal(error.code, "SOURCE_UNREACHABLE");
    assert.match(error.message, /ECONNREFUSED/);
    assert.ok(performance.now() - started < 2000);
  });
});

describe("pages", () => {
  test("the manifest first, then declarations and documentation of the package itself", async (t) => {
    const { source } = await registryOf(t);
    const pages = await collect(source.pages(await first(source)));
    const [manifest, ...rest] = [...pages.keys()];
    assert.deepEqual([manifest, ...rest.sort()], PAGES);
    assert.equal(pages.get("package.json")?.mediaType, "application/json");
    assert.equal(pages.get("dist/index.d.ts")?.mediaType, "text/x-typescript-declaration");
    assert.equal(textOf(pages.get("docs/guide.md")), "# Guide\n");
  });

  test("patterns choose among all documentation files", async (t) => {
    const spec = { package: "tiny", include: ["**/*.md"], exclude: ["docs/**"] };
    const { source } = await registryOf(t, { spec });
    const pages = await collect(source.pages(await first(source)));
    assert.deepEqual([...pages.keys()].sort(), ["CHANGELOG.md", "README.md", "package.json", "src/notes.md"]);
  });

  test("a tarball is fetched once", async (t) => {
    const { source, requests } = await registryOf(t);
    const release = await first(source);
    await collect(source.pages(release));
    await collect(source.pages(release));
    assert.equal(requests.filter(({ url }) => url.startsWith("/tarballs/")).length, 1);
  });

  test("a tarball that is not what the registry describes is refused", async (t) => {
    const { source } = await registryOf(t, { damage: true });
    const error = await thrownBy(collect(source.pages(await first(source))));
    assert.equal(error.code, "ARCHIVE_UNREADABLE");
    assert.match(error.message, /tiny@1\.0\.0/);
  });
});
