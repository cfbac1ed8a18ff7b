import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { githubAnnotations } from "../../../query/check/github-annotations.js";
import { renderCheck } from "../../../query/check/render-check.js";
import { reportRoot } from "../../../query/check/report-root.js";
import { sarifOf } from "../../../query/check/sarif.js";
import { renderSymbol } from "../../../query/history/render-symbol.js";
import { writeFiles } from "../../fixture.js";
import { openWaterlib } from "./waterlib.js";

test("what a release does not have, deprecates or takes no longer is found, and nothing else", async (t) => {
  const { base } = await openWaterlib(t);
  const check = async (text: string, version = "2.0", to?: string) => {
    const sources = [{ file: "app.py", text }];
    const result = await base.check({
      sources,
      at: { waterlib: version },
      ...(to && { to: { waterlib: to } }),
    });
    return {
      ...result,
      told: result.findings.map(
        ({ rule, start, message }) => `${start.line}:${start.column} ${rule} ${message}`,
      ),
    };
  };

  await t.test("names", async () => {
    assert.deepEqual((await check("from waterlib import drain, Tank, Pond\nimport waterlib.pipe\n")).told, [
      "1:35 unknown-name Waterlib 2.0 has no waterlib.Pond",
      "2:17 unknown-name Waterlib 2.0 has no waterlib.pipe",
    ]);
    assert.deepEqual((await check("import waterlib as w\nw.pipes.bend(1)\nw.pipes.straighten\n")).told, [
      "2:9 removed-name waterlib.pipes.bend is not in Waterlib 2.0: it was there in 1.0",
      "3:9 refused-name Waterlib 2.0 refuses waterlib.pipes.straighten",
    ]);
    const [refused] = (await check("from waterlib.pipes import straighten\n")).findings;
    assert.equal(refused?.evidence[0]?.quotation, "straighten was removed in 2.0: bend it back");
    assert.deepEqual((await check("from waterlib import Sea\n", "1.0")).told, [
      "1:22 future-name waterlib.Sea is not in Waterlib 1.0: it is in 2.0",
    ]);
    assert.deepEqual((await check("from waterlib import tank\n")).findings[0]?.nearest, ["waterlib.Tank"]);
  });

  await t.test("symbol and verify tell of a refused name as check does", async () => {
    const says = "straighten was removed in 2.0: bend it back";
    const answer = await base.symbol({ name: "waterlib.pipes.straighten", version: "2.0" });
    assert.deepEqual(!answer.found && [answer.absence, answer.refusal], ["refused", says]);
    assert.match(
      renderSymbol(answer, false),
      /^Waterlib 2\.0 refuses waterlib\.pipes\.straighten\..*\nIt says: straighten was removed in 2\.0/,
    );
    const { verdict } = await base.verify("waterlib.pipes.straighten exists", { version: "2.0" });
    assert.equal(verdict, "contradicted");
  });

  await t.test("functions that only say that they are gone", async () => {
    const { told, findings } = await check("import waterlib as w\nw.boil(1)\n");
    assert.deepEqual(told, ["2:3 refused-name Waterlib 2.0 refuses waterlib.boil"]);
    assert.equal(findings[0]?.replacement, "waterlib.drain");
    assert.match(
      findings[0]?.evidence[0]?.quotation ?? "",
      /^This function was deprecated since version 1\.5/,
    );
  });

  await t.test("members, of private bases too", async () => {
    const { told, findings } = await check(
      "from waterlib import Tank\nt = Tank(1)\nt.level()\nt.size\nt.empty()\nt.paint('red')\nt.own = 1\nt.own\n",
    );
    assert.deepEqual(told, [
      "5:3 removed-name waterlib.Tank.empty is not in Waterlib 2.0: it was there in 1.0",
      "6:3 deprecated-name waterlib.Tank.paint is deprecated since 2.0",
    ]);
    assert.match(findings[1]?.evidence[0]?.quotation ?? "", /^Use `waterlib\.drain` instead/);
    assert.equal(
      findings[0]?.evidence[0]?.url,
      "https://waterlib.example/1.0/waterlib/_core.html#waterlib.Tank.empty",
    );
  });

  await t.test("arguments", async () => {
    const text = `from waterlib import Tank, drain, fill
Tank(1, lid=True, colour="red")
Tank(1, 2)
drain(1, sped=2)
fill(1, anything=2)
drain(*a, **k)
Tank(1, width=3, tint="red")
Tank.paint(t, "red")
`;
    const { told, findings, skipped } = await check(text);
    assert.deepEqual(told, [
      "2:19 removed-keyword waterlib.Tank takes no colour in Waterlib 2.0: 1.0 does",
      "3:1 too-many-arguments waterlib.Tank takes 1 argument by position in Waterlib 2.0: 2 are given",
      "4:10 unknown-keyword waterlib.drain takes no sped in Waterlib 2.0",
      "7:9 deprecated-keyword width of waterlib.Tank is deprecated: its default says so",
      "7:18 deprecated-keyword tint of waterlib.Tank is deprecated since 1.5",
      "8:6 deprecated-name waterlib.Tank.paint is deprecated since 2.0",
    ]);
    assert.deepEqual(findings[2]?.nearest, ["speed"]);
    assert.equal(findings[4]?.replacement, "paint");
    assert.equal(findings[4]?.evidence[0]?.quotation, "`tint` is deprecated: use `paint` instead.");
    assert.equal(skipped.signature, 1);
    assert.deepEqual((await check("from waterlib import Tank\nTank(1, depth=2)\n", "1.0")).told, [
      "2:9 future-keyword waterlib.Tank takes no depth in Waterlib 1.0: 2.0 does",
    ]);
  });

  await t.test("names that the code itself sets are there", async () => {
    const { told, skipped } = await check(`import waterlib as w
w.pipes.Own = object
w.pipes.Own()
setattr(w, "mine", 1)
w.mine.deep
w.other
`);
    assert.deepEqual(told, ["6:3 unknown-name Waterlib 2.0 has no waterlib.other"]);
    assert.deepEqual(skipped, { planted: 3 });
  });

  await t.test("what cannot be told is counted, not reported", async () => {
    const { told, skipped } = await check(`import waterlib
from waterlib import Sea, _core
from waterlib.lazy import whatever
waterlib.pipes.Pipe().anything()
Sea().dive()
waterlib.pipes.hidden()
waterlib.drain(1).result
try:
    from waterlib import Pond
except ImportError:
    Pond = None
Pond()
`);
    assert.deepEqual(told, []);
    assert.deepEqual(skipped, {
      private: 1,
      dynamic: 2,
      inherited: 1,
      undescribed: 1,
      guarded: 1,
      signature: 2,
    });
  });

  await t.test("a keyword that went: what the last release that took it said to use", async () => {
    const [finding] = (await check("from waterlib import drain\ndrain(1, rate=2)\n")).findings;
    assert.deepEqual([finding?.rule, finding?.replacement], ["removed-keyword", "speed"]);
    // That one only a decorator took.
    const [poured] = (await check("from waterlib import pour\npour(1, liquid=2)\n")).findings;
    assert.deepEqual([poured?.rule, poured?.replacement], ["removed-keyword", "content"]);
  });

  await t.test("defaults that a later release changes", async () => {
    const { told } = await check("from waterlib import Tank\nTank(1)\nTank(1, lid=True)\n", "1.0", "2.0");
    assert.deepEqual(told, [
      "2:1 changed-default lid of waterlib.Tank is left out: its default is True, and False in 2.0",
      "2:1 changed-default rim of waterlib.Tank is left out: its default is 1, and 2 in 2.0",
      "3:1 changed-default rim of waterlib.Tank is left out: its default is 1, and 2 in 2.0",
    ]);
  });

  await t.test("a line that says so is passed over", async () => {
    const toldOf = async (line: string) => (await check(`${line}\n`)).told.length;
    assert.equal(await toldOf("from waterlib import Pond  # kb: ignore"), 0);
    assert.equal(await toldOf("from waterlib import Pond  # noqa  kb: ignore"), 0);
    assert.equal(await toldOf("from waterlib import Pond  # kb: ignore[removed-name, unknown-name] why"), 0);
    assert.equal(await toldOf("from waterlib import Pond  # kb: ignore[removed-name]"), 1);
    assert.equal(await toldOf("from waterlib import Pond  # kb: ignored"), 1);
    assert.equal(await toldOf("import waterlib; x = '# kb: ignore', waterlib.Pond"), 1);
  });
});

