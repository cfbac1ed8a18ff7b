import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { Command } from "commander";
import { list } from "tar";
import { packageRoot } from "../../corpora/package-root.js";
import type { CheckResult } from "../../query/check/check.js";
import type { CheckFinding } from "../../query/check/finding.js";
import { describeModel } from "../../query/embedder.js";
import { type KnowledgeBase, openKnowledgeBase } from "../../query/knowledge-base.js";
import { type CorpusRelease, corpusReleases, visibleAt } from "../../query/release.js";
import { openTables, type Tables } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import { pythonIn } from "./check/code-blocks.js";

/**
 * How often `kb check` raises a false alarm. The examples that a release documents must run with that release, so
 * every error found in them there is one, or a mistake of the documentation; what is found of them in another
 * release has to be judged. Every finding is written to a file.
 */
const program = new Command("check")
  .requiredOption("--data <dir>", "index whose releases were read from packages")
  .option(
    "--shared <dir>",
    "folder with docs/releases.json and its archives",
    join(packageRoot(), "..", "shared"),
  )
  .option("--out <dir>", "where the findings go", join(packageRoot(), "data", "eval-check"))
  .option("--only <library...>", "only these libraries");

const flags = program.parse().opts<{ data: string; shared: string; out: string; only?: string[] }>();

interface Source {
  readonly file: string;
  readonly text: string;
}

