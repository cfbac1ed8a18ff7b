import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Block, Document } from "../../../indexer/parse/document.js";
import { parseRst } from "../../../indexer/parse/rst.js";

function parse(source: string, path = "guide/page.rst"): Document {
  const document = parseRst(path, source);
  assert.ok(document, "the page has text");
  return document;
}

function blocks(source: string): readonly Block[] {
  return parse(source).sections.flatMap((section) => section.blocks);
}

const texts = (source: string) => blocks(source).map((block) => block.text);

describe("sections", () => {
  test("headings nest by the order in which adornments appear", () => {
    const document = parse("=====\nTitle\n=====\n\na\n\nOne\n---\n\nb\n\nDeep\n~~~~\n\nc\n\nTwo\n---\n\nd\n");
    assert.deepEqual(
      document.sections.map((section) => [section.headingPath, section.anchor]),
      [
        [["Title"], undefined],
        [["Title", "One"], "one"],
        [["Title", "One", "Deep"], "deep"],
        [["Title", "Two"], "two"],
      ],
    );
    assert.equal(document.title, "Title");
  });

  test("anchors follow docutils: no leading digits, and a label serves where the id is taken", () => {
    const { sections } = parse(
      "T\n=\n\n1.2 K-means\n-----------\n\na\n\n.. _again:\n\nK means\n-------\n\nb\n\nK Means\n-------\n\nc\n",
    );
    assert.deepEqual(
      sections.map((section) => section.anchor),
      ["k-means", "again", "id2"],
    );
  });

  test("markup in headings is plain text", () => {
    assert.equal(parse(":mod:`a.b`.C\n============\n\ntext\n").title, "a.b.C");
  });

  test("a page without text is no document; a page with only a title is one", () => {
    assert.equal(parseRst("x.rst", ".. a comment\n\n.. toctree::\n\n   a\n"), undefined);
    assert.deepEqual(parse("Title\n=====\n\n.. toctree::\n\n   a\n").sections[0]?.blocks, []);
  });
});

describe("blocks", () => {
  test("lists keep their nesting, and images alone leave no item", () => {
    assert.deepEqual(texts("- a\n  b\n\n  - c\n\n- .. image:: x.png\n\n1. d\n2. e\n"), [
      "- a b\n  - c",
      "1. d\n2. e",
    ]);
  });

  test("code inside a list item stands between its texts", () => {
    assert.deepEqual(
      blocks("- run::\n\n      x = 1\n\n  then\n- next\n").map((block) => [block.type, block.text]),
      [
        ["prose", "- run:"],
        ["code", "x = 1"],
        ["prose", "then\n- next"],
      ],
    );
  });

  test("definition, field and option lists", () => {
    assert.deepEqual(
      texts(
        "intro\n\nterm\n  text\nother : int\n  more\n\n:param int x: first\n:returns: y\n\n-v, --verbose  Talk.\n",
      ),
      [
        "intro",
        "- **term**: text\n- **other : int**: more",
        "- `x` (int): first\n- **Returns**: y",
        "- `-v, --verbose`: Talk.",
      ],
    );
  });

  test("literal and doctest blocks keep their layout", () => {
    assert.deepEqual(blocks("See::\n\n   a:\n     b\n\n     c\n\n>>> 1 + 1\n2\n"), [
      { type: "prose", text: "See:" },
      { type: "code", text: "a:\n  b\n\n  c" },
      { type: "code", text: ">>> 1 + 1\n2", language: "python" },
    ]);
  });

  test("grid, simple, list and comma-separated tables become Markdown", () => {
    const expected = "| a | b |\n| --- | --- |\n| 1 | x \\| y |";
    assert.deepEqual(texts("+---+-------+\n| a | b     |\n+===+=======+\n| 1 | x | y |\n+---+-------+\n"), [
      expected,
    ]);
    assert.deepEqual(texts("== =====\na  b\n== =====\n1  x | y\n== =====\n"), [expected]);
    assert.deepEqual(
      texts(".. list-table::\n   :header-rows: 1\n\n   * - a\n     - b\n   * - 1\n     - x | y\n"),
      [expected],
    );
    assert.deepEqual(texts('.. csv-table::\n   :header: a, b\n\n   1, "x | y"\n'), [expected]);
  });

  test("a grid cell may span rows", () => {
    assert.deepEqual(texts("+---+---+\n| a | 1 |\n|   +---+\n|   | 2 |\n+---+---+\n"), [
      "|  |  |\n| --- | --- |\n| a | 1 2 |",
    ]);
  });
});

