import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../query/history/change.js";
import { bySymbol, changeLine, changeText } from "../../../query/history/change-text.js";
import { changelog } from "../../../query/history/changelog.js";
import type { ChangesResult } from "../../../query/history/changes.js";
import { foldMembers } from "../../../query/history/fold-members.js";
import { renderChanges, renderMarkdown } from "../../../query/history/render-changes.js";
import { change } from "./change-fixture.js";

const result = (changes: readonly Change[]): ChangesResult => ({
  library: "water",
  libraryName: "Water",
  from: "1.0",
  to: "2.0",
  window: null,
  releases: [
    { version: "2.0", date: "2025-02-20", dateOrigin: "registry", comparedWith: { "pypi:water": "1.0" } },
  ],
  changes,
  removedModules: [],
  undated: [],
  counts: {},
  snapshot: "s",
});

describe("changeText", () => {
  test("says what happened in few words", () => {
    const told = (facts: Partial<Change>) => changeText(change(facts));
    assert.equal(
      told({ kind: "parameter-added", parameter: "a", after: 'a: Dict[str, int] = "x=1"' }),
      'a added ("x=1")',
    );
    assert.equal(told({ kind: "parameter-added", parameter: "a", after: "a=1" }), "a added (1)");
    assert.equal(told({ kind: "parameter-added", parameter: "a", after: "a: int" }), "a added");
    assert.equal(
      told({ kind: "parameter-removed", parameter: "kwargs", before: "**kwargs" }),
      "**kwargs removed",
    );
    assert.equal(
      told({ kind: "default-changed", parameter: "n", before: "10", after: '"auto"' }),
      'default of n 10 → "auto"',
    );
    assert.equal(
      told({ kind: "default-changed", parameter: "n", before: "None" }),
      "n must be given (default was None)",
    );
    assert.equal(
      told({ kind: "removed", symbolKind: "function", replacement: "b" }),
      "function removed; use b",
    );
    assert.equal(told({ kind: "deprecated", after: "Use b." }), "deprecated: Use b.");
  });

  test("of a changed signature only what differs", () => {
    const told = (before: string | undefined, after: string | undefined) =>
      changeText(change({ kind: "signature-changed", before, after }));
    assert.equal(
      told("type Sizes = 'a' | 'b' | 'c' | 'd'", "type Sizes = 'a' | 'b' | 'x' | 'c' | 'd'"),
      "signature …| 'c'… → …| 'x' | 'c'…",
    );
    assert.equal(told(undefined, "f(a)"), "overload f(a) added");
    assert.equal(told("f(a)", undefined), "overload f(a) removed");
  });

  test("one line for what one release did to one symbol", () => {
    const line = bySymbol([
      change({
        kind: "default-changed",
        breaking: true,
        parameter: "penalty",
        before: '"l2"',
        after: "None",
      }),
      change({ kind: "parameter-added", parameter: "l1_ratio", after: "l1_ratio=0.0" }),
    ])[0];
    assert.ok(line);
    assert.equal(
      changeLine(line),
      '~ water.Pump 1.0 → 2.0 (2025-02-20): default of penalty "l2" → None; l1_ratio added (0.0)  [breaking]',
    );
  });
});

describe("foldMembers", () => {
  test("members that came with their class are named with it", () => {
    const folded = foldMembers([
      change({}),
      change({ symbol: "water.Pump.start", symbolKind: "method" }),
      change({ symbol: "water.Other.start", symbolKind: "method" }),
    ]);
    assert.deepEqual(
      folded.map(({ symbol, members }) => [symbol, members]),
      [
        ["water.Pump", ["start"]],
        ["water.Other.start", []],
      ],
    );
  });

  test("a module's classes are told one by one", () => {
    const folded = foldMembers([
      change({ symbol: "water", symbolKind: "module" }),
      change({}),
      change({ symbol: "water.run", symbolKind: "method" }),
    ]);
    assert.deepEqual(
      folded.map(({ symbol, members }) => [symbol, members]),
      [
        ["water", ["run"]],
        ["water.Pump", []],
      ],
    );
  });

  test("constants go with their enumeration, not with their module", () => {
    const folded = foldMembers([
      change({ symbol: "water", symbolKind: "module" }),
      change({ symbol: "water.Kind", symbolKind: "enum" }),
      change({ symbol: "water.Kind.RED", symbolKind: "constant" }),
      change({ symbol: "water.DEPTH", symbolKind: "constant" }),
    ]);
    assert.deepEqual(
      folded.map(({ symbol, members }) => [symbol, members]),
      [
        ["water", []],
        ["water.Kind", ["RED"]],
        ["water.DEPTH", []],
      ],
    );
  });

  test("an attribute does not repeat what happened to the parameter", () => {
    const parameter = change({ kind: "parameter-added", parameter: "rate", after: "rate=1" });
    const attribute = change({ symbol: "water.Pump.rate", symbolKind: "attribute" });
    assert.deepEqual(foldMembers([attribute, parameter]), [parameter]);
    assert.deepEqual(foldMembers([attribute]), [attribute]);
  });
});

