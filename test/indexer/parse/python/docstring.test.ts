import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { deprecation } from "../../../../indexer/parse/python/deprecation.js";
import { readDocstring } from "../../../../indexer/parse/python/docstring.js";
import { inlineMarkup } from "../../../../indexer/parse/python/markup.js";

describe("readDocstring", () => {
  const DEPRECATED: readonly [string, string | undefined, string][] = [
    [
      ".. warning::\n    :func:`pkg.pour` is deprecated in favor of :func:`pkg.flow`\n    and will go.",
      "`pkg.pour` is deprecated in favor of `pkg.flow` and will go.",
      "a warning that begins with a role",
    ],
    ["This function is deprecated, use `flow`.", "This function is deprecated, use `flow`.", "a paragraph"],
    ["Note:\n    pour() is deprecated.", "pour() is deprecated.", "a Google note"],
    [".. warning::\n    `speed` is deprecated.", undefined, "a parameter"],
    ["This function is deprecated argument-wise only.", undefined, "what is no whole statement"],
    [".. note::\n    Was deprecated once.", undefined, "what does not begin so"],
  ];
  for (const [text, message, why] of DEPRECATED) {
    test(`deprecated by its own words: ${why}`, () => {
      assert.equal(readDocstring(`Pours.\n\n${text}\n`, "pour").deprecated?.message, message);
    });
  }

  test("a signature in the first line whose result is a tuple", () => {
    const { signatures, summary } = readDocstring(
      "split(input, some=(1, 2)) -> (Tensor, Tensor)\n\nSplits.",
      "split",
    );
    assert.deepEqual(
      signatures.map(({ parameters, returns }) => [parameters.map(({ name }) => name), returns]),
      [[["input", "some"], "(Tensor, Tensor)"]],
    );
    assert.equal(summary, "Splits.");
  });

  test("NumPy style: parameters, a version note under a parameter, results, errors and a doctest", () => {
    const { blocks, summary, since, attributes } = readDocstring(
      `Group the points.

    .. versionadded:: 0.9

    Parameters
    ----------
    count : int, default=8
        How many groups, see :class:\`~pkg.Group\`.

        .. versionchanged:: 1.4
           Default value changed to 8.

    *args
        More.

    Returns
    -------
    labels : ndarray of shape (n,)
        The group of each point.

    Raises
    ------
    ValueError
        Without points.

    Attributes
    ----------
    centers_ : ndarray
        One centre a group.

    Examples
    --------
    >>> group(3)
    [0, 1]

    >>> group(4)
    `,
      "group",
    );
    assert.equal(summary, "Group the points.");
    assert.equal(since, "0.9");
    assert.deepEqual(attributes, [{ name: "centers_", type: "ndarray", summary: "One centre a group." }]);
    assert.deepEqual(blocks, [
      { type: "prose", text: "Group the points." },
      { type: "admonition", name: "versionadded", version: "0.9", text: "" },
      {
        type: "prose",
        text: "**Parameters**\n\n- **count** (int, default=8): How many groups, see `Group`.",
      },
      {
        type: "admonition",
        name: "versionchanged",
        version: "1.4",
        text: "`count`: Default value changed to 8.",
      },
      { type: "prose", text: "- ***args**: More." },
      {
        type: "prose",
        text: "**Returns**\n\n- **labels** (ndarray of shape (n,)): The group of each point.",
      },
      { type: "prose", text: "**Raises**\n\n- **ValueError**: Without points." },
      { type: "prose", text: "**Attributes**\n\n- **centers_** (ndarray): One centre a group." },
      { type: "prose", text: "**Examples**" },
      { type: "code", text: ">>> group(3)\n[0, 1]\n\n>>> group(4)", language: "python" },
    ]);
  });

  test("Google style: arguments with types, a note, a literal example", () => {
    const { blocks } = readDocstring(
      `Apply it.

    Args:
        size (int, optional): Number of
            things. Default: \`\`3\`\`
        out: Where to.

    Returns:
        Tensor: the result

    Note:
        Slow.

    Example::

        x = f(1)
    `,
      "apply",
    );
    assert.deepEqual(blocks, [
      { type: "prose", text: "Apply it." },
      { type: "prose", text: "**Args**\n\n- **size** (int, optional): Number of things. Default: `3`" },
      { type: "prose", text: "- **out**: Where to." },
      { type: "prose", text: "**Returns**\n\n- (Tensor): the result" },
      { type: "admonition", name: "note", text: "Slow." },
      { type: "prose", text: "**Example**" },
      { type: "code", text: "x = f(1)", language: "python" },
    ]);
  });

  test("field lists: types stand apart from descriptions", () => {
    const { blocks } = readDocstring(
      `Send.

    :param str name: Who.
    :param count: How often,
        at most.
    :type count: int
    :returns: A receipt.
    :rtype: Receipt
    :raises OSError: Offline.`,
      "send",
    );
    assert.deepEqual(
      blocks.map(({ text }) => text),
      [
        "Send.",
        "**Parameters**\n\n- **name** (str): Who.",
        "- **count** (int): How often, at most.",
        "**Returns**\n\n- (Receipt): A receipt.",
        "**Raises**\n\n- **OSError**: Offline.",
      ],
    );
  });

  test("a first line that calls the object itself is its signature", () => {
    const { signatures, summary } = readDocstring(
      "abs(input, *, out=None) -> Tensor\n\nAbsolute value.",
      "abs",
    );
    assert.equal(summary, "Absolute value.");
    assert.deepEqual(signatures, [
      {
        name: "abs",
        parameters: [
          { name: "input", kind: "positional-or-keyword" },
          { name: "out", kind: "keyword-only", default: "None" },
        ],
        returns: "Tensor",
      },
    ]);
    assert.equal(readDocstring("other(x) is called.", "abs").signatures.length, 0);
  });

  test("a deprecated directive on the object itself is a fact", () => {
    const { deprecated } = readDocstring(
      "Old.\n\n.. deprecated:: 1.8\n   Use :func:`pkg.new` instead.",
      "old",
    );
    assert.deepEqual(deprecated, { since: "1.8", replacement: "pkg.new", message: "Use `pkg.new` instead." });
  });

  test("a directive under a parameter says nothing about the object", () => {
    const { deprecated, since } = readDocstring(
      "Sum.\n\nParameters\n----------\nx : int\n    .. versionadded:: 2.0\n    .. deprecated:: 3.0",
      "sum",
    );
    assert.equal(deprecated, undefined);
    assert.equal(since, undefined);
  });

  test("whatever the text, reading ends and no control character comes out", () => {
    const piece = fc.constantFrom(
      "Args:",
      "    x (int): y",
      "Parameters\n---",
      ".. note::",
      ".. math:: x",
      "::",
      "- a",
      "  - b",
      ">>> f()",
      "```",
      "| a |",
      "|---|",
      "====  ====",
      ":param x: y",
      "",
      "`",
      "text\u202e",
      "# h",
      "1. z",
      "f(",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        for (const { text } of readDocstring(pieces.join("\n"), "f").blocks)
          assert.doesNotMatch(text, /\u202e/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("inlineMarkup", () => {
  const cases: readonly [string, string][] = [
    [":class:`~pkg.mod.Name` and :func:`pkg.f`", "`Name` and `pkg.f`"],
    [":ref:`the guide <guide>`, ``x``, `y`", "the guide, `x`, `y`"],
    [":math:`x^2`", "$x^2$"],
    ["`text <https://example.org>`_ and [text](https://example.org)", "text and text"],
    ["`a <https://example.org>`__ and :math:`r` and `b`", "a and $r$ and `b`"],
    ["[`~pkg.Name`]", "`pkg.Name`"],
    ["a dict d[k](v) stays", "a dict d[k](v) stays"],
  ];
  for (const [source, expected] of cases) {
    test(source, () => assert.equal(inlineMarkup(source), expected));
  }
});

describe("summary", () => {
  test("is the first sentence, with a colon at its end as well; a label of a few words is none", () => {
    assert.equal(
      readDocstring("Measures the distance of the target and the input:\n\nIt is described as follows:", "f")
        .summary,
      "Measures the distance of the target and the input:",
    );
    assert.equal(readDocstring("Basic usage:\n\nMoves water.", "f").summary, "Moves water.");
  });
});

describe("deprecation", () => {
  const cases: readonly [string, string | undefined, string | undefined][] = [
    ["`f` was deprecated in version 1.8 and will be removed in 1.10. Use `g` instead.", "1.8", "g"],
    ["Deprecated in favor of torch.amp.autocast.", undefined, "torch.amp.autocast"],
    ["This is slow and will be removed in 2.0.", undefined, undefined],
    ["`f` is deprecated and will be removed in v5.0.", undefined, undefined],
    ["f is deprecated; use pour_fast instead.", undefined, "pour_fast"],
  ];
  for (const [message, since, replacement] of cases) {
    test(message, () => {
      const fact = deprecation(message, undefined);
      assert.equal(fact.since, since);
      assert.equal(fact.replacement, replacement);
    });
  }
});
