import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { parseNotebook } from "../../../indexer/parse/notebook.js";

function notebook(cells: readonly object[], metadata: object = {}): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
}

const text = (source: string | readonly string[]): object => ({
  cell_type: "markdown",
  metadata: {},
  source,
});
const code = (source: string | readonly string[]): object => ({
  cell_type: "code",
  metadata: {},
  outputs: [{ output_type: "stream", text: ["printed"] }],
  source,
});

describe("parseNotebook", () => {
  test("cells are one page: headings go on, code keeps its language, outputs are left out", () => {
    const page = parseNotebook(
      "tutorials/first_steps.ipynb",
      notebook(
        [
          text(["# First ", "steps\n", "\n", "Hello."]),
          text("## Load"),
          code(["!pip install x\n", "import x"]),
          code("%%bash\nls"),
        ],
        {
          kernelspec: { language: "python" },
        },
      ),
    );
    assert.equal(page.title, "First steps");
    assert.equal(page.kind, "tutorial");
    assert.deepEqual(page.sections, [
      {
        headingPath: ["First steps"],
        anchor: undefined,
        symbols: [],
        blocks: [{ type: "prose", text: "Hello." }],
      },
      {
        headingPath: ["First steps", "Load"],
        anchor: "load",
        symbols: [],
        blocks: [
          { type: "code", text: "!pip install x\nimport x", language: "python" },
          { type: "code", text: "%%bash\nls", language: "bash" },
        ],
      },
    ]);
  });
  test("what every notebook of a site repeats is dropped", () => {
    const page = parseNotebook(
      "a.ipynb",
      notebook([
        text("##### Copyright 2019 The TensorFlow Authors."),
        code("#@title Licensed under the Apache License\n# https://x.y"),
        text(
          '<table class="tfo-notebook-buttons"><td><a href="x"><img src="y"/>View on TensorFlow.org</a></td></table>',
        ),
        text("# Title"),
        code("x = 1"),
      ]),
    );
    assert.equal(page.title, "Title");
    assert.deepEqual(
      page.sections.flatMap((section) => section.blocks),
      [{ type: "code", text: "x = 1", language: "python" }],
    );
  });
  test("a fence or box left open ends with its cell, and fences inside code do no harm", () => {
    const page = parseNotebook(
      "a.ipynb",
      notebook([text("```\nopen"), text("!!! note\n    n"), code("s = '''\n```\n'''"), text("after")]),
    );
    assert.deepEqual(
      page.sections.flatMap((section) => section.blocks),
      [
        { type: "code", text: "open" },
        { type: "admonition", name: "note", text: "n" },
        { type: "code", text: "s = '''\n```\n'''", language: "python" },
        { type: "prose", text: "after" },
      ],
    );
  });
  test("nbformat 3: worksheets, heading cells and inputs", () => {
    const page = parseNotebook(
      "old.ipynb",
      JSON.stringify({
        nbformat: 3,
        metadata: {},
        worksheets: [
          {
            cells: [
              { cell_type: "heading", level: 1, source: ["Old"] },
              { cell_type: "code", input: ["print 1"], language: "python" },
            ],
          },
        ],
      }),
    );
    assert.equal(page.title, "Old");
    assert.deepEqual(page.sections[0]?.blocks, [{ type: "code", text: "print 1", language: "python" }]);
  });
  test("an empty notebook is a page without sections, named after its file", () => {
    assert.deepEqual(parseNotebook("deep_dive.ipynb", notebook([])), {
      path: "deep_dive.ipynb",
      title: "Deep dive",
      kind: "tutorial",
      sections: [],
      symbols: [],
    });
  });
  for (const [name, source] of Object.entries({
    "not JSON": "{",
    "not an object": "[]",
    "no notebook": '{"a":1}',
  })) {
    test(`${name} is PAGE_UNREADABLE and names the path`, () => {
      assert.throws(
        () => parseNotebook("bad/one.ipynb", source),
        (error) =>
          error instanceof KbError &&
          error.code === "PAGE_UNREADABLE" &&
          error.message.includes("bad/one.ipynb"),
      );
    });
  }
});
