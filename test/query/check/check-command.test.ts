import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { EXIT_CODES } from "../../../corpora/command.js";
import type { CheckResult } from "../../../query/check/check.js";
import { writeFiles } from "../../fixture.js";
import { openWaterlib } from "./waterlib.js";

const program = fileURLToPath(new URL("../../../scripts/kb.js", import.meta.url));

test("kb check: formats and exit codes", async (t) => {
  const { data, folder } = await openWaterlib(t);
  const project = join(folder, "project");
  await writeFiles(project, {
    "bad.py": "from waterlib import Pond\n",
    "old.py": "from waterlib import Tank\nTank(1).paint(2)\n",
    "torn.ipynb": "{",
    "torn.py": "def broken(:\n    pass\n",
    "newer.py": "with open('x') as (a, b):\n    pass\n",
    "magic.ipynb": JSON.stringify({
      cells: [
        {
          cell_type: "code",
          source: ["%matplotlib inline\n", "!pip install \\\n", "   this\n", "x = !ls\n", "x?"],
        },
        { cell_type: "code", source: "%%bash\nif [ x ]; then" },
      ],
    }),
    "good.py": "from waterlib import drain\ndrain(1)\n",
    "pinned/requirements.txt": "waterlib==1.5\n",
    "pinned/app.py": "import waterlib\n",
  });
  const kb = (...args: readonly string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env["PATH"] ?? "", HOME: folder, KB_DATA: data };
      const child = spawn(process.execPath, [program, "check", ...args], {
        cwd: project,
        env,
        stdio: "pipe",
      });
      let [out, err] = ["", ""];
      child.stdout.on("data", (text: Buffer) => {
        out += text;
      });
      child.stderr.on("data", (text: Buffer) => {
        err += text;
      });
      child.on("close", (code) => resolve({ code, out, err }));
    });
  const codeOf = async (...args: readonly string[]) => (await kb(...args)).code;

  assert.equal(await codeOf("good.py"), EXIT_CODES.done);
  assert.equal(await codeOf("bad.py"), EXIT_CODES.findings);
  assert.equal(await codeOf("bad.py", "--fail-on", "never"), EXIT_CODES.done);
  assert.equal(await codeOf("torn.ipynb"), EXIT_CODES.failed);
  assert.equal(await codeOf("torn.py"), EXIT_CODES.failed);
  assert.equal(await codeOf("torn.py", "bad.py"), EXIT_CODES.findings);
  const torn = await kb("torn.py");
  assert.match(
    torn.out,
    /^torn\.py\n {2}1:11 syntax error: “\(” is never closed; .*\n\nNothing found in what could be read in 1 file, 1 of them unreadable: /,
  );
  const [annotation] = (await kb("torn.py", "--format", "github")).out.split("\n");
  assert.match(annotation ?? "", /^::error file=.*torn\.py,line=1,col=11,title=kb::syntax error: /);
  const report = JSON.parse((await kb("torn.py", "--format", "sarif")).out);
  const [notification] = report.runs[0].invocations[0].toolExecutionNotifications;
  assert.equal(notification.level, "error");
  assert.deepEqual(notification.locations[0].physicalLocation.region, { startLine: 1, startColumn: 11 });
  // The parser does not know it, and it is Python: a note, and no failure.
  const newer = await kb("newer.py");
  assert.equal(newer.code, EXIT_CODES.done);
  assert.match(
    newer.out,
    /^newer\.py\n {2}1:\d+ note a statement here was not understood, .*\n\nNothing found in what could be read in 1 file, /,
  );
  assert.equal(await codeOf("magic.ipynb"), EXIT_CODES.done);
  assert.match((await kb("magic.ipynb")).out, /^Nothing found in 1 file: /);
  assert.equal(await codeOf("old.py"), EXIT_CODES.done);
  assert.equal(await codeOf("old.py", "--fail-on", "warning"), EXIT_CODES.findings);
  assert.equal(await codeOf("pinned"), EXIT_CODES.versionNotIndexed);
  assert.equal(await codeOf("good.py", "--at", "waterlib=9"), EXIT_CODES.versionNotIndexed);
  assert.equal(await codeOf("good.py", "--at", "fire=9"), EXIT_CODES.corpusUnknown);
  assert.equal(await codeOf("good.py", "--at", "waterlib"), EXIT_CODES.usage);
  assert.equal(await codeOf("good.py", "--library", "water"), EXIT_CODES.usage);
  assert.equal(await codeOf("nowhere.py"), EXIT_CODES.usage);

  const json = await kb("bad.py", "old.py", "--library", "water", "--version", "1.0", "--json");
  const result = JSON.parse(json.out) as CheckResult;
  assert.deepEqual(
    result.findings.map(({ file, rule, version }) => [file, rule, version]),
    [["bad.py", "unknown-name", "1.0"]],
  );
  assert.equal(json.err, "");
  const { version, runs } = JSON.parse((await kb("bad.py", "--format", "sarif")).out) as {
    version: string;
    runs: unknown[];
  };
  assert.deepEqual([version, runs.length], ["2.1.0", 1]);
  assert.match((await kb("bad.py", "--format", "github")).out, /^::error file=bad\.py,line=1,/);
  assert.match((await kb("bad.py")).out, /^bad\.py\n {2}1:22 error Waterlib 2\.0 has no waterlib\.Pond/);
});
