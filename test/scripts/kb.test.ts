import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { EXIT_CODES } from "../../corpora/command.js";
import type { IndexReport } from "../../indexer/event.js";
import { acquireLock } from "../../indexer/lock.js";
import type { AnsweredQuery } from "../../query/answer/answer.js";
import { describeModel } from "../../query/embedder.js";
import type { QueryResult } from "../../query/result.js";
import { schemaFolder, storePaths } from "../../query/store/paths.js";
import { SCHEMA_VERSION } from "../../query/store/rows.js";
import { WATERLIB, writeFiles } from "../fixture.js";
import { packTarGz, packZip } from "../indexer/source/archive-fixtures.js";

const program = fileURLToPath(new URL("../../scripts/kb.js", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A user's command line: nothing of the machine's configuration, no terminal. */
function start(
  cwd: string,
  args: readonly string[],
  options: { input?: string; env?: Readonly<Record<string, string>> } = {},
): { child: ChildProcess; ended: Promise<Ended>; line: (start: string) => Promise<void> } {
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, FORCE_COLOR: "1", ...options.env };
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: "pipe", timeout: 60_000 });
  let out = "";
  let err = "";
  let heard: () => void = () => undefined;
  child.stdout.on("data", (data: Buffer) => {
    out += data;
  });
  child.stderr.on("data", (data: Buffer) => {
    err += data;
    heard();
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, out, err }));
  });
  const line = (beginning: string) =>
    new Promise<void>((resolve, reject) => {
      heard = () => {
        if (err.split("\n").some((text) => text.startsWith(beginning))) resolve();
      };
      void ended.then(() => reject(new Error(`ended without a line “${beginning}”: ${err}`)));
    });
  return { child, ended, line };
}

const kb = (cwd: string, args: readonly string[], options?: Parameters<typeof start>[2]): Promise<Ended> =>
  start(cwd, args, options).ended;

const corpusOf = (id: string, sources: readonly object[]) => ({
  id,
  name: id === "waterlib" ? "Waterlib" : id,
  aliases: id === "waterlib" ? ["water"] : [],
  homepage: `https://${id}.example/`,
  packages: { pypi: [id] },
  sources,
});

const urls = { page: "https://waterlib.example/{version}/{stem}.html#{anchor}" };

/** A folder with a configuration; its data folder is `.kb` beside it. */
async function projectFolder(corpora: readonly object[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kb-cli-"));
  await writeFile(join(folder, "kb.config.json"), JSON.stringify({ corpora }));
  return folder;
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true });

/** Releases large enough that a signal after the first finds work left. */
async function writeRiverlib(folder: string): Promise<void> {
  const words = [
    "weir",
    "sluice",
    "delta",
    "spring",
    "gauge",
    "rapids",
    "meander",
    "estuary",
    "ford",
    "bank",
  ];
  for (const release of [1, 2, 3, 4, 5, 6]) {
    const pages = Array.from({ length: 40 }, (_, page) => {
      const text = words.map((word, at) => `The ${word} of page ${page} holds ${release * page + at}.`);
      return [`page-${page}.md`, `# Page ${page} of the river\n\n${text.join(" ")}\n`] as const;
    });
    await writeFiles(join(folder, `${release}.0`), Object.fromEntries(pages));
  }
}

const riverlib = corpusOf("riverlib", [{ kind: "directory", path: "river/{version}" }]);