test("files, notebooks and scripts of a project, in the version that it pins", async (t) => {
  const { base, folder } = await openWaterlib(t);
  const project = join(folder, "project");
  const cells = [
    { cell_type: "markdown", source: ["# Title"] },
    {
      cell_type: "code",
      source: ["%matplotlib inline\n", "!pip install waterlib\n", "from waterlib import drain\n"],
    },
    { cell_type: "code", source: "if True:\n    %time drain(1)\n    drain(1, sped=2)\n" },
    { cell_type: "code", source: "%%bash\nfrom waterlib import Pond\n" },
  ];
  await writeFiles(project, {
    "requirements.txt": "waterlib==1.0\nrequests==2.0\nnumpy\n",
    ".gitignore": "generated/\n*_skip.py\n!keep_skip.py\n",
    "app.py": "from waterlib import Pond\n",
    "typed.pyi": "from waterlib import Pond\n",
    "notebook.ipynb": JSON.stringify({ cells, nbformat: 4, nbformat_minor: 5, metadata: {} }, null, 1),
    "broken.ipynb": '{"cells": [',
    "generated/x.py": "from waterlib import Pond\n",
    "a_skip.py": "from waterlib import Pond\n",
    "keep_skip.py": "from waterlib import Pond\n",
    "venv/x.py": "from waterlib import Pond\n",
    "node_modules/x.js": "import 'waterlib'\n",
    "old.py": "import waterlib\nprint 'x'\nwaterlib.Pond()\n",
    "torn.py": "from waterlib import (\n",
    // The parser does not know these; they are Python all the same.
    "newer.py": "with open('x') as (a, b):\n    pass\nmatch a:\n    case Pump():\n        pass\n",
    "torn.ts": "export const x = ;\n",
  });
  await writeFile(join(project, "binary.py"), Buffer.from([1, 0, 2]));
  await mkdir(join(project, "empty"));
  const result = await base.check({ paths: ["."], cwd: project });
  assert.deepEqual(
    result.findings.map(
      ({ file, cell, start, rule }) => `${file} ${cell ?? ""} ${start.line}:${start.column} ${rule}`,
    ),
    [
      "app.py  1:22 unknown-name",
      "keep_skip.py  1:22 unknown-name",
      "notebook.ipynb 3 3:14 unknown-keyword",
      "old.py  3:10 unknown-name",
      "typed.pyi  1:22 unknown-name",
    ],
  );
  assert.deepEqual(result.libraries, [
    {
      library: "waterlib",
      libraryName: "Waterlib",
      version: "1.0",
      versionFrom: "project",
      pinnedIn: "requirements.txt",
    },
  ]);
  assert.deepEqual(
    result.problems.map(({ file }) => file),
    ["binary.py", "broken.ipynb", "newer.py", "old.py", "torn.py", "torn.ts"],
  );
  assert.deepEqual(
    result.problems.map(({ isFailure }) => isFailure),
    [true, true, false, false, true, true],
  );
  const [, , newer, , torn, script] = result.problems;
  assert.deepEqual(torn, {
    file: "torn.py",
    reason: "syntax error: “(” is never closed; the rest was checked as far as it can be read",
    isFailure: true,
    place: { line: 1, column: 22, cell: null, fileLine: null },
  });
  assert.deepEqual([newer?.place?.line, script?.place?.column], [1, 17]);
  assert.equal(
    sarifOf(result, await reportRoot(project)).runs[0]?.invocations[0]?.executionSuccessful,
    false,
  );
  assert.match(
    renderCheck(result, { colour: false, width: 80 }),
    / files, 4 of them unreadable, 1 of them not understood whole: /,
  );
  assert.equal((await base.check({ paths: ["empty"], cwd: project })).files, 0);
  await assert.rejects(base.check({ paths: ["nowhere"], cwd: project }), { code: "USAGE" });
  await assert.rejects(base.check({ paths: ["."], cwd: project, at: { waterlib: "9" } }), {
    code: "VERSION_NOT_INDEXED",
  });

  await writeFile(join(project, "requirements.txt"), "waterlib==1.5\n");
  const refused = await base.check({ paths: ["app.py"], cwd: project });
  assert.deepEqual(refused.findings, []);
  assert.match(
    refused.notChecked[0]?.reason ?? "",
    /Waterlib ==1\.5, which requirements\.txt asks for, is not indexed/,
  );

  await writeFile(join(project, "requirements.txt"), "waterlib==1.0\n");
  await writeFile(join(project, "pyproject.toml"), "[project\n");
  const unpinned = await base.check({ paths: ["app.py"], cwd: project });
  assert.deepEqual(
    [unpinned.findings.length, unpinned.problems.map(({ file }) => file)],
    [1, ["pyproject.toml"]],
  );

  const aborted = AbortSignal.abort();
  await assert.rejects(base.check({ paths: ["."], cwd: project, signal: aborted }));
});

