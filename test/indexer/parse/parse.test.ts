import assert from "node:assert/strict";
import { test } from "node:test";
import type { Document } from "../../../indexer/parse/document.js";
import { parsePages } from "../../../indexer/parse/parse.js";
import type { Page } from "../../../indexer/source/source.js";

async function parseAll(pages: readonly Page[]) {
  const documents: Document[] = [];
  const invisible: [string, number][] = [];
  const parsed = parsePages(
    (async function* () {
      yield* pages;
    })(),
    {
      packageName: "waterlib",
      onProblem: ({ reason }) => assert.fail(reason),
      onPage: () => {},
      onInvisible: (path, removed) => invisible.push([path, removed]),
    },
  );
  for await (const document of parsed) documents.push(document);
  return { invisible, text: JSON.stringify(documents) };
}

test("characters that nobody sees reach no document and are counted by page", async () => {
  const { text, invisible } = await parseAll([
    {
      path: "a.html",
      mediaType: "text/html",
      bytes: Buffer.from("<h1>Wa\u200bter</h1><p>Flows&#x202e; down\u{e0041}hill.</p>"),
    },
    { path: "b.md", mediaType: "text/markdown", bytes: Buffer.from("# Wine\n\nPlain.\n") },
    { path: "c.md", mediaType: "text/markdown", bytes: Buffer.from("# Mark\n\nv\ue000.\n") },
  ]);
  assert.match(text, /Water/);
  assert.match(text, /Flows downhill\./);
  assert.doesNotMatch(text, /\u202e|\u{e0041}|\ue000/u);
  assert.deepEqual(invisible, [
    ["a.html", 3],
    ["c.md", 1],
  ]);
});

test("a page is read in the encoding that its server or the page itself names", async () => {
  const page = (charset: string | undefined, head: string): Page => ({
    path: "a.html",
    mediaType: "text/html",
    ...(charset !== undefined && { charset }),
    bytes: Buffer.concat([Buffer.from(`${head}<h1>Water</h1><p>`), Buffer.from([0xd7, 0xcf, 0xc4, 0xc1])]),
  });
  assert.match((await parseAll([page("koi8-r", "")])).text, /вода/);
  assert.match((await parseAll([page(undefined, "<meta charset=koi8-r>")])).text, /вода/);
});