describe("kb over one index", () => {
  let folder = "";
  before(async () => {
    folder = await projectFolder([
      corpusOf("waterlib", [{ kind: "directory", path: "docs/{version}", urls }]),
    ]);
    for (const [version, files] of Object.entries(WATERLIB))
      await writeFiles(join(folder, "docs", version), files);
    await writeFiles(folder, {
      "pinned/requirements.txt": "waterlib==1.1\n",
      "pinned-to-unknown/requirements.txt": "waterlib==1.7\n",
      "without-files/notes.text": "none",
    });
    const { code, out, err } = await kb(folder, ["index", "waterlib", "--releases", "all"]);
    assert.equal(code, EXIT_CODES.done, err);
    assert.equal(out, "");
    // Plain lines, one a release, without escape sequences: nobody watches.
    assert.match(err, /^✓ waterlib 1\.0 from directory: 3 pages, 3 chunks \(3 new, 3 embedded\)/m);
    assert.match(err, /^3 releases read, 5 texts embedded; [\d.]+ s$/m);
    assert.doesNotMatch(err, /[\x1b\r]/);
  });
  after(() => remove(folder));

  test("every command explains itself", async () => {
    const commands = [
      "index",
      "query",
      "symbol",
      "changes",
      "diff",
      "verify",
      "status",
      "corpora",
      "versions",
      "model",
      "rollback",
    ];
    const helps = await Promise.all(commands.map((command) => kb(folder, [command, "--help"])));
    for (const [at, { code, out, err }] of helps.entries()) {
      assert.equal(code, 0, commands[at]);
      assert.equal(err, "");
      assert.ok(out.startsWith(`Usage: kb ${commands[at]} `), out);
    }
    const all = await kb(folder, ["--help"]);
    assert.equal(all.code, 0);
    for (const command of commands) assert.match(all.out, new RegExp(`^  ${command} `, "m"));
    const version = await kb(folder, ["--version"]);
    assert.match(version.out, /^\d+\.\d+\.\d+\S*\n$/);
  });

  test("kb verify tells its verdict by its exit code too", async () => {
    const claim = "The default of `flow_rate` is 5 litres a second in Waterlib 2.0";
    const supported = await kb(folder, ["verify", claim]);
    assert.equal(supported.code, EXIT_CODES.done, supported.out);
    assert.match(
      supported.out,
      /^supported: The default of `flow_rate` is 5 litres a second in Waterlib 2\.0\n/,
    );
    assert.match(supported.out, /^ {3}> The default of `flow_rate` is 5 litres a second\.$/m);
    const json = await kb(folder, ["verify", claim.replace("5", "8"), "--json"]);
    assert.equal(json.code, EXIT_CODES.unverified);
    assert.equal(JSON.parse(json.out).verdict, "cannot verify");
  });

  test("kb symbol, kb changes and kb diff print for people and for programs", async () => {
    const missing = await kb(folder, ["symbol", "drain_tank"]);
    assert.equal(missing.code, EXIT_CODES.symbolUnknown, missing.err);
    assert.match(missing.out, /^Cannot verify drain_tank: what was read of Waterlib 2\.0 does not name it\./);
    const json = await kb(folder, ["symbol", "drain_tank", "--json"]);
    assert.equal(json.code, EXIT_CODES.symbolUnknown);
    assert.equal(JSON.parse(json.out).found, false);
    const changes = await kb(folder, ["changes", "water", "--since", "1.0", "--format", "markdown"]);
    assert.equal(changes.code, EXIT_CODES.done, changes.err);
    assert.match(
      changes.out,
      /^# API changes of Waterlib from 1\.0 to 2\.0\n\nNo such change in 1\.1, 2\.0\.\n$/,
    );
    const diff = await kb(folder, ["diff", "water", "1.0", "2.0"]);
    assert.equal(diff.code, EXIT_CODES.done, diff.err);
    assert.match(diff.out, /^API: no difference\n\nDocumentation: 2 pages\n/m);
    assert.match(diff.out, /^\+A tank holds water until `drain_tank\(\)` is called\.$/m);
    const stat = await kb(folder, ["diff", "water", "1.0", "2.0", "--stat"]);
    assert.match(stat.out, /^ {3}Valves {2}\+0 -\d+ \(removed\)$/m);
  });

  const mistakes: readonly [args: readonly string[], code: number, message: RegExp][] = [
    // Two of these index for a moment, and only one can at a time: the first and one of the last.
    [
      ["index", "water", "--version", "9.9"],
      EXIT_CODES.needsPerson,
      /^! waterlib 9\.9 from directory was not read: no release satisfies "9\.9"\n/m,
    ],
    [[], EXIT_CODES.usage, /^Usage: kb/],
    [["ask"], EXIT_CODES.usage, /^kb: unknown command 'ask'\n.*--help/],
    [["query"], EXIT_CODES.usage, /^kb: Expected a question or --batch FILE.*\n {4}For example: /],
    [
      ["query", "default", "of", "flow_rate"],
      EXIT_CODES.usage,
      /^kb: too many arguments for 'query'[^\n]*\n[^\n]*\n {4}Put what is one text in quotes: kb query "several words"\n$/,
    ],
    [
      ["query", "x", "--llm", "foo:bar"],
      EXIT_CODES.usage,
      /^kb: There is no provider "foo" .*\n {4}Providers: /,
    ],
    [["query", "x", "--nope"], EXIT_CODES.usage, /^kb: unknown option '--nope'\n/],
    [["query", "x", "--limit", "0"], EXIT_CODES.usage, /argument '0' is invalid.*whole number above 0/],
    [["query", "x", "--kind", "novel"], EXIT_CODES.usage, /'novel' is invalid\. Allowed choices are api, /],
    [["query", "x", "--as-of", "2024-02-31"], EXIT_CODES.usage, /'2024-02-31'.*YYYY-MM-DD/],
    [["query", "--batch", "none.jsonl"], EXIT_CODES.usage, /^kb: --batch: .*none\.jsonl/],
    [["query", "valve", "--limit", "51"], EXIT_CODES.usage, /^kb: limit is 51; expected .* from 1 to 50/],
    [["query", "?!"], EXIT_CODES.usage, /^kb: The question holds no word to look for\n {4}Ask like: /],
    [
      ["query", "valve", "-l", "firelib"],
      EXIT_CODES.corpusUnknown,
      /^kb: "firelib".*\n {4}Indexed: waterlib/,
    ],
    [["symbol"], EXIT_CODES.usage, /^kb: missing required argument 'name'/],
    [["verify", " ", "-l", "water"], EXIT_CODES.usage, /^kb: Expected a claim/],
    [["verify", "x", "-l", "firelib"], EXIT_CODES.corpusUnknown, /^kb: "firelib" is not indexed\n/],
    [["upgrade", "--project", "nowhere"], EXIT_CODES.usage, /^kb: There is no project at .*nowhere\n {4}/],
    [["check", "nowhere.py"], EXIT_CODES.usage, /nowhere\.py/],
    [
      ["changes", "water", "--symbol", "Pumq"],
      EXIT_CODES.symbolUnknown,
      /^kb: No indexed symbol of waterlib is called "Pumq"\n/,
    ],
    [["symbol", " ", "-l", "water"], EXIT_CODES.usage, /^kb: Expected the name of a symbol/],
    [["symbol", "drain", "-v", "3"], EXIT_CODES.versionNotIndexed, /^kb: Waterlib 3 is not indexed\n/],
    [
      ["changes", "firelib"],
      EXIT_CODES.corpusUnknown,
      /^kb: "firelib" is not indexed\n {4}Indexed: waterlib/,
    ],
    [["changes", "water", "--since", "1.0", "--from", "1.0"], EXIT_CODES.usage, /^kb: --since and --from/],
    [["changes", "water", "--since", "1.0", "--window", "6m"], EXIT_CODES.usage, /^kb: --window and --as-of/],
    [
      ["changes", "water", "--since", "0.9"],
      EXIT_CODES.versionNotIndexed,
      /^kb: Waterlib 0\.9 is not indexed/,
    ],
    [
      ["changes", "water", "--kind", "nope"],
      EXIT_CODES.usage,
      /'nope' is invalid\. Allowed choices are removed, /,
    ],
    [["diff", "water", "1.0"], EXIT_CODES.usage, /^kb: missing required argument 'to'/],
    [["diff", "water", "1.0", "7"], EXIT_CODES.versionNotIndexed, /^kb: Waterlib 7 is not indexed/],
    [
      ["versions", "firelib"],
      EXIT_CODES.corpusUnknown,
      /^kb: "firelib" is not indexed in .*\n {4}Indexed: waterlib\. “kb corpora” lists what “kb index” can add\.\n$/,
    ],
    [
      ["versions", "Torch"],
      EXIT_CODES.corpusUnknown,
      /^kb: "Torch" is not indexed in .*\n {4}“kb index pytorch” adds it\. Indexed: waterlib\.\n$/,
    ],
    [
      ["versions", "waterlb"],
      EXIT_CODES.corpusUnknown,
      /^kb: "waterlb" is not indexed in .*\n {4}Did you mean waterlib\? Indexed: waterlib\. “kb corpora”/,
    ],
    [
      ["versions", "kers"],
      EXIT_CODES.corpusUnknown,
      /\n {4}Did you mean keras\? Indexed: waterlib\. “kb corpora”/,
    ],
    [
      ["index", "firelib"],
      EXIT_CODES.corpusUnknown,
      /^kb: No corpus is called "firelib"\n {4}Known: .*waterlib/,
    ],
    [
      ["query", "valve", "-l", "water", "-v", "3"],
      EXIT_CODES.versionNotIndexed,
      /^kb: Waterlib 3 is not indexed\n {4}Indexed: 2\.0, 1\.1, 1\.0\. “kb index waterlib --version 3”/,
    ],
    [
      ["query", "valve", "-l", "water", "-v", "a b"],
      EXIT_CODES.usage,
      /^kb: "a b" is not a version or a range/,
    ],
    [
      ["query", "valve", "--project", "pinned-to-unknown"],
      EXIT_CODES.versionNotIndexed,
      /^kb: Waterlib ==1\.7, which requirements\.txt asks for, is not indexed\n {4}Indexed: 2\.0, 1\.1, 1\.0\./,
    ],
    [
      ["query", "valve", "--project", "nowhere"],
      EXIT_CODES.usage,
      /^kb: There is no project at .*nowhere\n {4}/,
    ],
    [
      ["query", "valve", "--project", "without-files"],
      EXIT_CODES.usage,
      /no file that names package versions\n/,
    ],
    [
      ["query", "valve", "--data", "empty"],
      EXIT_CODES.failed,
      /^kb: .*empty holds no index\n {4}Run “kb index/,
    ],
    [
      ["query", "valve", "--data", "kb.config.json"],
      EXIT_CODES.failed,
      /kb\.config\.json.* cannot be read.*\n {4}/,
    ],
    [
      ["index", "water", "--data", "kb.config.json"],
      EXIT_CODES.failed,
      /kb\.config\.json cannot be written.*\n {4}/,
    ],
    [["index", "water", "--version", "a b"], EXIT_CODES.usage, /^kb: "a b" is not a version or a range/],
    [["index", "water", "--releases", "none"], EXIT_CODES.usage, /argument 'none' is invalid/],
    [["index", "water", "--source", "npm"], EXIT_CODES.usage, /source "npm"\n {4}There are: directory/],
    [["index", "water", "--releases", "all"], EXIT_CODES.nothingNew, /^Nothing new; 3 releases unchanged; /],
    [["rollback"], EXIT_CODES.usage, /^kb: There is no snapshot before the published one\n {4}Kept: /],
    [["rollback", "2000"], EXIT_CODES.usage, /^kb: There is no snapshot "2000"\n {4}Kept: /],
    [["status", "--config", "none.json"], EXIT_CODES.failed, /^kb: .*none\.json cannot be read/],
  ];

  test("a mistake ends with its exit code, the value at fault and what to do", async () => {
    const runs = mistakes.map(([args, code, message]) => async () => {
      const ended = await kb(folder, args);
      const label = `kb ${args.join(" ")}\n${ended.err}`;
      assert.equal(ended.code, code, label);
      assert.equal(ended.out, "", label);
      assert.match(ended.err, message, label);
      assert.doesNotMatch(ended.err, /[\x1b]|^ +at /m, label);
    });
    await inPairs(runs);
  });

  test("--json gives the documented fields, whatever is not known included", async () => {
    const { code, out, err } = await kb(folder, [
      ...["query", "default of flow_rate", "--library", "water", "--version", "1.1", "--json"],
    ]);
    assert.equal(code, EXIT_CODES.done);
    assert.equal(err, "");
    const result = JSON.parse(out) as QueryResult;
    assert.equal(result.library, "waterlib");
    assert.equal(result.version, "1.1");
    assert.equal(result.versionFrom, "asked");
    assert.match(result.confidence, /^(HIGH|MEDIUM|LOW)$/);
    assert.deepEqual(result.indexed, ["2.0", "1.1", "1.0"]);
    const [hit] = result.hits;
    assert.ok(hit);
    assert.equal(hit.url, "https://waterlib.example/1.1/pump.html");
    assert.equal(hit.path, "pump.md");
    assert.equal(hit.kind, "guide");
    assert.deepEqual(hit.symbols, []);
    assert.equal(hit.since, "1.1");
    assert.equal(hit.until, "2.0");
    assert.ok(hit.score > 0);
    assert.match(hit.text, /8 litres/);
    assert.doesNotMatch(out, /\x1b/);
  });

  test("with --json an error is a record on standard output", async () => {
    const unknown = await kb(folder, ["query", "valve", "-l", "water", "-v", "3", "--json"]);
    assert.equal(unknown.code, EXIT_CODES.versionNotIndexed);
    assert.equal(unknown.err, "");
    const { error } = JSON.parse(unknown.out);
    assert.equal(error.code, "VERSION_NOT_INDEXED");
    assert.deepEqual(error.facts, { library: "waterlib", asked: "3", indexed: ["2.0", "1.1", "1.0"] });
    assert.match(error.hint, /Indexed: 2\.0/);
    const usage = await kb(folder, ["query", "valve", "--nope", "--json"]);
    assert.equal(usage.code, EXIT_CODES.usage);
    assert.equal(JSON.parse(usage.out).error.code, "USAGE");
    assert.equal(usage.err, "");
  });

  test("a batch answers line by line, bad lines in their place", async () => {
    const lines = [
      { id: "first", question: "default of flow_rate", library: "water", version: "1.0" },
      "{ not json",
      "null",
      { id: 7, question: "valve", library: "water", version: "3" },
      { question: "valve", verison: "1.0" },
      { question: "valve", library: 5 },
      "",
      { question: "ポンプの流量の既定値は何ですか" },
      { question: "quelle est la valeur par défaut du débit de la pompe ?", library: "water" },
      { question: "\u0000\u001b[31mvalve\u0007 \u202eopens\u202c", library: "water", version: "1.0" },
      { question: `valve ${"pump ".repeat(20_000)}`, library: "water" },
      { id: "last", question: "tank", library: "water" },
    ];
    const input = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
    const { code, out, err } = await kb(folder, ["query", "--batch", "-"], { input });
    assert.equal(code, EXIT_CODES.failed);
    assert.equal(err, "");
    const results = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(results.length, lines.length - 1);
    const [first, torn, none, missing, misspelt, mistyped, japanese, french, controls, long, last] = results;
    assert.equal(first.id, "first");
    assert.match(first.hits[0].text, /5 litres/);
    assert.equal(torn.line, 2);
    assert.match(torn.error.message, /not JSON/);
    assert.equal(none.error.code, "USAGE");
    assert.equal(missing.id, 7);
    assert.equal(missing.error.code, "VERSION_NOT_INDEXED");
    // A misspelt “version” must not be answered from another one.
    assert.match(misspelt.error.message, /verison/);
    assert.match(mistyped.error.message, /library/);
    assert.equal(japanese.library, "waterlib");
    assert.equal(french.version, "2.0");
    assert.equal(controls.question, "[31mvalve opens");
    assert.match(controls.hits[0].text, /open_valve/);
    assert.equal(long.question.length, 8_000);
    assert.equal(last.id, "last");
    assert.match(last.hits[0].text, /drain_tank/);
  });

  test("a good batch from a file ends with 0", async () => {
    await writeFile(join(folder, "good.jsonl"), '\ufeff{"question":"valve"}\r\n\r\n{"question":"tank"}');
    const { code, out } = await kb(folder, ["query", "--batch", "good.jsonl", "--library", "water"]);
    assert.equal(code, EXIT_CODES.done);
    assert.equal(out.trimEnd().split("\n").length, 2);
  });

  test("a batch that waits for its next line stops at Ctrl-C", async () => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder };
    const child = spawn(process.execPath, [program, "query", "--batch", "-"], { cwd: folder, env });
    child.stdin.write('{"question":"valve"}\n');
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.kill("SIGINT");
    assert.equal(await ended, EXIT_CODES.interrupted);
  });

  test("a question of 100 kB is answered", async () => {
    const { code, out } = await kb(folder, ["query", `valve ${"x".repeat(100_000)}`, "--json"]);
    assert.equal(code, EXIT_CODES.done);
    assert.equal(JSON.parse(out).question.length, 8_000);
  });

  test("a reader that goes away is no error", async () => {
    const input = `${JSON.stringify({ question: "valve" })}\n`.repeat(300);
    const { child, ended } = start(folder, ["query", "--batch", "-"], { input });
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, err } = await ended;
    assert.equal(code, 0);
    assert.equal(err, "");
  });

  test("on no terminal there are no colours, and LOW without hits says so", async () => {
    const { code, out } = await kb(folder, ["query", "valve", "--kind", "tutorial"]);
    assert.equal(code, EXIT_CODES.done);
    assert.doesNotMatch(out, /\x1b|Nearest passages/);
    assert.match(out, /^Analysis\n {2}Waterlib 2\.0 \(newest stable that is indexed; no version was given; /);
    assert.match(out, /^Cannot verify$/m);
    assert.match(out, /^ {2}LOW \(0 %\): .* I cannot fully verify this\.$/m);
  });

  test("an answer as text, Markdown, JSON and in brief; --hits gives the passages instead", async () => {
    const asked = ["query", "default of flow_rate", "--library", "water", "--version", "1.1"];
    const runs = await Promise.all(
      [[], ["--format", "markdown"], ["--format", "json"], ["--brief"], ["--hits"]].map((flags) =>
        kb(folder, [...asked, ...flags]),
      ),
    );
    const [plain = "", markdown = "", json = "", brief = "", hits = ""] = runs.map(({ out }) => out);
    assert.match(
      plain,
      /^Answer\n {2}Pumps \[1\]\n {2}│ The default of `flow_rate` is 8 litres a second\.$/m,
    );
    assert.match(markdown, /^## Answer\n\n\*\*Pumps \[1\]\*\*\n\n> The default of `flow_rate` is 8 litres/m);
    const { answer, hits: found } = JSON.parse(json) as AnsweredQuery;
    assert.equal(answer.statements[0]?.quotation?.hash, found[0]?.hash);
    assert.match(
      brief,
      /^Waterlib 1\.1 \(as asked\)\nPumps: The default of `flow_rate` is 8 litres a second\. \[1\]\n/,
    );
    assert.match(hits, /^Waterlib 1\.1 - as asked, release date unknown\n/);
  });

  test("a version pinned in the project is the version of the answer", async () => {
    const { code, out } = await kb(folder, ["query", "flow_rate", "--project", "pinned", "--json"]);
    assert.equal(code, EXIT_CODES.done);
    const result = JSON.parse(out) as QueryResult;
    assert.equal(result.version, "1.1");
    assert.equal(result.versionFrom, "project");
    assert.match(result.hits[0]?.text ?? "", /8 litres/);
  });

  test("what is there is listed", async () => {
    const [status, versions, corpora, model] = await Promise.all(
      [["status"], ["versions", "water"], ["corpora"], ["model"]].map((args) =>
        kb(folder, [...args, "--json"]),
      ),
    );
    assert.ok(status && versions && corpora && model);
    assert.equal(JSON.parse(status.out).corpora[0].id, "waterlib");
    assert.deepEqual(JSON.parse(status.out).corpora[0].names, ["waterlib", "Waterlib", "water"]);
    assert.deepEqual(
      JSON.parse(versions.out).map(({ version }: { version: string }) => version),
      ["2.0", "1.1", "1.0"],
    );
    assert.ok(JSON.parse(corpora.out).some(({ id }: { id: string }) => id === "waterlib"));
    assert.equal(JSON.parse(model.out).id, (await describeModel()).id);
  });

  test("the second indexer is told who holds the lock; queries are not disturbed", async () => {
    const release = await acquireLock(join(folder, ".kb"));
    const second = await kb(folder, ["index", "water"]);
    const query = await kb(folder, ["query", "valve"]);
    await release();
    assert.equal(second.code, EXIT_CODES.locked);
    assert.match(
      second.err,
      new RegExp(`is being indexed by process ${process.pid} on .*\\n {4}Wait for it`),
    );
    assert.equal(query.code, EXIT_CODES.done);
  });
});