interface Measured {
  readonly set: string;
  readonly against: string;
  readonly files: number;
  readonly resolved: number;
  readonly skipped: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Python of everything that a release documents, a page or API entry a file. */
async function examplesOf(
  kb: KnowledgeBase,
  tables: Tables,
  id: string,
  release: CorpusRelease,
): Promise<readonly Source[]> {
  const { chunks } = kb.snapshot.corpora[id]?.tables ?? {};
  if (!chunks) return [];
  const table = await tables.open(chunks.name, chunks.version);
  const rows = await table.rows<{ path: string; title: string; text: string }>(
    ["path", "title", "text"],
    visibleAt(release),
  );
  const byTitle = new Map<string, string[]>();
  for (const { title, text } of rows) byTitle.set(title, [...(byTitle.get(title) ?? []), text]);
  return [...byTitle].map(([title, texts]) => ({
    file: `${title}.py`,
    text: pythonIn("page.md", texts.join("\n\n")),
  }));
}

const PAGE = /\.(?:rst|md|mdx|ipynb|py)$/;

/** Python of a documentation archive, a page a file; notebooks as they are. */
async function pagesOf(archive: string): Promise<readonly Source[]> {
  const pages: Source[] = [];
  const reading: Promise<void>[] = [];
  await list({
    file: archive,
    filter: (path) => PAGE.test(path),
    onReadEntry: (entry) => {
      const file = entry.path;
      reading.push(
        entry.concat().then((bytes) => {
          const text = Buffer.from(bytes).toString("utf8");
          const isCode = /\.(?:ipynb|py)$/.test(file);
          pages.push(isCode ? { file, text } : { file: `${file}.py`, text: pythonIn(file, text) });
        }),
      );
    },
  });
  await Promise.all(reading);
  return pages.sort((a, b) => (a.file < b.file ? -1 : 1));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function measure(set: string, against: string, result: CheckResult): Measured {
  const count = (severity: CheckFinding["severity"]) =>
    result.findings.filter((finding) => finding.severity === severity).length;
  return {
    ...{ set, against, files: result.files, resolved: result.resolved },
    ...{ skipped: sum(Object.values(result.skipped)), errors: count("error"), warnings: count("warning") },
  };
}

async function run(): Promise<void> {
  const kb = await openKnowledgeBase({ data: flags.data, preload: false });
  const model = await describeModel();
  const tables = await openTables(storePaths(flags.data, model.id).tables);
  const measured: Measured[] = [];
  const told: (Pick<CheckFinding, "rule" | "message" | "file" | "text" | "replacement"> & {
    set: string;
    against: string;
  })[] = [];
  const keep = (set: string, against: string, result: CheckResult, library: string) => {
    const own = { ...result, findings: result.findings.filter((finding) => finding.library === library) };
    measured.push(measure(set, against, own));
    for (const { rule, message, file, text, replacement } of own.findings)
      told.push({ set, against, rule, message, file, text: text.trim(), replacement });
  };
  const systems = JSON.parse(
    await readFile(resolve(flags.shared, "docs", "releases.json"), "utf8").catch(() => "[]"),
  ) as readonly {
    readonly id: string;
    readonly releases: readonly {
      readonly version: string;
      readonly archive?: string;
      readonly file?: string;
    }[];
  }[];
  for (const [id, state] of Object.entries(kb.snapshot.corpora)) {
    if (flags.only && !flags.only.includes(id)) continue;
    const releases = corpusReleases(state);
    for (const documented of releases) {
      const sources = await examplesOf(kb, tables, id, documented);
      for (const { version } of releases) {
        const result = await kb.check({ sources, at: { [id]: version } });
        keep(`${id} ${documented.version}, its own examples`, version, result, id);
      }
    }
    const newest = releases[0];
    for (const { version } of systems.find((system) => system.id === id)?.releases ?? []) {
      const sources = await pagesOf(resolve(flags.shared, "docs", `${id}-${version}.tar.gz`)).catch(() => []);
      if (sources.length === 0 || !newest) continue;
      keep(
        `${id} ${version}, documentation`,
        newest.version,
        await kb.check({ sources, at: { [id]: newest.version } }),
        id,
      );
    }
  }
  const facts = await checkFacts(kb);
  await mkdir(flags.out, { recursive: true });
  await writeFile(
    join(flags.out, "findings.jsonl"),
    told.map((each) => `${JSON.stringify(each)}\n`).join(""),
  );
  console.log(
    "| examples | against | files | uses checked | not judged | errors | a thousand uses | warnings |",
  );
  console.log("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { set, against, files, resolved, skipped, errors, warnings } of measured) {
    const rate = resolved === 0 ? "" : ((1000 * errors) / resolved).toFixed(2);
    console.log(
      `| ${set} | ${against} | ${files} | ${resolved} | ${skipped} | ${errors} | ${rate} | ${warnings} |`,
    );
  }
  console.log("\n| facts of | said to be | facts | found | there, not deprecated | not judged |");
  console.log("| --- | --- | ---: | ---: | ---: | ---: |");
  for (const { library, kind, facts: all, found, there } of facts)
    console.log(`| ${library} | ${kind} | ${all} | ${found} | ${there} | ${all - found - there} |`);
  tables.close();
  await kb.close();
}

interface Fact {
  readonly library: string;
  readonly kind: string;
  readonly symbol: string;
}

/** Names that others found removed, renamed or deprecated before the newest indexed release: is each told? */
async function checkFacts(kb: KnowledgeBase) {
  const file = resolve(flags.shared, "eval", "dev", "versions.jsonl.gz");
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return [];
  const rows = gunzipSync(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Fact);
  const counts = new Map<
    string,
    { library: string; kind: string; facts: number; found: number; there: number }
  >();
  const wanted = rows.filter(
    ({ kind, symbol }) => /^(?:removed|renamed|deprecated)$/.test(kind) && !/\._/.test(symbol),
  );
  for (const { library, kind, symbol } of new Map(wanted.map((row) => [row.symbol, row])).values()) {
    const root = symbol.split(".", 1)[0] ?? "";
    const owner = symbol.slice(0, symbol.lastIndexOf("."));
    const text = owner === "" ? `import ${symbol}\n` : `import ${root}\n${symbol}\n`;
    const result = await kb.check({ sources: [{ file: `${symbol}.py`, text }] });
    const [used] = result.libraries;
    if (used === undefined || (flags.only && !flags.only.includes(used.library))) continue;
    const key = `${library} ${kind}`;
    const count = counts.get(key) ?? { library, kind, facts: 0, found: 0, there: 0 };
    const isFound = result.findings.length > 0;
    const isSkipped = Object.keys(result.skipped).length > 0;
    counts.set(key, {
      ...count,
      facts: count.facts + 1,
      found: count.found + (isFound ? 1 : 0),
      there: count.there + (!isFound && !isSkipped ? 1 : 0),
    });
  }
  return [...counts.values()].sort((a, b) =>
    `${a.library} ${a.kind}`.localeCompare(`${b.library} ${b.kind}`),
  );
}

await run();
