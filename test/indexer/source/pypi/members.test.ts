import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { descriptionPage, memberRole } from "../../../../indexer/source/pypi/members.js";

function wheelPath(name: string): string | undefined {
  const role = memberRole(name, "wheel", {});
  return role?.type === "page" ? role.path : role?.type;
}

describe("memberRole", () => {
  test("public modules named after data and tests stay", () => {
    for (const name of [
      "torch/utils/data/dataset.py",
      "torch/testing/__init__.py",
      "tensorflow/_api/v2/test/__init__.py",
    ]) {
      assert.equal(wheelPath(name), name);
    }
  });

  test("tests, vendored code, licences and what is no documentation go", () => {
    const foreign = [
      "sklearn/tests/test_base.py",
      "sklearn/externals/array_api.py",
      "torch/_vendor/packaging/version.py",
      "pkg/conftest.py",
      "pkg-1.0.dist-info/licenses/docs/LICENSE.txt",
      "pkg-1.0.data/scripts/run.py",
      "pkg/lib.so",
      "pkg/notes.txt",
    ];
    for (const name of foreign) assert.equal(wheelPath(name), undefined, name);
  });

  test("files to be installed elsewhere have the path they get there", () => {
    assert.equal(wheelPath("pkg-1.0.data/purelib/pkg/a.py"), "pkg/a.py");
  });

  test("only the metadata of the package itself are its description", () => {
    assert.equal(wheelPath("pkg-1.0.dist-info/METADATA"), "metadata");
    assert.equal(wheelPath("pkg/_vendor/other.dist-info/METADATA"), undefined);
    assert.deepEqual(memberRole("pkg-1.0/PKG-INFO", "sdist", {}), { type: "metadata" });
    assert.equal(memberRole("pkg-1.0/pkg.egg-info/PKG-INFO", "sdist", {}), undefined);
  });
});

describe("descriptionPage", () => {
  const pageOf = (text: string) => {
    const page = descriptionPage(new TextEncoder().encode(text), {});
    return page && [page.path, page.mediaType, new TextDecoder().decode(page.bytes)];
  };

  test("the declared type names the page; reStructuredText is the default", () => {
    const type = "Description-Content-Type: text/markdown; variant=GFM";
    assert.deepEqual(pageOf(`Name: a\r\n${type}\r\n\r\n# A\r\n`), ["README.md", "text/markdown", "# A\n"]);
    assert.deepEqual(pageOf("Name: a\n\nA\n=\n"), ["README.rst", "text/x-rst", "A\n=\n"]);
  });

  test("the older form has it in a header", () => {
    assert.deepEqual(pageOf("Name: a\nDescription: A\n        =\n        text\nPlatform: any"), [
      "README.rst",
      "text/x-rst",
      "A\n=\ntext\n",
    ]);
  });

  test("none, and the placeholder for none, give no page", () => {
    assert.equal(pageOf("Name: a\n"), undefined);
    assert.equal(pageOf("Name: a\n\nUNKNOWN\n\n"), undefined);
  });
});