/** Two at a time: the machine has no more to give, and each starts a process. */
async function inPairs(runs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...runs];
  const work = async () => {
    for (let run = queue.shift(); run; run = queue.shift()) await run();
  };
  await Promise.all([work(), work()]);
}

describe("kb index, interrupted", () => {
  let origin = "";
  before(async () => {
    origin = await projectFolder([riverlib]);
    await writeRiverlib(join(origin, "river"));
    const { code, err } = await kb(origin, ["index", "riverlib", "--version", "1.0"]);
    assert.equal(code, EXIT_CODES.done, err);
  });
  after(() => remove(origin));

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    test(`${signal}: the published snapshot answers, the next run resumes`, async (t) => {
      const folder = join(origin, signal);
      t.after(() => remove(folder));
      for (const part of ["kb.config.json", "river", ".kb"])
        await cp(join(origin, part), join(folder, part), { recursive: true, preserveTimestamps: true });

      const { child, ended, line } = start(folder, ["index", "riverlib", "--releases", "all"]);
      // 1.0 is read again, being a copy with another change time; 2.0 is the first that embeds.
      await line("✓ riverlib 2.0");
      child.kill(signal);
      const stopped = await ended;
      if (signal === "SIGINT") {
        assert.equal(stopped.code, EXIT_CODES.interrupted, stopped.err);
        assert.match(stopped.err, /^Stopped\. What was published before still answers; .* resumes\.$/m);
      } else assert.equal(stopped.signal, "SIGKILL");
      assert.doesNotMatch(stopped.err, /Published/);

      const versions = await kb(folder, ["versions", "riverlib", "--json"]);
      assert.deepEqual(
        JSON.parse(versions.out).map(({ version }: { version: string }) => version),
        ["1.0"],
      );
      const answer = await kb(folder, ["query", "weir of page 3", "--json"]);
      assert.equal(answer.code, EXIT_CODES.done, answer.err);
      assert.equal(JSON.parse(answer.out).version, "1.0");

      // A lock left by a kill is taken over at once.
      const resumed = await kb(folder, ["index", "riverlib", "--releases", "all", "--json"]);
      assert.equal(resumed.code, EXIT_CODES.done, resumed.err);
      const report = JSON.parse(resumed.out) as IndexReport;
      const read = report.releases.reduce((sum, { chunksNew }) => sum + chunksNew, 0);
      assert.ok(report.textsEmbedded < read, `${report.textsEmbedded} embedded of ${read}`);
      const all = await kb(folder, ["query", "weir of page 3", "--version", "6.0", "--json"]);
      assert.match((JSON.parse(all.out) as QueryResult).hits[0]?.text ?? "", /page 3/);
    });
  }

  test("a full disk: the run says so, the published snapshot answers, the next run resumes", async (t) => {
    const data = join(origin, "small-disk");
    await mkdir(data);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", data], { stdio: "ignore" });
    } catch {
      t.skip("mounting a small disk is not permitted here");
      return;
    }
    try {
      const first = await kb(origin, ["index", "riverlib", "--version", "1.0", "--data", data]);
      assert.equal(first.code, EXIT_CODES.done, first.err);
      const filler = join(data, "filler");
      await writeFile(filler, Buffer.alloc(3_000_000)).catch(() => undefined);

      const full = await kb(origin, ["index", "riverlib", "--releases", "all", "--data", data, "--json"]);
      assert.equal(full.code, EXIT_CODES.failed, full.out + full.err);
      const { error } = JSON.parse(full.out);
      assert.equal(error.code, "STORE_WRITE_FAILED");
      assert.match(error.message, /no space left|ENOSPC|os error 28/i);
      const answer = await kb(origin, ["query", "weir of page 3", "--data", data, "--json"]);
      assert.equal(JSON.parse(answer.out).version, "1.0", answer.out);

      // Space for the lock and for some of the writes, not for all.
      await truncate(filler, 2_500_000).catch(() => undefined);
      const { size } = await import("node:fs/promises").then(({ stat }) => stat(filler));
      await truncate(filler, Math.max(0, size - 60_000));
      const later = await kb(origin, ["index", "riverlib", "--releases", "all", "--data", data, "--json"]);
      assert.equal(later.code, EXIT_CODES.failed, later.out + later.err);
      assert.equal(JSON.parse(later.out).error.code, "STORE_WRITE_FAILED", later.out);
      const still = await kb(origin, ["query", "weir of page 3", "--data", data, "--json"]);
      assert.equal(JSON.parse(still.out).version, "1.0", still.out);

      await rm(filler);
      const resumed = await kb(origin, ["index", "riverlib", "--releases", "all", "--data", data]);
      assert.equal(resumed.code, EXIT_CODES.done, resumed.err);
      const newest = await kb(origin, ["query", "weir of page 3", "--data", data, "--json"]);
      assert.equal(JSON.parse(newest.out).version, "6.0");
    } finally {
      execFileSync("umount", [data]);
    }
  });
});

