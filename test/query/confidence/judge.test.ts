import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judge } from "../../../query/confidence/judge.js";
import { lackingParameter } from "../../../query/confidence/lacking-parameter.js";
import type { Weights } from "../../../query/confidence/probability.js";
import { SIGNALS, shareIn, wordsOf } from "../../../query/confidence/signals.js";
import type { Change } from "../../../query/history/change.js";
import { readQuestion } from "../../../query/question.js";
import type { Hit } from "../../../query/result.js";
import type { NamedSymbol } from "../../../query/symbols.js";

const hit: Hit = {
  ...{ rank: 1, url: "https://waterlib.example/2.0/pump.html", path: "pump.html", title: "waterlib.Pump" },
  ...{ headingPath: ["waterlib.Pump"], kind: "api", symbols: ["waterlib.Pump"], library: "waterlib" },
  ...{ version: "2.0", since: "1.0", sinceOldest: true, until: null, score: 1 },
  ...{ channels: { lexical: 1, symbol: 1 }, signature: "waterlib.Pump(flow_rate=5)", api: null },
  text: "- **flow_rate** (int, default=5): litres a second.",
  source: { id: "pypi:waterlib", kind: "pypi", priority: "framework-docs", reference: "waterlib-2.0.whl" },
  ...{ fetched: "2026-01-02T03:04:05Z", hash: "0123456789abcdef", chunks: [] },
};
const pump = (changed: Partial<NamedSymbol> = {}): NamedSymbol => ({
  ...{ name: "waterlib.Pump", asked: "Pump", match: "name", parameters: [] },
  ...{ signature: "waterlib.Pump(flow_rate=5)", isListed: false, ...changed },
});
const removed: Change = {
  ...{ kind: "parameter-removed", breaking: true, parameter: "bar_limit", before: "9", after: undefined },
  ...{ symbol: "waterlib.Pump", symbolKind: "class", library: "waterlib", version: "2.0", previous: "1.1" },
  ...{ date: undefined, dateOrigin: "none", replacement: null, evidence: [], contradicting: [], members: [] },
};
const shares = { first: 0.5, firstFive: 0.9 };
/** Sure of what is named and found first: the weights of the release are fitted, and change. */
const WEIGHTS = {
  ...Object.fromEntries(SIGNALS.map((name) => [name, 0])),
  ...{ intercept: 1, topNamed: 3 },
} as unknown as Weights;
const judged = (
  text: string,
  named: readonly NamedSymbol[],
  history: readonly Change[] = [],
  isGuessed = false,
) => {
  const question = readQuestion(text);
  const lacking = lackingParameter(question, named, [hit], history, () => false);
  return judge(
    {
      ...{ question, named, hits: [hit], history, versionFrom: "asked", unknown: [], shares },
      ...{ lacking, common: undefined, isGuessed, notIndexed: [] },
    },
    WEIGHTS,
  );
};