describe("directives", () => {
  test("boxes and version notes", () => {
    assert.deepEqual(
      blocks(
        ".. note:: one\n   two\n\n   three\n\n.. versionadded:: 1.2\n   The ``x`` option.\n\n.. deprecated:: 1.3\n",
      ),
      [
        { type: "admonition", name: "note", text: "one two\n\nthree" },
        { type: "admonition", name: "versionadded", version: "1.2", text: "The `x` option." },
        { type: "admonition", name: "deprecated", version: "1.3", text: "" },
      ],
    );
  });

  test("a version note may open with a role", () => {
    assert.deepEqual(blocks(".. versionchanged:: 0.20\n   :func:`~a.f` moved.\n"), [
      { type: "admonition", name: "versionchanged", version: "0.20", text: "`f` moved." },
    ]);
  });

  test("version notes in comments and literal blocks are not notes", () => {
    const found = blocks("Write::\n\n  .. deprecated:: 1.0\n\n..\n  .. deprecated:: 1.0\n\nend\n");
    assert.deepEqual(
      found.map((block) => block.type),
      ["prose", "code", "prose"],
    );
  });

  test("code keeps its language and caption", () => {
    assert.deepEqual(blocks(".. code-block:: python3\n   :caption: Do *it*\n\n   a\n     b\n"), [
      { type: "prose", text: "**Do *it***" },
      { type: "code", text: "a\n  b", language: "python" },
    ]);
  });

  test("unknown directives keep their content, raw ones drop it, tabs keep their label", () => {
    assert.deepEqual(
      texts(
        ".. odd-thing:: x\n   :opt: 1\n\n   kept\n\n.. raw:: html\n\n   <b>\n\n.. tab-set::\n\n   .. tab-item:: Linux\n\n      apt\n",
      ),
      ["kept", "**Linux**", "apt"],
    );
  });

  test("glossary terms may share a definition", () => {
    assert.deepEqual(texts(".. glossary::\n\n   1d\n   1d array\n      One axis.\n"), [
      "- **1d**, **1d array**: One axis.",
    ]);
  });

  test("sphinx-gallery's additions are dropped, the code and its output stay", () => {
    const source = `
.. only:: html

    .. note::
        :class: sphx-glr-download-link-note

        :ref:\`Go to the end <x>\` to download the full example code.

.. rst-class:: sphx-glr-example-title

Demo
====

.. code-block:: Python


    print(1)

.. rst-class:: sphx-glr-script-out

 .. code-block:: none

    1

.. rst-class:: sphx-glr-timing

   **Total running time of the script:** (0 minutes 0.1 seconds)

.. only:: html

 .. rst-class:: sphx-glr-signature

    \`Gallery generated by Sphinx-Gallery <https://example.org>\`_
`;
    assert.deepEqual(blocks(source), [
      { type: "code", text: "print(1)", language: "python" },
      { type: "code", text: "1" },
    ]);
  });
});

