import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describeError, KbError } from "../../corpora/errors.js";
import { processContext } from "../process-context.js";
import { griffeApi, ourApi, readRelease } from "./griffe/public-api.js";
import { type MeasuredRelease, renderComparison } from "./griffe/report.js";

/** Compares the public API that kb reads from Python packages with what griffe reads from the same files. */
const program = new Command("griffe")
  .description("Compares kb's reading of a Python package's public API with griffe's")
  .argument("<package>", "name on the index that pip is configured with, e.g. scikit-learn")
  .argument("<versions...>", "one version, or two to compare what changed between them")
  .option("--python <path>", "a Python that has griffe (pip install griffelib)", "python3")
  .option("--cache <dir>", "keep downloaded files here (default: a temporary folder)")
  .option("--out <file>", "also write the report here")
  .option("--without-griffe", "only read the package, for speed and memory")
  .addHelpText(
    "after",
    "\nWhat counts as public is the same on both sides and is told by scripts/eval/griffe/public_api.py.",
  );

const context = processContext();

async function run(): Promise<void> {
  program.parse();
  const flags = program.opts<{ python: string; cache?: string; out?: string; withoutGriffe?: boolean }>();
  const [packageName = "", ...rest] = program.args;
  const work = await mkdtemp(join(tmpdir(), "kb-griffe-"));
  const measured: MeasuredRelease[] = [];
  try {
    for (const version of rest.slice(0, 2)) {
      context.err(`Reading ${packageName} ${version}`);
      const release = await readRelease(packageName, version, flags.cache ?? join(work, "cache"));
      const kb = await ourApi(release);
      const read = `${release.pages.length} files, ${kb.objects.length} public objects in ${kb.seconds.toFixed(1)} s`;
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      context.err(`  kb: ${read}, at most ${memory} MB, ${kb.problems.length} files with problems`);
      if (flags.withoutGriffe) continue;
      const griffe = await griffeApi(release, join(work, release.version), flags.python);
      measured.push({
        package: packageName,
        version: release.version,
        files: release.pages.length,
        kb,
        griffe,
      });
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  if (measured.length === 0) return;
  const report = renderComparison(measured);
  context.out(report);
  if (flags.out !== undefined) await writeFile(flags.out, report);
}

try {
  await run();
} catch (error) {
  context.err(`griffe: ${describeError(error)}`);
  if (error instanceof KbError && error.hint !== undefined) context.err(`    ${error.hint}`);
  process.exitCode = 1;
}
