import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HarvestedDocument } from "../../indexer/harvest.js";
import { mentionRows } from "../../indexer/mentions.js";

const document = (path: string, ...chunks: (readonly [readonly string[], string])[]): HarvestedDocument => ({
  id: path,
  path,
  title: path,
  kind: "api",
  chunks: chunks.map(([symbols, text], at) => ({
    ...{ id: `${path}#${at}`, anchor: "", headingPath: [path], symbols, text, embedText: text },
  })),
});

const pump = document("pump", [
  ["waterlib.Pump"],
  "Moves water. Pump.start() begins. Use `waterlib.Pump` often.",
]);
const valve = document("valve", [["waterlib.Valve"], "Holds water back."]);

const about = (name: string, ...documents: readonly HarvestedDocument[]) =>
  [...mentionRows("site", documents).values()].find(({ symbols }) => symbols.includes(name));

describe("what others say about an API", () => {
  test("the sentences that name it, and the pages they stand on; its own page does not count", () => {
    const guide = document("guide", [
      [],
      "Fill the tank first. To raise the level, call `waterlib.Pump` with a rate. Then wait.\n\nNothing here.",
    ]);
    const row = about("waterlib.Pump", pump, valve, guide);
    assert.equal(row?.text, "To raise the level, call `waterlib.Pump` with a rate.");
    assert.equal(row?.pages, 1);
    assert.equal(row?.document, "pump");
    assert.equal(about("waterlib.Valve", pump, valve, guide), undefined);
  });

  test("of code only the comments are words, and every use counts once a page", () => {
    const example = document("example", [
      [],
      "```python\nx = waterlib.Pump(1)  # drain the pool\ny = waterlib.Pump(2)\n```",
    ]);
    const row = about("waterlib.Pump", pump, example);
    assert.equal(row?.text, "drain the pool");
    assert.equal(row?.pages, 1);
  });

  test("a method is known by its last part; a name that two bear counts half for each", () => {
    const tank = document("tank", [["waterlib.Tank.fill"], "Fills."], [["waterlib.Bucket.fill"], "Fills."]);
    const user = document("user", [[], "After t.fill() it is full."]);
    assert.equal(about("waterlib.Tank.fill", tank, user)?.pages, 0.5);
    assert.equal(about("waterlib.Bucket.fill", tank, user)?.pages, 0.5);
  });

  test("a name that many bear tells nothing", () => {
    const many = document(
      "many",
      ...["A", "B", "C", "D", "E"].map((name) => [[`waterlib.${name}.fit`], "Fits."] as const),
    );
    const user = document("user", [[], "Then model.fit() runs."]);
    assert.equal(mentionRows("site", [many, user]).size, 0);
  });

  test("the order of reading does not show", () => {
    const guides = ["a", "b", "c"].map((path) => document(path, [[], `In ${path} a waterlib.Pump is used.`]));
    const forth = mentionRows("site", [pump, ...guides]);
    const back = mentionRows("site", [...guides.reverse(), pump]);
    assert.deepEqual([...forth.keys()].sort(), [...back.keys()].sort());
  });
});
