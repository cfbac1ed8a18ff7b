import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { KbError } from "../../../corpora/errors.js";
import { buildIndex } from "../../../indexer/index.js";
import type { Change } from "../../../query/history/change.js";
import { renderSymbol } from "../../../query/history/render-symbol.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../../query/knowledge-base.js";
import { directoryCorpus, writeFiles } from "../../fixture.js";

const init = (names: readonly string[], module = "pump") =>
  `"""Water."""\nfrom waterlib.${module} import ${names.join(", ")}\n__all__ = ${JSON.stringify(names)}\n`;

const pump = (signature: string, text: string, more = "") => `class Pump:
    """Moves water from one tank to another.

    ${text}
    """
    def __init__(self, ${signature}):
        pass
    def start(self, now=True):
        """Starts to move water."""
${more}`;

const drain = (note = "") => `
def drain(tank, speed=1):
    """Empties a tank into the river nearby.${note}
    """
`;

/** Four releases: parameters change, a function is deprecated and goes, a class comes, a function moves. */
const RELEASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1.0": {
    "waterlib/__init__.py": init(["Pump", "drain"]),
    "waterlib/pump.py": pump("rate=5, *, cold=False", "It is blue.") + drain(),
    "waterlib/gauge.py": 'def level(tank):\n    """Tells how full a tank is, in litres."""\n',
  },
  "1.1": {
    "waterlib/__init__.py": init(["Pump", "drain"]),
    "waterlib/pump.py":
      pump("rate=8, *, cold=False, warm=False", "It is blue.") +
      drain("\n\n    .. deprecated:: 1.1\n        Use :func:`empty` instead."),
    "waterlib/gauge.py": 'def level(tank):\n    """Tells how full a tank is, in litres."""\n',
  },
  "2.0": {
    "waterlib/__init__.py": init(["Pump", "Valve"]),
    "waterlib/pump.py":
      pump("rate=8, *, warm=False", "It is green.", "    def stop(self):\n        pass\n") +
      'class Valve:\n    """Opens and closes a pipe of any width."""\n    def open(self):\n        """Opens."""\n',
    "waterlib/instruments.py": 'def level(tank):\n    """Tells how full a tank is, in litres."""\n',
  },
};

const DATES = { "1.0": "2024-01-15", "1.1": "2024-07-01", "2.0": undefined };

const told = (changes: readonly Change[]) =>
  changes.map(({ version, kind, symbol, parameter }) =>
    [version, kind, symbol, ...(parameter === undefined ? [] : [parameter])].join(" "),
  );

