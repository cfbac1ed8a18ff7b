import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  compareDistributions,
  type Distribution,
  isPrerelease,
  parseDistribution,
  versionKey,
} from "../../../../indexer/source/pypi/distribution.js";

function read(
  filename: string,
  options: { yanked?: boolean; place?: string } = {},
): Distribution | undefined {
  const { yanked = false, place = "https://h/" } = options;
  const url = new URL(encodeURIComponent(filename), place);
  return parseDistribution(
    { filename, url, sha256: undefined, size: undefined, uploadTime: undefined, yanked },
    "My.Pkg",
  );
}

function best(...filenames: string[]): string | undefined {
  return filenames
    .flatMap((name) => read(name) ?? [])
    .sort(compareDistributions)
    .at(0)?.filename;
}

describe("parseDistribution", () => {
  test("wheels, with local versions and build numbers", () => {
    assert.equal(read("my_pkg-2.1+cpu-cp311-cp311-linux_x86_64.whl")?.version, "2.1+cpu");
    assert.equal(read("My_Pkg-2.1-3-py3-none-any.whl")?.version, "2.1");
  });

  test("sdists, whose older names keep the hyphens of the project", () => {
    assert.equal(read("my-pkg-0.24.0.tar.gz")?.version, "0.24.0");
    assert.equal(read("my_pkg-0.24.0.zip")?.kind, "sdist");
  });

  test("other projects and other files are none", () => {
    for (const name of [
      "my_pkg_extra-1.0.tar.gz",
      "my_pkg-1.0.exe",
      "my_pkg-1.0.egg",
      "other-1-py3-none-any.whl",
      "x.whl",
    ]) {
      assert.equal(read(name), undefined, name);
    }
  });

  test("any file name is survived", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(".whl", ".tar.gz", ".zip"), (stem, ending) => {
        assert.equal(typeof (read(stem + ending)?.version ?? ""), "string");
      }),
    );
  });
});

describe("the best file of a version", () => {
  test("pure Python before Linux, Linux before the rest, wheels before sdists", () => {
    const any = "my_pkg-1-py3-none-any.whl";
    const linux = "my_pkg-1-cp311-cp311-manylinux_2_28_x86_64.whl";
    const mac = "my_pkg-1-cp314-cp314-macosx_11_0_arm64.whl";
    assert.equal(best("my_pkg-1.tar.gz", mac, linux, any), any);
    assert.equal(best("my_pkg-1.tar.gz", mac, linux), linux);
    assert.equal(best("my_pkg-1.tar.gz", mac), mac);
    assert.equal(best("my_pkg-1.zip", "my_pkg-1.tar.gz"), "my_pkg-1.tar.gz");
  });

  test("of the newest Python by number, not by letter; free-threaded builds last", () => {
    const of = (python: string, abi: string): string => `my_pkg-1-${python}-${abi}-manylinux_2_28_x86_64.whl`;
    assert.equal(best(of("cp39", "cp39"), of("cp313", "cp313"), of("cp314", "cp314t")), of("cp313", "cp313"));
  });

  test("withdrawn files come last, files on this machine first", () => {
    const name = "my_pkg-1-py3-none-any.whl";
    const files = [read(name, { yanked: true }), read(name), read(name, { place: "file:///wheels/" })];
    const order = files.flatMap((file) => file ?? []).sort(compareDistributions);
    assert.deepEqual(
      order.map(({ url, yanked }) => [url.protocol, yanked]),
      [
        ["file:", false],
        ["https:", false],
        ["https:", true],
      ],
    );
  });
});

test("equal versions have equal keys, others do not", () => {
  assert.equal(versionKey("1.0"), versionKey("1.0.0"));
  assert.equal(versionKey("1.0RC1"), versionKey("1.0.c1"));
  assert.notEqual(versionKey("1.0"), versionKey("1.0+cpu"));
  assert.notEqual(versionKey("1.1"), versionKey("1.10"));
  assert.equal(versionKey("master"), undefined);
});

test("candidates and development builds are pre-releases, local and post versions are not", () => {
  assert.deepEqual(["2.0rc1", "2.0.dev3", "2.0+cpu", "2.0.post1"].map(isPrerelease), [
    true,
    true,
    false,
    false,
  ]);
});
