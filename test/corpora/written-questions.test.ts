import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { bundledQuestions, readWrittenQuestions } from "../../corpora/written-questions.js";
import { temporaryFolder, writeFiles } from "../fixture.js";

test("files in the order of their names; other files are none of it", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "b.jsonl": '{"symbol":"waterlib.fill","questions":["more water"]}\n\n',
    "a.jsonl":
      '{"symbol":"waterlib.drain","questions":["less water","no water"]}\n{"corpus":"Waterlib","headingPath":["Pumps","Valves"],"questions":["one way"]}\n',
    "notes.md": "# Notes\n",
  });
  assert.deepEqual((await readWrittenQuestions(folder)).rows, [
    { symbol: "waterlib.drain", questions: ["less water", "no water"] },
    { corpus: "Waterlib", headingPath: ["Pumps", "Valves"], questions: ["one way"] },
    { symbol: "waterlib.fill", questions: ["more water"] },
  ]);
});

test("what was written about one thing in several files is told together, and nothing of what nobody wrote of", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFiles(folder, {
    "a.jsonl":
      '{"symbol":"waterlib.fill","questions":["more water"]}\n{"corpus":"Waterlib","headingPath":["Pumps","Valves"],"questions":["one way"]}\n',
    "b.jsonl": '{"symbol":"waterlib.fill","questions":["up to the brim"]}\n',
  });
  const written = await readWrittenQuestions(folder);
  assert.deepEqual(written.aboutApi("waterlib.fill"), ["more water", "up to the brim"]);
  assert.deepEqual(written.aboutSection("Waterlib", ["Pumps", "Valves"]), ["one way"]);
  assert.deepEqual(written.aboutApi("fill"), []);
  assert.deepEqual(written.aboutSection("Waterlib", ["Pumps"]), []);
  assert.deepEqual(written.aboutSection("Otherlib", ["Pumps", "Valves"]), []);
});

test("other questions have another digest, the same have the same", async (t) => {
  const folder = await temporaryFolder(t);
  const digestOf = async (questions: readonly string[]): Promise<string> => {
    await writeFiles(folder, { "a.jsonl": JSON.stringify({ symbol: "waterlib.fill", questions }) });
    return (await readWrittenQuestions(folder)).digest;
  };
  const digest = await digestOf(["more water"]);
  assert.equal(await digestOf(["more water"]), digest);
  assert.notEqual(await digestOf(["more water", "less"]), digest);
});

test("those that come with kb can be read", async () => {
  const { rows, aboutApi } = await readWrittenQuestions(bundledQuestions());
  assert.ok(rows.every(({ questions }) => new Set(questions).size === questions.length));
  assert.ok(aboutApi("torch.topk").length > 0);
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
