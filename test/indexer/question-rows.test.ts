import assert from "node:assert/strict";
import { test } from "node:test";
import { readWrittenQuestions } from "../../corpora/written-questions.js";
import type { Harvest, HarvestedDocument } from "../../indexer/harvest.js";
import { questionRows } from "../../indexer/question-rows.js";
import { temporaryFolder, writeFiles } from "../fixture.js";

const document = (path: string, symbols: readonly string[], headingPath = [path]): HarvestedDocument => ({
  ...{ id: path, path, title: path, kind: symbols.length > 0 ? "api" : "guide" },
  chunks: [{ id: `${path}#0`, anchor: "", headingPath, symbols, text: "Water.", embedText: "Water." }],
});

const fact = (name: string, aliases: readonly string[]): Harvest["symbols"][number]["fact"] => ({
  ...{ name, aliases, kind: "function", signatures: [], parameters: [], summary: "", anchor: undefined },
});

test("APIs and sections have the questions of their names, once each document; what is not there has none", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "water.jsonl": [
      { symbol: "waterlib.Pump", questions: ["move water uphill", "against gravity"] },
      { symbol: "waterlib.Pump.start", questions: ["it does not run"] },
      { symbol: "waterlib.Gone", questions: ["what went"] },
      { symbol: "waterlib.old_name", questions: ["as it was called"] },
      { corpus: "Waterlib", headingPath: ["Guide", "Leaks"], questions: ["the floor is wet"] },
      { corpus: "Otherlib", headingPath: ["Guide", "Rust"], questions: ["it is brown"] },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  });
  const written = await readWrittenQuestions(folder);
  const pump = document("pump", ["waterlib.Pump", "waterlib.Pump.start"]);
  const documents = [
    pump,
    { ...pump, id: "again", chunks: [...pump.chunks, ...pump.chunks] },
    document("renamed", ["waterlib.new_name"]),
    document("leaks", [], ["Guide", "Leaks"]),
    document("rust", [], ["Guide", "Rust"]),
  ];
  const symbols = [
    { document: pump, fact: fact("waterlib.Pump", ["waterlib.old_name"]) },
    { document: document("renamed", []), fact: fact("waterlib.new_name", ["waterlib.old_name"]) },
  ];
  const rows = [...questionRows("site", "Waterlib", { documents, symbols }, written).values()];
  const start = ["waterlib.Pump.start", "it does not run"];
  const whole = ["waterlib.Pump", "move water uphill\nagainst gravity"];
  assert.deepEqual(
    rows.map(({ document, symbols: names, text }) => [document, ...names, text]),
    [
      ["pump", ...whole],
      ["pump", ...start],
      ["again", ...whole],
      ["again", ...start],
      ["leaks", "the floor is wet"],
      ["renamed", "waterlib.new_name", "as it was called"],
    ],
  );
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
});