describe("bad documentation in a run", () => {
  test("what cannot be read is reported with its reason, and the rest is published", async (t) => {
    const good = (name: string) => `# ${name}\n\nThe ${name} page of the manual explains ${name} in full.\n`;
    const pages = Object.fromEntries(
      ["one", "two", "three", "four"].map((name) => [`${name}.md`, good(name)]),
    );
    const members = Object.entries(pages).map(([name, text]) => ({ name, text }));
    const folder = await projectFolder([
      corpusOf("folders", [{ kind: "directory", path: "folders/{version}" }]),
      corpusOf("zips", [{ kind: "directory", path: "zips/{version}.zip" }]),
      corpusOf("tars", [{ kind: "directory", path: "tars/{version}.tar.gz" }]),
      corpusOf("wheels", [{ kind: "pypi", package: "wheels" }]),
    ]);
    t.after(() => remove(folder));
    await writeFiles(join(folder, "folders", "1.0"), { ...pages, "torn.ipynb": '{"cells": [' });
    await writeFile(
      join(folder, "folders", "1.0", "latin.md"),
      Buffer.from("# Größe\n\nDie Größe der Röhre.\n", "latin1"),
    );
    await writeFile(join(folder, "folders", "1.0", "huge.md"), "# Huge\n");
    await truncate(join(folder, "folders", "1.0", "huge.md"), 50_000_000);
    await mkdir(join(folder, "folders", "2.0"));
    await mkdir(join(folder, "zips"));
    await writeFile(join(folder, "zips", "1.0.zip"), await packZip(members));
    const slips = [
      { name: "../../escaped.md", text: good("escape") },
      { name: "/etc/absolute.md", text: "x" },
    ];
    await writeFile(join(folder, "zips", "1.1.zip"), await packZip([...members, ...slips]));
    const bomb = { name: "bomb.md", text: Buffer.alloc(30_000_000) };
    await writeFile(join(folder, "zips", "1.2.zip"), await packZip([...members, bomb]));
    await mkdir(join(folder, "tars"));
    const tar = packTarGz([...members, { name: "long.md", text: "word ".repeat(5_000) }]);
    await writeFile(join(folder, "tars", "1.0.tar.gz"), tar);
    await writeFile(join(folder, "tars", "1.1.tar.gz"), tar.subarray(0, tar.length - 60));
    await mkdir(join(folder, "links"));
    const wheel = await packZip([
      { name: "wheels/data.bin", text: "0000" },
      { name: "wheels-1.0.dist-info/METADATA", text: "Metadata-Version: 2.1\nName: wheels\nVersion: 1.0\n" },
      { name: "wheels-1.0.dist-info/RECORD", text: "" },
    ]);
    await writeFile(join(folder, "links", "wheels-1.0-py3-none-any.whl"), wheel);

    const args = ["index", "folders", "zips", "tars", "wheels", "--releases", "all", "--json"];
    const env = { PIP_NO_INDEX: "1", PIP_FIND_LINKS: join(folder, "links"), PIP_CONFIG_FILE: "/dev/null" };
    const { code, out, err } = await kb(folder, args, { env });
    assert.equal(code, EXIT_CODES.needsPerson, err);
    const report = JSON.parse(out) as IndexReport;
    assert.equal(report.outcome, "published");
    assert.deepEqual(
      report.releases.map(({ corpus, version }) => `${corpus} ${version}`),
      ["folders 1.0", "zips 1.0", "zips 1.1", "tars 1.0"],
    );
    const problems = Object.fromEntries(
      report.releases.flatMap((release) => release.problems.map(({ path, reason }) => [path, reason])),
    );
    assert.match(problems["torn.ipynb"] ?? "", /JSON/);
    assert.match(problems["huge.md"] ?? "", /20 MiB|above the limit/);
    assert.match(problems["../../escaped.md"] ?? "", /leaves its folder/);
    assert.match(problems["/etc/absolute.md"] ?? "", /absolute/);
    const failures = Object.fromEntries(
      report.failures.map(({ corpus, version, reason }) => [`${corpus} ${version ?? ""}`.trim(), reason]),
    );
    assert.match(failures["folders 2.0"] ?? "", /folders\/2\.0 gave no documentation \(0 pages read\)/);
    assert.match(failures["zips 1.2"] ?? "", /1\.2\.zip/);
    assert.match(failures["tars 1.1"] ?? "", /1\.1\.tar\.gz/);
    assert.match(failures["wheels 1.0"] ?? failures["wheels"] ?? "", /wheels-1\.0/);
    assert.equal(report.failures.length, 4);
    // The same is said to a person, each with what to do.
    assert.match(err, /^! folders 2\.0 from directory was not read: .*\n {4}/m);
    assert.match(err, /escaped\.md: name leaves its folder/);
    assert.deepEqual(
      (await readdir(tmpdir())).filter((name) => name === "escaped.md"),
      [],
    );

    const latin = await kb(folder, ["query", "Größe der Röhre", "--library", "folders", "--json"]);
    assert.match((JSON.parse(latin.out) as QueryResult).hits[0]?.text ?? "", /Die Größe der Röhre/);
  });

  test("a malformed corpus file or configuration is named with the field at fault", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "kb-cli-"));
    t.after(() => remove(folder));
    await writeFiles(folder, {
      "torn.json": '{ "corpora": [',
      "misspelt.json": '{ "corporas": [] }',
      "corpus.json": '{ "corpora": [{ "id": "Water Lib", "name": "x", "homepage": "x", "sources": [] }] }',
      "data/corpora/mine.json": "[]",
      "good.json": '{ "data": "data" }',
    });
    const runs: readonly [string, RegExp][] = [
      ["torn.json", /^kb: .*torn\.json cannot be read as JSON: /],
      ["misspelt.json", /^kb: .*misspelt\.json is not a valid configuration: .*corporas.*\n {4}It may hold/],
      [
        "corpus.json",
        /^kb: .*corpus\.json: corpora\[0\] is not a valid corpus definition: id: .*sources: .*\n {4}/,
      ],
      ["good.json", /^kb: .*mine\.json is not a valid corpus definition: /],
    ];
    await inPairs(
      runs.map(([file, message]) => async () => {
        const { code, err } = await kb(folder, ["corpora", "--config", file]);
        assert.equal(code, EXIT_CODES.failed);
        assert.match(err, message);
      }),
    );
  });
});

