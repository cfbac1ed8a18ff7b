import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readWrittenQuestions } from "../../../../scripts/train/pairs/written-questions.js";
import { temporaryFolder, writeFiles } from "../../../fixture.js";

test("files in the order of their names; other files are none of it", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "b.jsonl": '{"symbol":"waterlib.fill","questions":["more water"]}\n\n',
    "a.jsonl":
      '{"symbol":"waterlib.drain","questions":["less water","no water"]}\n{"corpus":"Waterlib","headingPath":["Pumps","Valves"],"questions":["one way"]}\n',
    "notes.md": "# Notes\n",
  });
  assert.deepEqual(await readWrittenQuestions(folder), [
    { symbol: "waterlib.drain", questions: ["less water", "no water"] },
    { corpus: "Waterlib", headingPath: ["Pumps", "Valves"], questions: ["one way"] },
    { symbol: "waterlib.fill", questions: ["more water"] },
  ]);
});

test("a line of another form, and a folder that is not there, are named", async (t) => {
  const folder = await temporaryFolder(t);
  for (const line of [
    ...["{", "[]", '{"symbol":"waterlib.fill"}', '{"symbol":"","questions":[]}'],
    '{"corpus":"Waterlib","headingPath":[],"questions":[]}',
    '{"symbol":"waterlib.fill","headingPath":["Pumps"],"questions":[]}',
  ]) {
    await writeFiles(folder, { "a.jsonl": `{"symbol":"waterlib.drain","questions":[]}\n${line}\n` });
    await assert.rejects(readWrittenQuestions(folder), /a\.jsonl: line 2 is neither/);
  }
  await assert.rejects(readWrittenQuestions(join(folder, "gone")), /gone: the folder of written questions/);
});
