import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseMarkdown } from "../../../indexer/parse/markdown.js";
import { kindOfEntry, type kindOfLabel } from "../../../indexer/parse/release-notes/entry-kind.js";
import { readReleaseHeading } from "../../../indexer/parse/release-notes/heading.js";
import { readReleaseNotes } from "../../../indexer/parse/release-notes.js";
import { parseRst } from "../../../indexer/parse/rst.js";

const markdown = (text: string) =>
  readReleaseNotes(parseMarkdown("CHANGELOG.md", text) ?? { path: "", sections: [] });
const brief = (entries: ReturnType<typeof markdown>) =>
  entries.map(({ version, date, kind, symbols }) => [version, date, kind, symbols.join(" ")]);

describe("shapes of release notes", () => {
  test("Keep a Changelog: a bracketed version, an ISO date, a heading a kind; what is unreleased is left out", () => {
    const entries = markdown(`# Changelog

## [Unreleased]

### Added
- Something to come in \`pkg.next\`

## [1.2.0] - 2024-01-31

### Added
- New \`pkg.fit\` function
### Deprecated
- \`pkg.train\`, use \`pkg.fit\`
### Removed
- The \`pkg.old_way\` alias
### Fixed
- Crash in \`Model.load()\` on empty files
`);
    assert.deepEqual(brief(entries), [
      ["1.2.0", "2024-01-31", "added", "pkg.fit"],
      ["1.2.0", "2024-01-31", "deprecated", "pkg.train pkg.fit"],
      ["1.2.0", "2024-01-31", "removed", "pkg.old_way"],
      ["1.2.0", "2024-01-31", "fixed", "Model.load"],
    ]);
    assert.equal(entries[0]?.anchor, "120---2024-01-31");
  });

  test("JAX: the kind is the head of a group of items; an item keeps what is nested in it", () => {
    const entries = markdown(`# Change log

## jax 0.4.30 (June 18, 2024)

* Deprecations
  * \`lib.a\` may no longer be called with a list:
    * pass \`lib.b\` instead
* New Functionality
  * \`lib.tree.fold\` folds.
* Changes
  * Added \`lib.nn.glow\`.
`);
    assert.deepEqual(brief(entries), [
      ["0.4.30", "2024-06-18", "deprecated", "lib.a lib.b"],
      ["0.4.30", "2024-06-18", "added", "lib.tree.fold"],
      ["0.4.30", "2024-06-18", "added", "lib.nn.glow"],
    ]);
    assert.equal(entries[0]?.text, "`lib.a` may no longer be called with a list:\n- pass `lib.b` instead");
  });

  test("scikit-learn: a more exact version below, its date as a line, tags, names completed by the heading", () => {
    const document = parseRst(
      "whats_new/v1.4.rst",
      `
===========
Version 1.4
===========

Version 1.4.2
=============

**April 2024**

Changelog
---------

:mod:\`lib.cluster\`
..................

- |API| The attribute \`loss_\` of \`cluster.Means\` is deprecated and will be removed in 1.6.
- |Enhancement| \`cluster.Means\` is faster.
- |Fix| Fixes a crash.

Code and documentation contributors
-----------------------------------

- Some Body and Any Body
`,
    );
    assert.deepEqual(brief(readReleaseNotes(document ?? { path: "", sections: [] })), [
      ["1.4.2", "2024-04", "deprecated", "loss_ lib.cluster.Means"],
      ["1.4.2", "2024-04", "changed", "lib.cluster.Means"],
      ["1.4.2", "2024-04", "fixed", ""],
    ]);
  });

  test("a page whose title is its newest release: the others below it are releases of their own", () => {
    const document = parseRst(
      "whats_new/v1.2.rst",
      `
Version 1.2.1
=============

Changelog
---------

- |Fix| \`lib.cluster\` does not crash.

Python 3.8
==========

- Support of \`lib.python\` ends.

Version 1.2.0
=============

Changelog
---------

- |Feature| Added \`lib.new_one\`.
`,
    );
    assert.deepEqual(
      readReleaseNotes(document ?? { path: "", sections: [] }).map(({ version, symbols }) => [
        version,
        symbols[0],
      ]),
      [
        ["1.2.1", "lib.cluster"],
        ["1.2.1", "lib.python"],
        ["1.2.0", "lib.new_one"],
      ],
    );
  });

  test("TensorFlow: `Release 2.15.0` with headings of its own", () => {
    const entries = markdown(`# Release 2.15.0

## Breaking Changes

* \`lib.types.Tensor\` now means something else.

## Major Features and Improvements

* \`lib.function\`:
  * Added a \`jit_compile\` argument.
`);
    assert.deepEqual(brief(entries), [
      ["2.15.0", undefined, "breaking", "lib.types.Tensor"],
      ["2.15.0", undefined, "added", "lib.function jit_compile"],
    ]);
  });

  test("XGBoost: paragraphs that name something are entries, and a year may come first", () => {
    const entries = markdown(`# Change Log

## 2.0.0 (2023 Aug 16)

We are happy.

### New device parameter

The \`gpu_id\` parameter is deprecated in favour of \`device\`.
`);
    assert.deepEqual(brief(entries), [["2.0.0", "2023-08-16", "deprecated", "gpu_id"]]);
  });

  test("a list that goes on after a code block", () => {
    const entries = markdown(`# Change log

## 1.0.0

- Changed \`lib.f\`:

  \`\`\`
  f(1)
  \`\`\`

  In the example nothing happens.
- Added \`lib.g\`.
`);
    assert.deepEqual(brief(entries), [
      ["1.0.0", undefined, "changed", "lib.f"],
      ["1.0.0", undefined, "added", "lib.g"],
    ]);
  });

  test("a release feed: the title is a tag with a slogan", () => {
    const entries = markdown(
      "# v0.13.0: LoRA+, VB-LoRA, and more\n\n## Changes\n\n- Add `LoraPlus` by @somebody in #1\n",
    );
    assert.deepEqual(brief(entries), [["0.13.0", undefined, "added", "LoraPlus"]]);
  });
});

