import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildIndex } from "../../indexer/index.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { createDocumentationTool, KnowledgeBaseRetriever } from "../../query/langchain.js";
import { temporaryFolder, waterlib } from "../fixture.js";

test("a LangChain retriever and tool over a real index", async (t) => {
  const folder = await temporaryFolder(t);
  const data = join(folder, "data");
  await buildIndex({ data, corpora: [await waterlib(folder)], choice: { type: "all" } });
  const base = await openKnowledgeBase({ data });
  t.after(() => base.close());

  const retriever = new KnowledgeBaseRetriever(base, { library: "waterlib", version: "1.1", limit: 2 });
  const [first] = await retriever.invoke("default of flow_rate");
  assert.match(first?.pageContent ?? "", /8 litres/);
  assert.equal(first?.metadata.version, "1.1");
  assert.equal(first?.metadata.url, "https://waterlib.example/1.1/pump.html");
  assert.deepEqual([first?.metadata.since, first?.metadata.sinceOldest], ["1.1", false]);

  const documentation = createDocumentationTool(base);
  const answer = JSON.parse(await documentation.invoke({ question: "default of flow_rate", version: "1.0" }));
  assert.equal(answer.version, "1.0");
  assert.match(answer.quotations[0].text, /5 litres/);
  // What is in the oldest indexed release may be older.
  assert.deepEqual([answer.quotations[0].since, answer.quotations[0].sinceOldest], ["1.0", true]);
  const refused = JSON.parse(await documentation.invoke({ question: "default of flow_rate", version: "9" }));
  assert.equal(refused.code, "VERSION_NOT_INDEXED");
});
