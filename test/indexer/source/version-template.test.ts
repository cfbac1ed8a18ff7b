import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fillVersion, folderVersionIndex, versionReader } from "../../../indexer/source/version-template.js";

test("reads the version where the template has it", () => {
  const cases: readonly (readonly [template: string, name: string, version: string | undefined])[] = [
    ["v{version}", "v1.2.3", "1.2.3"],
    ["v{version}", "1.2.3", undefined],
    ["{version}", "2.2.5", "2.2.5"],
    ["{version}", "v2.13.1", "2.13.1"],
    ["{version}", "latest", undefined],
    ["mylib-{version}.tar.gz", "mylib-1.2.tar.gz", "1.2"],
    ["mylib-{version}.tar.gz", "mylib-cli-1.2.tar.gz", undefined],
    ["mylib-{version}.tar.gz", "mylib-1.2.zip", undefined],
    ["{version}/mylib-{version}", "1.2/mylib-1.2", "1.2"],
    ["{version}/mylib-{version}", "1.2/mylib-1.3", undefined],
    ["a.b{version}", "axb1", undefined],
  ];
  for (const [template, name, version] of cases) {
    assert.equal(versionReader(template)(name), version, `${template} on ${name}`);
  }
});

test("what was filled in is read out again", () => {
  const version = fc.stringMatching(/^[0-9][0-9a-z.+_-]{0,12}$/);
  const literal = fc.stringMatching(/^[a-z.+()-]{0,6}$/);
  fc.assert(
    fc.property(version, literal, literal, (value, before, after) => {
      const template = `${before}{version}${after}`;
      assert.equal(versionReader(template)(fillVersion(template, value)), value);
    }),
  );
});

test("a template without a version is a fault of the definition", () => {
  assert.throws(() => versionReader("stable"), { code: "CORPUS_INVALID", message: /"stable"/ });
});

test("a folder names a version only as a whole", () => {
  assert.equal(folderVersionIndex(["mylib-1.2", "docs"], "1.2"), 0);
  assert.equal(folderVersionIndex(["mylib-1.2.3"], "1.2"), -1);
  assert.equal(folderVersionIndex(["mylib-11.2"], "1.2"), -1);
  assert.equal(folderVersionIndex(["v1.2", "x", "1.2"], "1.2"), 2);
});
