import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import {
  DEFAULT_INDEX,
  parsePipConfig,
  pipConfigFiles,
  readPipConfig,
} from "../../../../indexer/source/pypi/pip-config.js";
import { makeContext } from "../registry-fixtures.js";

/** No file but those of the test: global ones are looked for in an empty folder. */
async function emptyHome(
  t: Parameters<typeof makeContext>[0],
): Promise<{ home: string; env: Record<string, string> }> {
  const { baseDir: home } = await makeContext(t);
  return { home, env: { HOME: home, XDG_CONFIG_DIRS: home, XDG_CONFIG_HOME: path.join(home, "config") } };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

describe("parsePipConfig", () => {
  test("a value goes on over indented lines, comments between them left out", () => {
    const text =
      "[global]\nextra-index-url =\n    https://a.example/simple\n    # the other one\n    https://b.example/simple\ntimeout = 60\n";
    assert.deepEqual(parsePipConfig(text), [
      {
        section: "global",
        key: "extra-index-url",
        value: "https://a.example/simple\nhttps://b.example/simple",
      },
      { section: "global", key: "timeout", value: "60" },
    ]);
  });

  test("colons separate too, a mark inside a value is part of it, underscores are hyphens", () => {
    assert.deepEqual(parsePipConfig("[install]\r\nFind_Links: https://u:p;x@h/#page\r\n"), [
      { section: "install", key: "find-links", value: "https://u:p;x@h/#page" },
    ]);
  });

  test("an indented option right after its section is an option", () => {
    assert.deepEqual(parsePipConfig("[global]\n  no-index = true\n  find-links = /a\n"), [
      { section: "global", key: "no-index", value: "true" },
      { section: "global", key: "find-links", value: "/a" },
    ]);
  });
});

describe("pipConfigFiles", () => {
  test("Linux: global, legacy user, user, environment", async () => {
    const env = { VIRTUAL_ENV: "/venv", XDG_CONFIG_DIRS: "/one:/two" };
    assert.deepEqual(await pipConfigFiles(env, "linux", "/home/u"), [
      "/one/pip/pip.conf",
      "/two/pip/pip.conf",
      "/etc/pip.conf",
      "/home/u/.pip/pip.conf",
      "/home/u/.config/pip/pip.conf",
      "/venv/pip.conf",
    ]);
  });

  test("Windows has pip.ini under the roaming folder", async () => {
    const files = await pipConfigFiles({ APPDATA: "C:\\Users\\u\\Roaming" }, "win32", "C:\\Users\\u");
    assert.deepEqual(files, [
      "C:\\ProgramData\\pip\\pip.ini",
      "C:\\Users\\u\\pip\\pip.ini",
      "C:\\Users\\u\\Roaming\\pip\\pip.ini",
    ]);
  });

  test("a chosen file replaces the user's; the null device stands for none at all", async (t) => {
    const { home } = await emptyHome(t);
    const chosen = path.join(home, "chosen.conf");
    await writeFile(chosen, "");
    assert.deepEqual(
      await pipConfigFiles({ PIP_CONFIG_FILE: chosen, XDG_CONFIG_DIRS: "/x" }, "linux", home),
      ["/x/pip/pip.conf", "/etc/pip.conf", chosen],
    );
    assert.deepEqual(await pipConfigFiles({ PIP_CONFIG_FILE: "/dev/null" }, "linux", home), []);
  });
});

describe("readPipConfig", () => {
  test("nothing configured: the public index alone", async () => {
    const config = await readPipConfig({ PIP_CONFIG_FILE: "/dev/null" });
    assert.deepEqual([config.indexes, config.findLinks], [[DEFAULT_INDEX], []]);
  });

  test("later files win key by key, the install section over the global one, the environment over all", async (t) => {
    const { home, env } = await emptyHome(t);
    await write(
      path.join(home, "pip", "pip.conf"),
      "[global]\nindex-url = https://global.example\nfind-links = /global\n[install]\nextra-index-url = https://extra.example\n",
    );
    await write(
      path.join(home, "config", "pip", "pip.conf"),
      "[global]\nindex-url = https://user.example\nextra-index-url = https://hidden.example\n",
    );
    const fromFiles = await readPipConfig(env);
    assert.deepEqual(fromFiles.indexes, ["https://user.example", "https://extra.example"]);
    assert.deepEqual(fromFiles.findLinks, ["/global"]);
    const withEnvironment = await readPipConfig({
      ...env,
      PIP_FIND_LINKS: "/a  /b",
      PIP_INDEX_URL: "https://env.example",
    });
    assert.deepEqual(withEnvironment.indexes, ["https://env.example", "https://extra.example"]);
    assert.deepEqual(withEnvironment.findLinks, ["/a", "/b"]);
  });

  test("no-index leaves the folders only", async () => {
    const config = await readPipConfig({
      PIP_CONFIG_FILE: "/dev/null",
      PIP_NO_INDEX: "true",
      PIP_FIND_LINKS: "/a",
    });
    assert.deepEqual([config.indexes, config.findLinks], [[], ["/a"]]);
  });
});