describe("the history of an API", () => {
  let folder = "";
  let base: KnowledgeBase;
  const index = async (order: readonly string[]): Promise<KnowledgeBase> => {
    const data = join(folder, `data-${order.join("-")}`);
    const corpus = directoryCorpus(folder, DATES);
    for (const version of order)
      await buildIndex({ data, corpora: [corpus], choice: { type: "requests", requests: [version] } });
    return openKnowledgeBase({ data });
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kb-history-"));
    for (const [version, files] of Object.entries(RELEASES)) await writeFiles(join(folder, version), files);
    base = await index(["1.0", "1.1", "2.0"]);
  });
  after(async () => {
    await base.close();
    await rm(folder, { recursive: true, force: true });
  });

  const EXPECTED = [
    "1.1 parameter-added waterlib.Pump warm",
    "1.1 default-changed waterlib.Pump rate",
    "1.1 deprecated waterlib.drain",
    "2.0 removed waterlib.drain",
    "2.0 moved waterlib.gauge.level",
    "2.0 parameter-removed waterlib.Pump cold",
    "2.0 added waterlib.Pump.stop",
    "2.0 added waterlib.Valve",
  ];

  test("changes between neighbouring releases, oldest first", async () => {
    const result = await base.changes({ library: "water", from: "1.0" });
    assert.deepEqual(told(result.changes), EXPECTED);
    assert.deepEqual(
      result.releases.map(({ version, comparedWith }) => [version, comparedWith]),
      [
        ["1.1", { directory: "1.0" }],
        ["2.0", { directory: "1.1" }],
      ],
    );
    const changed = result.changes[1];
    assert.equal(changed?.breaking, true);
    assert.equal(changed?.date, "2024-07-01");
    assert.equal(changed?.dateOrigin, "definition");
    assert.deepEqual(changed?.evidence, [
      {
        source: "directory",
        version: "1.0",
        url: "https://waterlib.example/1.0/waterlib/pump.html#waterlib.Pump",
        quotation: "Pump(…, rate=5, …)",
      },
      {
        source: "directory",
        version: "1.1",
        url: "https://waterlib.example/1.1/waterlib/pump.html#waterlib.Pump",
        quotation: "Pump(…, rate=8, …)",
      },
    ]);
    assert.deepEqual(result.changes.at(-1)?.members, ["open"]);
  });

  test("in whatever order the releases were indexed", async () => {
    for (const order of [
      ["2.0", "1.0", "1.1"],
      ["1.1", "2.0", "1.0"],
    ]) {
      const other = await index(order);
      const [a, b] = await Promise.all(
        [base, other].map((each) => each.changes({ library: "water", from: "1.0" })),
      );
      assert.deepEqual(b?.changes, a?.changes, order.join());
      const [x, y] = await Promise.all([base, other].map((each) => each.symbol({ name: "waterlib.Pump" })));
      assert.deepEqual(y?.history, x?.history);
      await other.close();
    }
  });

  test("narrowed by breaking, symbol, kind, release and window", async () => {
    const changes = async (options: object) =>
      told((await base.changes({ library: "water", from: "1.0", ...options })).changes);
    assert.deepEqual(await changes({ breaking: true }), [EXPECTED[1], EXPECTED[3], EXPECTED[4], EXPECTED[5]]);
    assert.deepEqual(await changes({ symbol: "*.Pump*", kinds: ["added"] }), [
      "2.0 added waterlib.Pump.stop",
    ]);
    // A name as kb symbol takes it, with its members; one that is nowhere is no empty list.
    const pump = [EXPECTED[0], EXPECTED[1], EXPECTED[5], EXPECTED[6]];
    for (const symbol of ["Pump", "Pump()", "waterlib.pump.Pump", "waterlib.Pump*"]) {
      assert.deepEqual(await changes({ symbol }), pump);
    }
    for (const symbol of ["", "[", "nope*", "Pumq"]) {
      await assert.rejects(
        changes({ symbol }),
        (error) => error instanceof KbError && error.code === "SYMBOL_UNKNOWN",
        symbol,
      );
    }
    assert.deepEqual(await changes({ to: "1.1" }), EXPECTED.slice(0, 3));
    assert.deepEqual(await changes({ kinds: ["documentation-changed"] }), [
      "1.1 documentation-changed waterlib.drain",
      "2.0 documentation-changed waterlib.Pump",
    ]);
    const window = await base.changes({ library: "water", asOf: new Date("2024-08-01T00:00:00Z") });
    assert.deepEqual(told(window.changes), EXPECTED.slice(0, 3));
    assert.deepEqual(window.undated, ["2.0"]);
    await assert.rejects(
      changes({ from: "9" }),
      (error) => error instanceof KbError && error.code === "VERSION_NOT_INDEXED",
    );
    await assert.rejects(
      changes({ kinds: ["nope"] }),
      (error) => error instanceof KbError && error.code === "USAGE",
    );
    await assert.rejects(changes({ from: "2.0", to: "1.0" }), /newer/);
  });

  test("a symbol as of one release, with its history", async () => {
    const answer = await base.symbol({ name: "Pump", version: "1.1" });
    assert.ok(answer.found);
    assert.equal(answer.name, "waterlib.Pump");
    assert.equal(answer.signature, "waterlib.Pump(rate=8, *, cold=False, warm=False)");
    assert.deepEqual(
      answer.parameters.map(({ name }) => name),
      ["rate", "cold", "warm"],
    );
    assert.deepEqual(answer.since, { version: "1.0", from: "oldest" });
    assert.equal(answer.deprecated, null);
    assert.deepEqual(told(answer.history), [
      "1.1 default-changed waterlib.Pump rate",
      "1.1 parameter-added waterlib.Pump warm",
      "2.0 parameter-removed waterlib.Pump cold",
      "2.0 documentation-changed waterlib.Pump",
    ]);
    assert.deepEqual(
      answer.documented.map(({ url }) => url),
      ["https://waterlib.example/1.1/waterlib/pump.html#waterlib.Pump"],
    );
  });

  test("deprecated since, and since when", async () => {
    const drained = await base.symbol({ name: "waterlib.drain", version: "1.1" });
    assert.ok(drained.found && drained.deprecated);
    assert.deepEqual(drained.deprecated.since, { version: "1.1", from: "declared" });
    const valve = await base.symbol({ name: "Valve" });
    assert.ok(valve.found);
    assert.deepEqual(valve.since, { version: "2.0", from: "indexed" });
  });

  test("under its new name it keeps the past of the old one", async () => {
    const level = await base.symbol({ name: "waterlib.instruments.level" });
    assert.ok(level.found);
    assert.deepEqual(level.since, { version: "1.0", from: "oldest" });
    assert.deepEqual(told(level.history), ["2.0 moved waterlib.gauge.level"]);
  });

  test("a name that is not there: since when it is gone, when it comes, what is like it", async () => {
    const gone = await base.symbol({ name: "waterlib.drain" });
    assert.ok(!gone.found);
    assert.deepEqual([gone.went?.version, gone.went?.previous, gone.came], ["2.0", "1.1", null]);
    const moved = await base.symbol({ name: "waterlib.gauge.level" });
    assert.ok(!moved.found);
    assert.equal(moved.replacement, "waterlib.instruments.level");
    const early = await base.symbol({ name: "waterlib.Valve", version: "1.0" });
    assert.ok(!early.found);
    assert.deepEqual([early.came?.version, early.went], ["2.0", null]);
    const misspelt = await base.symbol({ name: "waterlib.Valv" });
    assert.ok(!misspelt.found);
    assert.deepEqual(misspelt.nearest, ["waterlib.Valve"]);
    assert.deepEqual(misspelt.history, []);
  });

  test("a name that is a parameter: of what, since when, until when, and what happened to it", async () => {
    const facts = async (name: string, version?: string) => {
      const answer = await base.symbol({ name, version });
      assert.ok(!answer.found);
      const { asParameter } = answer;
      assert.ok(asParameter, name);
      const { owner, here, since, went, came, history } = asParameter;
      assert.equal(owner, name.includes("start") ? "waterlib.Pump.start" : "waterlib.Pump");
      return [here?.default, since, went?.previous, came?.version, told(history)];
    };
    const cold = ["2.0 parameter-removed waterlib.Pump cold"];
    const oldest = { version: "1.0", from: "oldest" };
    assert.deepEqual(await facts("Pump.cold", "1.1"), ["False", oldest, undefined, undefined, cold]);
    assert.deepEqual(await facts("Pump.cold"), [undefined, null, "1.1", undefined, cold]);
    const warm = ["1.1 parameter-added waterlib.Pump warm"];
    const since = { version: "1.1", from: "indexed" };
    assert.deepEqual(await facts("waterlib.Pump.warm"), ["False", since, undefined, undefined, warm]);
    assert.deepEqual(await facts("Pump.warm", "1.0"), [undefined, null, undefined, "1.1", warm]);
    assert.deepEqual(await facts("Pump.start.now"), ["True", oldest, undefined, undefined, []]);
    const none = await base.symbol({ name: "Pump.hot" });
    assert.ok(!none.found);
    assert.equal(none.asParameter, null);
  });

  test("a parameter as a person reads it", async () => {
    const text = async (version: string) =>
      renderSymbol(await base.symbol({ name: "Pump.cold", version }), false);
    assert.match(
      await text("1.1"),
      /^cold is a parameter of the class waterlib\.Pump \(Waterlib 1\.1, as asked, released 2024-07-01\)\n\n {3}cold=False {2}\(keyword-only\)\n\nHistory: in or before 1\.0\n/,
    );
    assert.match(
      await text("2.0"),
      /^The class waterlib\.Pump takes no cold in Waterlib 2\.0 .*\nIt was a parameter until 1\.1; in 2\.0 \(date unknown\): cold removed\.\n/,
    );
  });

  test("parentheses at the end of a name are no part of it", async () => {
    const answer = await base.symbol({ name: "Pump.start()" });
    assert.ok(answer.found);
    assert.equal(answer.name, "waterlib.Pump.start");
  });

  test("two releases compared, API and text", async () => {
    const diff = await base.diff({ library: "water", from: "1.0", to: "2.0", symbol: "waterlib.Pump" });
    assert.deepEqual(told(diff.changes), [
      "2.0 parameter-removed waterlib.Pump cold",
      "2.0 default-changed waterlib.Pump rate",
      "2.0 parameter-added waterlib.Pump warm",
      "2.0 added waterlib.Pump.stop",
    ]);
    assert.deepEqual(
      diff.documents.map(({ title, status, hunks }) => [
        title,
        status,
        hunks.flatMap(({ lines }) => lines).filter((line) => /^[-+]/.test(line)),
      ]),
      [
        [
          "waterlib.Pump",
          "changed",
          [
            "-waterlib.Pump(rate=5, *, cold=False)",
            "+waterlib.Pump(rate=8, *, warm=False)",
            "-It is blue.",
            "+It is green.",
            "+",
            "+# waterlib.Pump › stop",
            "+",
            "+```python",
            "+waterlib.Pump.stop()",
            "+```",
          ],
        ],
      ],
    );
    const same = await base.diff({ library: "water", from: "1.0", to: "1.0" });
    assert.deepEqual([same.changes, same.documents], [[], []]);
  });

  test("a hit says since when, deprecated since when, and what changed lately", async () => {
    const asOf = new Date("2024-08-01T00:00:00Z");
    const { hits, recent } = await base.query({ question: "waterlib.drain", version: "1.1", asOf });
    assert.deepEqual(hits[0]?.api, {
      symbol: "waterlib.drain",
      since: { version: "1.0", from: "oldest" },
      deprecatedSince: { version: "1.1", from: "declared" },
      replacement: hits[0]?.api?.replacement,
      changedIn: [],
    });
    assert.ok(told(recent.changes).includes("1.1 deprecated waterlib.drain"));
    assert.ok(recent.changes.every(({ version }) => version === "1.1"));
  });
});
