import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { findPlace } from "../../corpora/place.js";
import { temporaryFolder, writeFiles } from "../fixture.js";

describe("findPlace", () => {
  test("the option beats the environment, which beats the configuration", async (t) => {
    const cwd = await temporaryFolder(t);
    await writeFiles(cwd, { "kb.config.json": '{ "data": "from-file", "model": "./model" }' });
    const env = { KB_DATA: "from-env" };
    assert.equal((await findPlace({ cwd, env, data: "from-flag" })).data, join(cwd, "from-flag"));
    assert.equal((await findPlace({ cwd, env })).data, join(cwd, "from-env"));
    const place = await findPlace({ cwd, env: {} });
    assert.equal(place.data, join(cwd, "from-file"));
    assert.equal(place.model, join(cwd, "model"));
  });

  test("the nearest configuration above is the one, and .kb beside it the data folder", async (t) => {
    const root = await temporaryFolder(t);
    await writeFiles(root, { "kb.config.json": "{}" });
    const cwd = join(root, "a", "b");
    await mkdir(cwd, { recursive: true });
    const place = await findPlace({ cwd, env: {} });
    assert.equal(place.data, join(root, ".kb"));
    assert.equal(place.baseDir, root);
  });

  test("without any of them it is the user's data directory", async (t) => {
    const cwd = await temporaryFolder(t);
    const { data, configFile } = await findPlace({ cwd, env: { XDG_DATA_HOME: join(cwd, "xdg") } });
    assert.equal(configFile, undefined);
    if (process.platform === "linux") assert.equal(data, join(cwd, "xdg", "framework-kb"));
  });
});
