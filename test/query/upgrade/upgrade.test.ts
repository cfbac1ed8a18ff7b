import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildIndex } from "../../../indexer/index.js";
import { openKnowledgeBase } from "../../../query/knowledge-base.js";
import { renderUpgrade } from "../../../query/upgrade/render-upgrade.js";
import { directoryCorpus, temporaryFolder, writeFiles } from "../../fixture.js";

const library = (functions: string) => ({
  "waterlib/__init__.py": `"""Water."""\n${functions}`,
});

test("what a project uses is compared, and only where it feels the change", async (t) => {
  const folder = await temporaryFolder(t);
  const releases = {
    "1.0": library(
      'def drain(tank, speed=1, cold=False):\n    """Empties."""\n\ndef fill(tank):\n    """Fills."""\n\ndef rest():\n    """Rests."""\n',
    ),
    "2.0": library('def drain(tank, speed=1):\n    """Empties."""\n\ndef rest():\n    """Rests."""\n'),
  };
  for (const [version, files] of Object.entries(releases)) await writeFiles(join(folder, version), files);
  const data = join(folder, "data");
  const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" });
  await buildIndex({ data, corpora: [corpus], choice: { type: "all" } });
  const project = join(folder, "project");
  await writeFiles(project, {
    "requirements.txt": "waterlib==1.0\nrequests==2.0\n",
    "app.py":
      "import waterlib as w\nfrom waterlib import fill\n\nw.drain(1, cold=True)\nw.drain(2)\nw.rest()\n",
    "venv/lib/other.py": "import waterlib\nwaterlib.fill(1)\n",
  });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());

  const result = await base.upgrade({ project });
  assert.equal(result.files, 1);
  const [dependency, ...others] = result.dependencies;
  assert.deepEqual(others, []);
  assert.deepEqual([dependency?.from, dependency?.to, dependency?.file], ["1.0", "2.0", "requirements.txt"]);
  assert.deepEqual(
    dependency?.affected.map(({ symbol, changes, places }) => [
      symbol,
      changes.map(({ kind }) => kind),
      places.map(({ file, line }) => `${file}:${line}`),
    ]),
    [
      ["waterlib.drain", ["parameter-removed"], ["app.py:4"]],
      ["waterlib.fill", ["removed"], ["app.py:2"]],
    ],
  );
  const text = renderUpgrade(result, false);
  assert.match(text, /^ {3}waterlib\.drain: cold removed {2}\[breaking\]\n {6}app\.py:4$/m);

  const same = await base.upgrade({ project, to: { water: "1.0" } });
  assert.deepEqual(same.dependencies[0]?.affected, []);
  assert.match(renderUpgrade(same, false), /is at that version already/);
  await assert.rejects(base.upgrade({ project, to: { waterlib: "9" } }), { code: "VERSION_NOT_INDEXED" });
});

test("results handed on, members of bases, imports on several lines, and what is not pinned", async (t) => {
  const folder = await temporaryFolder(t);
  const classes = (parameters: string, members: string) => ({
    "waterlib/__init__.py": `"""Water."""\nclass Tank:\n    """Holds water."""\n${members}\nclass Pump(Tank):\n    """Moves water."""\n    def __init__(self, ${parameters}):\n        pass\n    def fit(self, x):\n        """Fits."""\n\ndef check(x, ${parameters}):\n    """Checks."""\n`,
  });
  const own = '    def level(self):\n        """Tells how full it is."""\n';
  await writeFiles(
    join(folder, "1.0"),
    classes("hot=False", `${own}    def drain(self):\n        """Empties."""\n`),
  );
  await writeFiles(join(folder, "2.0"), {
    ...classes("cold=False", own),
  });
  const data = join(folder, "data");
  const corpus = directoryCorpus(folder, { "1.0": "2024-01-15", "2.0": "2025-02-20" });
  await buildIndex({ data, corpora: [corpus], choice: { type: "all" } });
  const project = join(folder, "project");
  await writeFiles(project, {
    "requirements.txt": "waterlib==1.0\n",
    "app.py": [
      "from waterlib import (",
      "    Pump,",
      "    check,",
      ")",
      "x = check(1)",
      "print(x, x.shape)",
      "pump = Pump().fit(x)",
      "pump.drain()",
      "check(pump, hot=True)",
    ].join("\n"),
  });
  const base = await openKnowledgeBase({ data, preload: false });
  t.after(() => base.close());
  const [dependency] = (await base.upgrade({ project })).dependencies;
  assert.deepEqual(
    dependency?.affected.map(({ symbol, places }) => [symbol, places.map(({ line }) => line)]),
    [
      ["waterlib.Tank.drain", [8]],
      ["waterlib.check", [9]],
    ],
  );
  await writeFiles(project, { "requirements.txt": "requests==2.0\n" });
  const { dependencies, problems } = await base.upgrade({ project, to: { waterlib: "2.0" } });
  assert.deepEqual(dependencies, []);
  assert.match(problems[0]?.reason ?? "", /which version of waterlib is used/);
});
