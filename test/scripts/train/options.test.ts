import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { CommanderError } from "commander";
import { packageRoot } from "../../../corpora/package-root.js";
import { readOptions } from "../../../scripts/train/options.js";

const read = (text: string) => readOptions(text.split(" "), "/root");

test("a model has at most as many dimensions as are trained", () => {
  const { width, dimensions } = read("--index data --width 96 --dimensions 96");
  assert.deepEqual([width, dimensions], [96, 96]);
  for (const wrong of ["--width 96", "--dimensions 512", "--width 64 --dimensions 65"]) {
    assert.throws(
      () => read(`--index data ${wrong}`),
      (error) =>
        error instanceof CommanderError && /--dimensions \d+ is above --width \d+/.test(error.message),
      wrong,
    );
  }
});

test("the commands that the help and the README show are accepted", async () => {
  const root = packageRoot();
  const texts = await Promise.all(
    ["README.md", "scripts/train/options.ts"].map((file) => readFile(join(root, file), "utf8")),
  );
  const shown = texts.flatMap((text) =>
    [...text.replace(/\\\n\s*/g, "").matchAll(/^\s*npm run train -- (.*?)(?: {2,}|`|$)/gm)].map(
      ([, args = ""]) => args,
    ),
  );
  assert.ok(shown.length >= 4, shown.join("\n"));
  for (const args of shown) assert.doesNotThrow(() => read(args.trim()), args);
});