describe("judge", () => {
  test("a parameter that the API has: HIGH", () => {
    const { level } = judged("default of flow_rate in Pump", [pump({ parameters: ["flow_rate"] })]);
    assert.equal(level, "HIGH");
  });

  for (const question of ["Pump(speed=3)", "the speed argument of Pump", "max_speed of Pump"]) {
    test(`a parameter that it has not: LOW (${question})`, () => {
      const { level, verified, reasons } = judged(question, [pump()]);
      assert.equal(level, "LOW");
      assert.equal(verified, false);
      assert.match(reasons[0] ?? "", /^waterlib\.Pump has no “(max_)?speed” in waterlib 2\.0$/);
    });
  }

  test("an everyday word in the place of a parameter is one, but not where anything is taken", () => {
    const { level, reasons } = judged("Pump(name='north')", [pump()]);
    assert.equal(level, "LOW");
    assert.match(reasons[0] ?? "", /^waterlib\.Pump has no “name”/);
    const open = pump({ signature: "waterlib.Pump(flow_rate=5, **kwargs)" });
    assert.equal(judged("Pump(name='north')", [open]).level, "HIGH");
  });

  test("one that it had is said to be gone, although another class has an attribute of that name", () => {
    const other = pump({ name: "waterlib.Limits.bar_limit", asked: "bar_limit", signature: "" });
    const { level, reasons } = judged("does Pump accept bar_limit?", [pump(), other], [removed]);
    assert.equal(level, "LOW");
    assert.match(reasons[0] ?? "", /has no “bar_limit” in waterlib 2\.0; 1\.1 had it$/);
  });

  test("a method that many APIs have, and nothing else, is nobody's: LOW", () => {
    const common = { name: "start", of: ["waterlib.Pump.start", "waterlib.Tap.start"] };
    const asked = {
      question: readQuestion("what does start return"),
      named: [pump()],
      hits: [hit],
      history: [],
    };
    const rest = {
      ...{ versionFrom: "asked" as const, unknown: [], lacking: undefined, common, shares },
      ...{ isGuessed: false, notIndexed: [] },
    };
    const { level, reasons } = judge({ ...asked, ...rest }, WEIGHTS);
    assert.equal(level, "LOW");
    assert.match(reasons[0] ?? "", /^“start” is a method of many APIs, among them waterlib\.Pump\.start, /);
  });

  test("a parameter that several APIs have is answered for each, and which are there is said: MEDIUM", () => {
    const having = (name: string) => pump({ name, asked: "flow_rate", match: "parameter" });
    const { level, reasons } = judged("default of flow_rate", [
      having("waterlib.Pump"),
      having("waterlib.Tap"),
    ]);
    assert.equal(level, "MEDIUM");
    assert.match(reasons[0] ?? "", /is a parameter of waterlib\.Pump, waterlib\.Tap: name the one you mean/);
  });

  test("what takes any keyword is not said to lack one, but its documentation must name it", () => {
    const open = pump({ signature: "waterlib.Pump(**options)" });
    const { level, reasons } = judged("the speed argument of Pump", [open]);
    assert.equal(level, "LOW");
    assert.match(reasons[0] ?? "", /^waterlib\.Pump takes any keyword .* does not name “speed”$/);
    assert.equal(judged("the flow_rate argument of Pump", [open]).level, "HIGH");
  });

  test("a library that was guessed is doubted, most where nothing is named", () => {
    const { level, probability, reasons } = judged("how does water flow", [], [], true);
    assert.equal(level, "LOW");
    assert.ok(probability < judged("how does water flow", []).probability / 2);
    assert.match(
      reasons[0] ?? "",
      /^the question names neither a library nor an API: .* waterlib is a guess$/,
    );
    assert.equal(judged("what does Pump do", [pump()], [], true).level, "MEDIUM");
    assert.equal(judged("what does Pump do", [pump()]).level, "HIGH");
  });

  test("nothing is concluded where two APIs are named", () => {
    const valve = pump({ name: "waterlib.Valve", asked: "Valve" });
    assert.equal(judged("the speed argument of Pump and Valve", [pump(), valve]).level, "HIGH");
  });

  test("what one hit holds and lacks counts, whichever hit it is", () => {
    const question = readQuestion("how to plot the decision tree");
    const first: Hit = { ...hit, channels: { lexical: 4 }, text: "Trees of decisions." };
    const full: Hit = {
      ...{ ...hit, rank: 2, title: "waterlib.plot_tree", headingPath: [], symbols: ["waterlib.plot_tree"] },
      ...{ channels: { lexical: 1, dense: 4 }, text: "Plot a decision tree.\n\nThe rest is about leaves." },
    };
    const told = (hits: readonly Hit[]) =>
      judge(
        {
          ...{ question, named: [], hits, history: [], versionFrom: "asked", unknown: [], shares },
          ...{ lacking: undefined, common: undefined, isGuessed: false, notIndexed: [] },
        },
        WEIGHTS,
      ).signals;
    const both = told([first, full]);
    assert.deepEqual([both?.fullest, both?.absent, both?.opening, both?.both], [1, 0, 1, 0.5]);
    const alone = told([first]);
    assert.deepEqual([alone?.fullest, alone?.both], [2 / 3, 0]);
    assert.ok(Math.abs((alone?.absent ?? 0) - 1 / 20) < 1e-9, "one word of three, counted of twenty");
  });

  test("words count where words begin, in names as well", () => {
    const text = wordsOf("Resizes a WaterPump; kept in `flow_rates`, unlike HTTPServer2.");
    const share = (...some: string[]) => shareIn(some, text);
    assert.deepEqual(
      [share("water"), share("pump"), share("waterpump"), share("rate"), share("server"), share("resizing")],
      [1, 1, 1, 1, 1, 1],
    );
    assert.equal(share("size", "lows", "ter", "keptin"), 0, "the ends of words are no words");
  });
});