describe("changelog", () => {
  const lost = ["A", "B", "C", "D"].map((name) =>
    change({ kind: "removed", breaking: true, symbol: `water.${name}.stop`, symbolKind: "method" }),
  );

  test("what happened to many is told once, and what breaks comes first", () => {
    const [release] = changelog(
      result([
        change({ kind: "moved", symbol: "water.x", after: "water.y", replacement: "water.y" }),
        ...lost,
        change({}),
      ]),
    );
    assert.deepEqual(
      release?.sections.map(({ title, entries }) => [title, entries.map(({ symbols }) => symbols.length)]),
      [
        ["Removed or renamed", [4, 1]],
        ["New", [1]],
      ],
    );
  });

  test("as text and as Markdown with links", () => {
    const text = renderChanges(result(lost), { colour: false, all: false });
    assert.match(
      text,
      /^ {3}- water\.A\.stop, water\.B\.stop, water\.C\.stop and 1 more: method removed {2}\[breaking\]$/m,
    );
    assert.match(text, /^Water 2\.0 \(2025-02-20, date from registry; pypi:water: compared with 1\.0\)$/m);
    const markdown = renderMarkdown(
      result([
        change({ kind: "default-changed", breaking: true, parameter: "a", before: "`x`", after: "1" }),
      ]),
      { all: false },
    );
    assert.match(
      markdown,
      /^- \[`water\.Pump`\]\(https:\/\/w\.example\/2\.0\/pump\.html\): default of `a` `` `x` `` → `1` \*\*breaking\*\*$/m,
    );
  });

  test("of a long section the first entries are shown, unless all are asked for", () => {
    const letters = [..."abcdefghijklmnopqr"];
    const names = [...letters.map((letter) => `x${letter}z`), ...letters.map((letter) => `q${letter}v`)];
    const many = names.map((name) =>
      change({ kind: "removed", breaking: true, symbol: `water.${name}`, symbolKind: "function" }),
    );
    const old = ["A", "B", "C", "D"].map((name) =>
      change({ kind: "removed", breaking: true, symbol: `water.Old${name}` }),
    );
    const short = renderChanges(result([...many, ...old]), { colour: false, all: false });
    assert.match(short, /^ {3}- water\.Old\*: 4 classes removed: OldA, OldB, OldC, … {2}\[breaking\]$/m);
    assert.match(short, /^ {3}… and 7 more$/m);
    assert.match(short, /^Shortened: --all lists everything/m);
    const all = renderChanges(result([...many, ...old]), { colour: false, all: true });
    assert.equal(all.match(/^ {3}- /gm)?.length, 40);
    assert.doesNotMatch(all, /Shortened|more$/m);
    const markdown = renderMarkdown(result([...many, ...old]), { all: false });
    assert.match(
      markdown,
      /^- water\.Old\*: 4 classes removed: \[`OldA`\]\(https:[^)]*\), .*, … \*\*breaking\*\*$/m,
    );
    assert.match(markdown, /^- … and 7 more$/m);
  });

  test("releases that changed nothing are named together, and so are those with nothing before them", () => {
    const looked = (version: string, previous: string | null) => ({
      ...{ version, date: "2025-02-20", dateOrigin: "registry" as const },
      comparedWith: { "pypi:water": previous },
    });
    const text = renderChanges(
      { ...result([]), releases: [looked("1.0", null), looked("2.0", "1.0")] },
      { colour: false, all: false },
    );
    assert.match(text, /^No such change in 2\.0\.\n\nNothing older is indexed to compare 1\.0 with\.$/m);
  });

  test("no release in the span is said", () => {
    const empty = {
      ...result([]),
      releases: [],
      from: null,
      window: { from: "2025-01-01", to: "2025-07-01" },
    };
    assert.match(
      renderChanges({ ...empty, undated: ["3.0"] }, { colour: false, all: false }),
      /No indexed release.*\n\n.*not looked at: 3\.0/,
    );
  });
});