describe("a model or a store that is damaged", () => {
  test("a damaged model names its file; an index of another model or schema says so", async (t) => {
    const folder = await projectFolder([
      corpusOf("waterlib", [{ kind: "directory", path: "docs/{version}", urls }]),
    ]);
    t.after(() => remove(folder));
    await writeFiles(join(folder, "docs", "1.0"), WATERLIB["1.0"] ?? {});
    const { folder: bundled, id } = await describeModel();
    const damaged = async (name: string, damage: (model: string) => Promise<void>) => {
      const model = join(folder, name);
      await cp(bundled, model, { recursive: true });
      await damage(model);
    };
    const onnx = join("onnx", "model_quantized.onnx");
    await damaged("cut", (model) => truncate(join(model, onnx), 100_000));
    await damaged("empty", (model) => truncate(join(model, onnx), 0));
    await damaged("weightless", (model) => rm(join(model, onnx)));
    await damaged("wordless", (model) => rm(join(model, "tokenizer.json")));
    await damaged("torn", (model) => truncate(join(model, "tokenizer.json"), 1_000));
    await damaged("unset", (model) => rm(join(model, "tokenizer_config.json")));
    await damaged("blank", (model) => writeFile(join(model, "config.json"), "{}"));
    await damaged("other", (model) => writeFile(join(model, "tokenizer_config.json"), "{}"));
    const cases: readonly [model: string, message: RegExp][] = [
      ["./cut", /cut\/onnx\/model_quantized\.onnx/],
      ["./empty", /empty\/onnx\/model_quantized\.onnx/],
      ["./weightless", /weightless\/onnx\/model_quantized\.onnx/],
      ["./wordless", /wordless\/tokenizer\.json/],
      ["./torn", /torn\/tokenizer\.json is not JSON/],
      ["./unset", /unset\/tokenizer_config\.json/],
      ["./blank", /blank.*names no hidden_size/],
      ["./none", /none\/config\.json/],
    ];
    await inPairs(
      cases.map(([model, message]) => async () => {
        // A folder each: two indexers of one folder would lock each other out.
        const { code, err } = await kb(folder, ["index", "water", "--model", model, "--data", `of-${model}`]);
        assert.equal(code, EXIT_CODES.failed, err);
        assert.match(err, /^kb: The model ".*" cannot be used: /);
        assert.match(err, message);
        assert.match(err, /\n {4}A model folder holds config\.json/);
        assert.doesNotMatch(err, /onnxruntime_src/);
      }),
    );

    const indexed = await kb(folder, ["index", "water"]);
    assert.equal(indexed.code, EXIT_CODES.done, indexed.err);
    await cp(bundled, join(folder, "other"), { recursive: true });
    await writeFile(join(folder, "other", "config_sentence_transformers.json"), "{}");
    const other = await kb(folder, ["query", "valve", "--model", "./other", "--json"]);
    assert.equal(JSON.parse(other.out).error.code, "INDEX_OTHER_MODEL");
    assert.deepEqual(JSON.parse(other.out).error.facts.indexedWith, [id]);
    // That nothing was indexed with a model is no news of one that does not load.
    for (const args of [["query", "valve"], ["model"], ["status"], ["versions", "water"]]) {
      const cut = await kb(folder, [...args, "--model", "./cut", "--json"]);
      assert.equal(JSON.parse(cut.out).error.code, "MODEL_UNUSABLE", args.join(" "));
      assert.equal(cut.code, EXIT_CODES.failed);
    }

    const { current, snapshots } = storePaths(join(folder, ".kb"), id);
    const [manifest = ""] = await readdir(snapshots);
    await truncate(join(snapshots, manifest), 100);
    const torn = await kb(folder, ["query", "valve"]);
    assert.equal(torn.code, EXIT_CODES.failed);
    assert.match(
      torn.err,
      /^kb: The snapshot manifest .* is not JSON\n {4}“kb rollback” .* delete .*CURRENT/,
    );
    // And what it says to do does mend it.
    await rm(current);
    const mended = await kb(folder, ["index", "water"]);
    assert.match(mended.err, /1 release read, 0 texts embedded/);
    assert.equal((await kb(folder, ["query", "valve"])).code, EXIT_CODES.done);

    await rename(join(folder, ".kb", schemaFolder(SCHEMA_VERSION)), join(folder, ".kb", "schema-9"));
    const schema = await kb(folder, ["query", "valve"]);
    assert.equal(schema.code, EXIT_CODES.failed);
    assert.match(schema.err, /holds an index of schema-9; this kb reads schema-\d+\n {4}Run “kb index”/);
    assert.equal(dirname(current).includes(schemaFolder(SCHEMA_VERSION)), true);
  });
});