describe("headings", () => {
  const CASES: readonly [string, string | undefined, string?][] = [
    ["jax 0.4.30 (June 18, 2024)", "0.4.30", "2024-06-18"],
    ["Version 1.4.1.post1", "1.4.1.post1"],
    ["v2.0.0rc1", "2.0.0rc1"],
    ["10.8 GA - 2025-1-30", "10.8", "2025-01-30"],
    ["Release 2.15.0", "2.15.0"],
    ["18 June 2024: nothing", undefined],
    ["Support for CUDA 12.1", undefined],
    ["Migrating from 1.x to 2.0 step by step", undefined],
    ["Deprecations", undefined],
  ];
  for (const [heading, version, date] of CASES) {
    test(heading, () => {
      const found = readReleaseHeading(heading);
      assert.equal(found?.version, version);
      assert.equal(found?.date, date);
    });
  }
});

describe("kinds", () => {
  const CASES: readonly [string, ReturnType<typeof kindOfLabel>, string][] = [
    ["`lib.f` was removed after being deprecated in v0.4.26.", "changed", "removed"],
    ["The previously-deprecated function `lib.f` has been removed.", "deprecated", "removed"],
    ["Replace deprecated API `lib.f`", undefined, "other"],
    ["`lib.f` is deprecated and will be removed in 2.0.", "changed", "deprecated"],
    ["`lib.f` was renamed to `lib.g`.", "breaking", "breaking"],
    ["[BUGFIX] Alerts: stop earlier.", undefined, "fixed"],
    ["fix(core): stop earlier", undefined, "fixed"],
    ["Renamed `lib.f` to `lib.g`.", undefined, "changed"],
  ];
  for (const [text, heading, kind] of CASES) {
    test(text, () => assert.equal(kindOfEntry(text, heading), kind));
  }
});

test("whatever the text, entries are made of its words and have a version", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("- a `b.c`", "  - d", "## 1.2.3", "# X", "", "text", "- ", "1. `e_f`")),
      (lines) => {
        const source = lines.join("\n");
        for (const { version, text } of markdown(source)) {
          assert.equal(version, "1.2.3");
          for (const word of text.split(/\s+/)) assert.ok(source.includes(word));
        }
      },
    ),
  );
});