test("each file is held against the release that the nearest project above it pins", async (t) => {
  const { base, folder } = await openWaterlib(t);
  const root = join(folder, "mono");
  const text = "from waterlib import Tank\nTank(1).empty()\n";
  await writeFiles(root, {
    "a/requirements.txt": "waterlib==1.0\n",
    "a/src/app.py": text,
    "b/requirements.txt": "waterlib==2.0\n",
    "b/src/app.py": text,
    // It pins nothing that Python uses.
    "b/src/package.json": '{ "dependencies": { "left": "1.0.0" } }',
    "c/requirements.txt": "waterlib==2.0\n",
    "c/app.py": text,
  });
  for (const paths of [["a", "b", "c"], ["."]]) {
    const result = await base.check({ paths, cwd: root });
    assert.deepEqual(
      result.findings.map(({ file, version }) => `${file} ${version}`),
      ["b/src/app.py 2.0", "c/app.py 2.0"],
    );
    assert.deepEqual(
      result.libraries.map(({ version, pinnedIn }) => `${version} ${pinnedIn}`),
      ["1.0 a/requirements.txt", "2.0 b/requirements.txt", "2.0 c/requirements.txt"],
    );
  }
  const named = await base.check({ paths: ["."], cwd: root, project: "a" });
  assert.deepEqual(named.findings, []);
});

