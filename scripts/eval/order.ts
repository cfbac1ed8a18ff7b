import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import type { Corpus } from "../../corpora/corpus.js";
import { packageRoot } from "../../corpora/package-root.js";
import { buildIndex, type IndexReport } from "../../indexer/index.js";
import { createProgress } from "../../indexer/progress.js";
import { describeModel } from "../../query/embedder.js";
import { corpusReleases, visibleAt } from "../../query/release.js";
import { openTables } from "../../query/store/lancedb.js";
import { storePaths } from "../../query/store/paths.js";
import { TABLE_KINDS } from "../../query/store/rows.js";
import { readCurrentSnapshot } from "../../query/store/snapshot.js";
import { processContext } from "../process-context.js";
import { mulberry32 } from "./bootstrap.js";
import { corpusOfSystem, type ListedSystem } from "./corpora.js";

/**
 * Indexes every release of real documentation twice, oldest first in one run and release by release in a
 * shuffled order, and compares the rows visible at each release. Exit code 1 when any differs.
 */
const program = new Command("order")
  .option(
    "--shared <dir>",
    "folder with docs/releases.json and its archives",
    join(packageRoot(), "..", "shared"),
  )
  .option("--systems <id...>", "ids in releases.json", [
    ...["scikit-learn", "pytorch", "jax", "xgboost", "transformers", "peft", "kubeflow", "tensorflow"],
  ])
  .option("--out <dir>", "where the two stores go", join(packageRoot(), "data", "order"))
  .option("--seed <n>", "of the shuffle", "1");

const context = processContext();
const flags = program.parse().opts<{ shared: string; systems: string[]; out: string; seed: string }>();

async function compare(): Promise<number> {
  const docs = resolve(flags.shared, "docs");
  const systems = JSON.parse(await readFile(join(docs, "releases.json"), "utf8")) as ListedSystem[];
  const corpora = systems
    .filter(({ id }) => flags.systems.includes(id))
    .flatMap((system) => corpusOfSystem(system, docs) ?? []);
  const [ordered, shuffled] = [join(flags.out, "ordered"), join(flags.out, "shuffled")];
  await rm(flags.out, { recursive: true, force: true });

  context.err("Oldest first, in one run");
  const first = await index(ordered, corpora, { type: "all" });
  await shareVectors(ordered, shuffled);
  context.err("Shuffled, one release a run");
  let embedded = 0;
  for (const { corpus, version } of shuffle(releasesOf(corpora), Number(flags.seed))) {
    embedded += (await index(shuffled, [corpus], { type: "requests", requests: [`==${version}`] }))
      .textsEmbedded;
  }
  const [a, b] = [await visibleRows(ordered), await visibleRows(shuffled)];
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter((place) => a.get(place) !== b.get(place));
  for (const place of differing) context.err(`differs: ${place}`);
  context.out(
    [
      `releases compared: ${releasesOf(corpora).length} of ${corpora.length} systems`,
      `rows visible, all releases and tables: ${[...a.values()].reduce((sum, ids) => sum + ids.split("\n").length, 0)}`,
      `texts embedded: ${first.textsEmbedded} oldest first, ${embedded} more in shuffled order`,
      `tables and releases whose visible rows differ: ${differing.length}`,
    ].join("\n"),
  );
  return differing.length === 0 && a.size > 0 ? 0 : 1;
}

async function index(
  data: string,
  corpora: readonly Corpus[],
  choice: Parameters<typeof buildIndex>[0]["choice"],
): Promise<IndexReport> {
  const progress = createProgress(context);
  const { onEvent } = progress;
  const report = await buildIndex({
    data,
    corpora,
    ...(choice && { choice }),
    signal: context.signal,
    onEvent,
  });
  progress.stop();
  return report;
}

/** The second store starts with the vectors of the first: only rows and lives are compared. */
async function shareVectors(from: string, to: string): Promise<void> {
  const { id } = await describeModel();
  const [source, target] = [from, to].map((data) => join(storePaths(data, id).tables, "vectors.lance"));
  if (source === undefined || target === undefined) return;
  await mkdir(dirname(target), { recursive: true });
  await cp(source, target, { recursive: true });
}

const releasesOf = (corpora: readonly Corpus[]) =>
  corpora.flatMap((corpus) =>
    corpus.sources.flatMap((source) =>
      source.kind === "directory" ? (source.releases ?? []).map(({ version }) => ({ corpus, version })) : [],
    ),
  );

function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  const random = mulberry32(seed);
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Sorted ids of the rows visible at each release, by corpus, release and table. */
async function visibleRows(data: string): Promise<Map<string, string>> {
  const { id } = await describeModel();
  const paths = storePaths(data, id);
  const snapshot = await readCurrentSnapshot(paths);
  const tables = await openTables(paths.tables);
  const rows = new Map<string, string>();
  for (const [corpus, state] of Object.entries(snapshot?.corpora ?? {})) {
    for (const kind of TABLE_KINDS) {
      const table = await tables.open(state.tables[kind].name, state.tables[kind].version);
      for (const release of corpusReleases(state)) {
        const visible = await table.rows<{ id: string }>(["id"], visibleAt(release));
        rows.set(
          `${corpus} ${release.version} ${kind}`,
          visible
            .map((row) => row.id)
            .sort()
            .join("\n"),
        );
      }
    }
  }
  tables.close();
  return rows;
}

process.exitCode = await compare();
