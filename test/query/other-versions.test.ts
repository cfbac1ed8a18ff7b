import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex } from "../../indexer/index.js";
import { renderBrief } from "../../query/answer/render-brief.js";
import { renderPlain } from "../../query/answer/render-plain.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { temporaryFolder, waterlib } from "../fixture.js";

test("of several versions in a question the newest is answered, and the others are told", async (t) => {
  const folder = await temporaryFolder(t);
  const data = `${folder}/data`;
  await buildIndex({ data, corpora: [await waterlib(`${folder}/docs`)], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data });
  t.after(() => base.close());
  const ask = (question: string, version?: string) => base.answer({ question, version });

  const both = await ask("default of flow_rate in waterlib 1.0 and 1.1");
  assert.deepEqual([both.version, both.versionFrom], ["1.1", "question"]);
  assert.deepEqual(both.otherVersions, [{ asked: "1.0", version: "1.0" }]);
  const told = /the question also names 1\.0: kb diff waterlib 1\.0 1\.1/;
  assert.match(renderBrief(both), told);
  assert.match(renderPlain(both, { colour: false, width: 200 }), told);

  const range = await ask("what changed between 1.0 and 2.0");
  assert.deepEqual([range.version, range.versionFrom], ["2.0", "question"]);
  assert.match(renderBrief(range), /kb changes waterlib --since 1\.0$/m);

  const unknown = await ask("flow_rate in waterlib 1.1 and 3.0");
  assert.deepEqual([unknown.version, unknown.otherVersions], ["1.1", [{ asked: "3.0", version: null }]]);
  assert.match(renderBrief(unknown), /the question also names 3\.0, which is not indexed$/m);

  const flag = await ask("flow_rate in waterlib 1.1", "2.0");
  assert.deepEqual([flag.version, flag.versionFrom], ["2.0", "asked"]);
  assert.deepEqual(flag.otherVersions, [{ asked: "1.1", version: "1.1" }]);

  const whole = await ask("flow_rate in waterlib 1");
  assert.deepEqual([whole.version, whole.versionFrom, whole.otherVersions], ["1.1", "question", []]);
  assert.equal((await ask("waterlib 2 pumps")).versionFrom, "newest");
  await assert.rejects(ask("flow_rate in waterlib v4"), { code: "VERSION_NOT_INDEXED" });
});