test("findings for people, SARIF and GitHub", async (t) => {
  const { base } = await openWaterlib(t);
  const sources = [{ file: "src/my app.py", text: "import waterlib\nwaterlib.pipes.bend(1, 2)\n" }];
  const result = await base.check({ sources, at: { water: "2.0" } });
  const text = renderCheck(result, { colour: false, width: 80 });
  assert.match(text, /^src\/my app\.py\n {2}2:16 error waterlib\.pipes\.bend is not in Waterlib 2\.0/);
  assert.match(text, /\n {6}waterlib\.pipes\.bend\(1, 2\)\n {6} {15}\^{4}\n/);
  assert.match(text, /\n1 error in 1 file: 1 use of library names checked\n {3}Waterlib 2\.0 \(as asked\)$/);
  assert.ok(renderCheck(result, { colour: true, width: 80 }).includes("\u001b[31m"));

  // The command was run in a folder of the repository.
  const root = { root: "/home/me/repo", cwd: "/home/me/repo/lib" };
  assert.deepEqual(githubAnnotations(result, root), [
    "::error file=lib/src/my app.py,line=2,endLine=2,col=16,endColumn=20,title=kb removed-name::waterlib.pipes.bend is not in Waterlib 2.0: it was there in 1.0.",
  ]);

  const sarif = sarifOf(result, root);
  assert.equal(sarif.version, "2.1.0");
  const [run] = sarif.runs;
  assert.ok(run && run.tool.driver.name === "kb");
  assert.equal(run.originalUriBaseIds["%SRCROOT%"].uri, "file:///home/me/repo/");
  for (const { ruleId, ruleIndex, level, message, locations } of run.results) {
    assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.ok(["error", "warning", "note", "none"].includes(level));
    assert.ok(message.text.length > 0);
    for (const { physicalLocation } of locations) {
      assert.deepEqual(physicalLocation.artifactLocation, {
        uri: "lib/src/my%20app.py",
        uriBaseId: "%SRCROOT%",
      });
      assert.ok("region" in physicalLocation && "startColumn" in physicalLocation.region);
      const { startLine, startColumn, endColumn } = physicalLocation.region;
      assert.ok(startLine >= 1 && startColumn >= 1 && endColumn > startColumn);
    }
  }
});