describe("API entries", () => {
  const source = `
Cluster
=======

.. currentmodule:: pkg.cluster

.. class:: KMeans(n_clusters=8, *, init='k-means++')

   Finds groups.

   .. versionadded:: 0.5

   .. method:: fit(X, y=None) -> KMeans

      Fits.

      .. deprecated:: 1.1
         Use \`\`train\`\` instead.

After the class.
`;

  test("each is a section, and what follows belongs to the heading around it", () => {
    const document = parse(source);
    assert.deepEqual(
      document.sections.map((section) => [section.headingPath, section.anchor, section.symbols]),
      [
        [["Cluster", "KMeans"], "pkg.cluster.KMeans", ["pkg.cluster.KMeans"]],
        [["Cluster", "KMeans", "fit"], "pkg.cluster.KMeans.fit", ["pkg.cluster.KMeans.fit"]],
        [["Cluster"], undefined, []],
      ],
    );
    assert.equal(document.kind, "api");
  });

  test("facts carry parameters, version notes and the first paragraph", () => {
    const [made, fit] = parse(source).symbols;
    assert.deepEqual(made, {
      name: "pkg.cluster.KMeans",
      aliases: [],
      kind: "class",
      signatures: ["pkg.cluster.KMeans(n_clusters=8, *, init='k-means++')"],
      parameters: [
        { name: "n_clusters", kind: "positional-or-keyword", default: "8" },
        { name: "init", kind: "keyword-only", default: "'k-means++'" },
      ],
      summary: "Finds groups.",
      since: "0.5",
      anchor: "pkg.cluster.KMeans",
    });
    assert.equal(fit?.returns, "KMeans");
    assert.deepEqual(fit?.deprecated, {
      since: "1.1",
      replacement: "train",
      message: "Use `train` instead.",
    });
  });

  test("autodoc places symbols, autosummary only names them", () => {
    const [section] = parse(
      "X\n=\n\n.. currentmodule:: pkg\n\n.. autofunction:: f\n.. autoclass:: sub.K\n   :members: fit\n\n.. autosummary::\n   :toctree: generated/\n\n   sub.g\n   ~pkg.h\n",
    ).sections;
    assert.deepEqual(section?.symbols, ["pkg.f", "sub.K"]);
    assert.deepEqual(
      section?.blocks.map((block) => block.text),
      ["API reference: `pkg.f`, `sub.K` (members: `fit`).", "`pkg.sub.g`, `pkg.h`"],
    );
  });
});

describe("inline markup", () => {
  const inline = (source: string) => texts(`${source}\n`)[0];

  test("roles", () => {
    assert.equal(
      inline(
        ":class:`~a.b.C` :func:`f` :ref:`text <t>` :term:`x` :math:`\\alpha_1` :pr:`12` :user:`Ann <ann>` :doc:`a/b` :odd:`z`",
      ),
      "`C` `f` text x $\\alpha_1$ #12 Ann b z",
    );
  });

  test("references, emphasis, literals and substitutions", () => {
    assert.equal(
      inline(
        "See `the docs <https://e.org>`_, ``a_ *b*``, *x*, **y**, x_ and |Fix| |API| |me|. `K`\n\n.. |me| replace:: **Me**",
      ),
      "See the docs, `a_ *b*`, *x*, **y**, x_ and Fix API Change **Me**. `K`",
    );
  });

  test("a reference loses its underscore only where its target exists", () => {
    assert.equal(inline("Use Spark_ and add_.\n\n.. _Spark: https://e.org"), "Use Spark and add_.");
  });

  test("escapes, unclosed marks and stars in signatures are text", () => {
    assert.equal(
      inline("\\*args, **kwargs, 2 * 3, `open and :class:`"),
      "*args, **kwargs, 2 * 3, `open and :class:`",
    );
  });
});

describe("robustness", () => {
  const piece = fc.constantFrom(
    ".. note::",
    ".. class:: A(x",
    "- ",
    "  ",
    "\n",
    "\n\n",
    "===",
    "---",
    "``",
    "`",
    "**",
    "|a|",
    "::",
    ":f: ",
    "text",
    "+--+",
    "== ==",
    "..",
    ">>> ",
    "\\",
    "_",
    "[1]_",
    "1. ",
    ".. |a| replace:: |a|",
    ".. list-table::",
    "\t",
    ":math:`",
    "\ue000",
    "\u200b",
  ); // prettier-ignore

  test("any text yields clean blocks and paths that begin with the title", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const document = parseRst("a/b.rst", pieces.join(""));
        for (const section of document?.sections ?? []) {
          assert.equal(section.headingPath[0], document?.title);
          for (const block of section.blocks) assert.doesNotMatch(block.text, /[\ue000\u200b]/);
        }
      }),
    );
  });

  test("deep nesting, unclosed marks and growing substitutions end soon", () => {
    const started = performance.now();
    const nested = Array.from({ length: 800 }, (_, i) => `${" ".repeat(i)}.. note::\n`).join("\n");
    const growing = Array.from(
      { length: 60 },
      (_, i) => `.. |a${i}| replace:: |a${i + 1}| |a${i + 1}|\n`,
    ).join("");
    for (const source of [nested, "`a *b ".repeat(50_000), `${growing}.. |a60| replace:: xx\n\n|a0|\n`])
      parse(`T\n=\n\n${source}`);
    assert.ok(performance.now() - started < 5_000);
  });
});
