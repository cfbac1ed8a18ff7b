import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, platform, release, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { CommanderError } from "commander";
import { describeError, KbError } from "../../corpora/errors.js";
import { describeModel } from "../../query/embedder.js";
import { packageVersion } from "../package-version.js";
import { measureChecking } from "./checking.js";
import { measureIndexing } from "./indexing.js";
import { archivedMaterial, generatedMaterial } from "./material.js";
import { type BenchOptions, readOptions } from "./options.js";
import { callPart } from "./part.js";
import type { SpeedResult, SpeedSettings } from "./part-speed.js";
import { measureQueries } from "./queries.js";
import { type BenchReport, type Figure, isMet, type Machine, renderReport } from "./report.js";
import { measureWebsite } from "./website.js";

/** Chunks, questions, texts, classes of a website and files of code that are measured. */
const SIZES = {
  index: 10_000,
  store: 100_000,
  questions: 200,
  texts: 512,
  classes: 800,
  files: 1_000,
} as const;

/** Measures what was asked for and reports it; a target that is missed is a result, not an error. */
async function bench(options: BenchOptions): Promise<BenchReport> {
  const work = options.work ?? (await mkdtemp(join(tmpdir(), "kb-bench-")));
  await mkdir(work, { recursive: true });
  const scaled = (size: number) => (options.quick ? Math.round(size / 10) : size);
  const figures: Figure[] = [];
  const material: string[] = options.quick ? ["Quick: a tenth of the sizes, so the figures say little"] : [];
  try {
    if (options.only.includes("embedding")) {
      say("Timing the embedder");
      const speed = await callPart<SpeedSettings, SpeedResult>("speed", { texts: scaled(SIZES.texts) });
      figures.push(
        { name: "Embedding, texts of 128 tokens", value: speed.textsPerSecond, unit: "perSecond" },
        { name: "Embedding one question", value: speed.question, unit: "milliseconds" },
      );
    }
    if (options.only.includes("indexing")) {
      for (const name of ["index", "docs"]) await rm(join(work, name), { recursive: true, force: true });
      const pages =
        options.docs === undefined
          ? await generatedMaterial(join(work, "docs"), scaled(SIZES.index))
          : await archivedMaterial(options.docs);
      const indexing = await measureIndexing(pages, work, say);
      figures.push(...indexing.figures);
      material.push(indexing.material);
    }
    if (options.only.includes("queries")) {
      const queries = await measureQueries(scaled(SIZES.store), scaled(SIZES.questions), work, say);
      figures.push(...queries.figures);
      material.push(...queries.material);
    }
    if (options.only.includes("website")) {
      const website = await measureWebsite(options.sites, scaled(SIZES.classes), work, say);
      figures.push(...website.figures);
      material.push(...website.material);
    }
    if (options.only.includes("check")) {
      const checking = await measureChecking(options.check, scaled(SIZES.files), work, say);
      figures.push(...checking.figures);
      material.push(checking.material);
    }
  } finally {
    if (options.work === undefined) await rm(work, { recursive: true, force: true });
  }
  return {
    created: new Date().toISOString(),
    system: `kb ${packageVersion()}`,
    model: (await describeModel()).id,
    machine: machine(),
    material,
    figures,
  };
}

const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown processor",
  cores: availableParallelism(),
  memory: totalmem(),
  system: `${platform()} ${release()}`,
  node: process.versions.node,
});

async function publish(report: BenchReport, out: string | undefined): Promise<void> {
  const text = renderReport(report);
  process.stdout.write(text);
  if (out === undefined) return;
  const figures = report.figures.map((figure) => ({ ...figure, met: isMet(figure) }));
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, text);
  await writeFile(`${out.replace(/\.md$/, "")}.json`, `${JSON.stringify({ ...report, figures }, null, 1)}\n`);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  await publish(await bench(options), options.out);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    say(`bench: ${describeError(error)}`);
    if (error instanceof KbError && error.hint !== undefined) say(`    ${error.hint}`);
    process.exitCode = 1;
  }
}
