import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { parseCorpus } from "../../../corpora/corpus.js";
import { buildIndex } from "../../../indexer/index.js";
import { renderSymbol } from "../../../query/history/render-symbol.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { temporaryFolder, writeFiles } from "../../fixture.js";

const reference = (names: readonly string[], functions: readonly string[] = []) => `
API reference
=============

.. currentmodule:: waterlib

.. autosummary::
   :toctree: generated/
   :template: class.rst

${names.map((name) => `   ${name}\n`).join("")}
${functions.map((name) => `.. autofunction:: ${name}\n`).join("\n")}
`;

/** Releases of which only the API reference is there, and code of one where `code` says so. */
async function openWater(
  t: TestContext,
  pages: Readonly<Record<string, string>>,
  code: Readonly<Record<string, string>> = {},
) {
  const folder = await temporaryFolder(t);
  for (const [version, text] of Object.entries(pages))
    await writeFiles(`${folder}/pages/${version}`, { "doc/api.rst": text });
  for (const [version, text] of Object.entries(code))
    await writeFiles(`${folder}/code/${version}`, { "waterlib/__init__.py": text });
  const source = (id: string, versions: readonly string[]) => ({
    ...{ id, kind: "directory", path: `${folder}/${id}/{version}` },
    releases: versions.map((version) => ({ version, date: "2025-02-20" })),
  });
  const sources = [
    source("pages", Object.keys(pages)),
    ...(Object.keys(code).length > 0 ? [source("code", Object.keys(code))] : []),
  ];
  const corpus = { id: "waterlib", name: "Waterlib", homepage: "https://water.example/", sources };
  await buildIndex({
    ...{ data: `${folder}/data`, corpora: [parseCorpus(corpus, "the test")], choice: { type: "all" } },
  });
  const base = await openKnowledgeBase({ data: `${folder}/data`, preload: false });
  t.after(() => base.close());
  return { base, folder };
}

test("what an API reference lists is there, and nothing follows of what it does not say", async (t) => {
  const { base, folder } = await openWater(t, {
    "1.0": reference(["Pump", "Pipe"], ["fill"]),
    "2.0": reference(["Pump", "Valve"], ["fill"]),
  });
  const pump = await base.symbol({ name: "waterlib.Pump" });
  assert.ok(pump.found);
  assert.deepEqual([pump.kind, pump.signature, pump.isListed], ["class", null, true]);
  assert.match(renderSymbol(pump, false), /its signature is not known, nor are its members/);

  const { changes } = await base.changes({ library: "waterlib", from: "1.0" });
  assert.deepEqual(
    changes.map(({ kind, symbol, breaking }) => [kind, symbol, breaking]),
    [
      ["removed", "waterlib.Pipe", null],
      ["added", "waterlib.Valve", false],
    ],
  );
  assert.ok(changes.every(({ evidence }) => evidence.every(({ isListing }) => isListing === true)));

  const valve = await base.symbol({ name: "waterlib.Valve" });
  assert.deepEqual(valve.found && valve.since, { version: "2.0", from: "listed" });
  const pipe = await base.symbol({ name: "waterlib.Pipe" });
  assert.equal(!pipe.found && pipe.absence, "unknown");
  assert.match(renderSymbol(pipe, false), /may leave it out/);

  const verdict = async (claim: string) => (await base.verify(claim, { library: "waterlib" })).verdict;
  assert.equal(await verdict("waterlib.Pump is a class"), "supported");
  for (const claim of [
    "waterlib.fill has a parameter speed",
    "waterlib.fill has no parameter speed",
    "waterlib.Pump has a drain method",
    "waterlib.fill is deprecated",
    "waterlib.drain exists",
    "waterlib.Pipe exists",
    "waterlib.Pipe was removed in 2.0",
    "waterlib.Valve was added in 2.0",
    "waterlib.Pump is a function",
    "the default of speed in waterlib.fill is 1",
  ])
    assert.equal(await verdict(claim), "cannot verify", claim);
  assert.equal(await verdict("waterlib.Valve was added in 3.0"), "contradicted");

  await writeFiles(folder, {
    "use.py": "import waterlib\nwaterlib.Pipe(1)\nwaterlib.fill(tank, nothing=1)\nwaterlib.Pump().drain()\n",
  });
  const { findings } = await base.check({ paths: [`${folder}/use.py`], at: { waterlib: "2.0" } });
  assert.deepEqual(findings, []);

  const { answer } = await base.answer({ question: "signature of waterlib.fill", library: "waterlib" });
  assert.deepEqual(answer.statements, []);
  assert.match(answer.confidence.reasons[0] ?? "", /no source tells the signature of waterlib\.fill/);
});

test("what tells more is believed before a list, whichever release it is of", async (t) => {
  const { base } = await openWater(
    t,
    {
      "1.0": reference(["Pump", "Pipe", "Tank"]),
      "2.0": reference(["Pump", "Valve", "device.Motor"]),
    },
    {
      "1.0":
        'class Pump:\n    """Moves water."""\n    def __init__(self, speed=1): ...\n\nclass Valve:\n    """Opens."""\n',
      "3.0":
        'class Pump:\n    """Moves water."""\n    def __init__(self, speed=1): ...\n\nclass Valve:\n    """Opens."""\n\nclass Pipe:\n    """Is long."""\n',
    },
  );
  const { changes } = await base.changes({ library: "waterlib", from: "1.0", to: "2.0" });
  // The pipe is there in 3.0, and the valve was in the code of 1.0.
  assert.deepEqual(
    changes.map(({ kind, symbol }) => [kind, symbol]),
    [
      ["removed", "waterlib.Tank"],
      ["added", "waterlib.device.Motor"],
    ],
  );
  const pump = await base.symbol({ name: "waterlib.Pump", version: "1.0" });
  assert.deepEqual(pump.found && [pump.signature, pump.isListed], ["waterlib.Pump(speed=1)", false]);
});
