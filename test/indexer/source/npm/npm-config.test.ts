import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { readNpmConfig } from "../../../../indexer/source/npm/npm-config.js";
import { makeContext } from "../registry-fixtures.js";

/** Files of a user and of a project; the machine's own configuration is out of sight. */
async function setUp(t: TestContext, user: string, project = "") {
  const { baseDir } = await makeContext(t);
  const home = path.join(baseDir, "home");
  const projectDir = path.join(baseDir, "project");
  await mkdir(home);
  await mkdir(projectDir);
  await writeFile(path.join(home, ".npmrc"), user);
  await writeFile(path.join(projectDir, ".npmrc"), project);
  return { env: { HOME: home, npm_config_globalconfig: path.join(baseDir, "none") }, projectDir, baseDir };
}

const placeholder = (name: string): string => `\${${name}}`;

describe("readNpmConfig", () => {
  test("the project wins over the user, the environment over both", async (t) => {
    const { env, projectDir } = await setUp(
      t,
      "registry=https://user.example/\nstrict-ssl=false\nproxy=http://proxy.example/\n",
      "registry=https://project.example/\n",
    );
    assert.deepEqual(await readNpmConfig(env, projectDir), {
      registry: "https://project.example/",
      strictSSL: false,
      proxy: "http://proxy.example/",
    });
    const fromEnvironment = await readNpmConfig(
      { ...env, NPM_CONFIG_REGISTRY: "https://env.example/" },
      projectDir,
    );
    assert.equal(fromEnvironment["registry"], "https://env.example/");
  });

  test("scopes and tokens keep their keys; variables are filled in", async (t) => {
    const lines = [
      "@acme:registry=https://npm.acme.example/",
      `//npm.acme.example/:_authToken=${placeholder("ACME_TOKEN")}`,
      `//other.example/:_authToken=${placeholder("ABSENT")}`,
      "init-author-name=somebody",
    ];
    const { env, projectDir } = await setUp(t, lines.join("\n"));
    assert.deepEqual(await readNpmConfig({ ...env, ACME_TOKEN: "t0k3n" }, projectDir), {
      "@acme:registry": "https://npm.acme.example/",
      "//npm.acme.example/:_authToken": "t0k3n",
      "//other.example/:_authToken": placeholder("ABSENT"),
    });
  });

  test("certificates are read out of their file, one by one", async (t) => {
    const { env, projectDir, baseDir } = await setUp(t, "");
    const certificate = (body: string): string =>
      `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
    const cafile = path.join(baseDir, "ca.pem");
    await writeFile(cafile, `# first\n${certificate("AAAA")}\n# second\n${certificate("BBBB")}\n`);
    assert.deepEqual(await readNpmConfig({ ...env, npm_config_cafile: cafile }, projectDir), {
      ca: [certificate("AAAA"), certificate("BBBB")],
    });
  });
});
