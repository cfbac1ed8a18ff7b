import { Command, InvalidArgumentError, Option } from "commander";
import { type CommandContext, EXIT_CODES } from "../corpora/command.js";
import type { ReleaseChoice } from "./plan.js";

interface IndexFlags {
  readonly releases?: number | "all";
  readonly version?: readonly string[];
  readonly source?: readonly string[];
  readonly data?: string;
  readonly config?: string;
  readonly model?: string;
  readonly keep: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `kb index`. Resolves to an exit code through `done`. */
export function indexCommand(context: CommandContext, done: (code: number) => void): Command {
  return new Command("index")
    .description("Read what is new of the corpora and publish it as one snapshot")
    .argument("[corpora...]", "ids or aliases; without any: every corpus that is indexed already, else all")
    .addOption(
      new Option("-r, --releases <n>", "newest patch of each of the newest N minors, or “all”").argParser(
        releases,
      ),
    )
    .option(
      "-v, --version <request...>",
      "exact versions or requests (2.4, >=2.1, latest) instead of the newest",
    )
    .option(
      "-s, --source <kind...>",
      "only these sources, by kind (website, npm, pypi, git, directory) or id",
    )
    .option("--data <dir>", "data folder (default: KB_DATA, the project's .kb, or your data directory)")
    .option("--config <file>", "configuration file (default: nearest kb.config.json)")
    .option("--model <path>", "embedding model: a folder, or an id of the Hugging Face Hub (downloaded once)")
    .addOption(new Option("--keep <n>", "snapshots to keep").default(5).argParser(positive))
    .option("--json", "print the run report as JSON")
    .option("-q, --quiet", "no progress")
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT_CODES.done} published, ${EXIT_CODES.nothingNew} nothing new, ${EXIT_CODES.needsPerson} a source failed or a corpus was held back (the rest went out),
            ${EXIT_CODES.locked} another process is indexing, ${EXIT_CODES.failed} failed.

Examples:
  kb index scikit-learn --releases 2
  kb index pytorch --version 2.14.1 --source pypi
  kb index                       the nightly run: whatever is new of what is there`,
    )
    .action(async (names: string[], flags: IndexFlags) => done(await runIndex(context, names, flags)));
}

async function runIndex(
  context: CommandContext,
  names: readonly string[],
  flags: IndexFlags,
): Promise<number> {
  const [{ findCorpus, loadSettings }, { parseVersionRequest }] = await Promise.all([
    import("../corpora/index.js"),
    import("../corpora/version.js"),
  ]);
  const settings = await loadSettings({
    ...context,
    data: flags.data,
    config: flags.config,
    model: flags.model,
  });
  for (const request of flags.version ?? []) parseVersionRequest(request);
  const [{ buildIndex }, { createProgress, describeRun }] = await Promise.all([
    import("./index.js"),
    import("./progress.js"),
  ]);
  const corpora =
    names.length > 0
      ? names.map((name) => findCorpus(settings.corpora, name))
      : await import("./nightly.js").then(({ corporaToUpdate }) => corporaToUpdate(settings));
  const progress = flags.quiet ? undefined : createProgress(context);
  try {
    const report = await buildIndex({
      data: settings.data,
      corpora: [...new Set(corpora)],
      ...choiceOf(flags),
      ...(flags.source && { sources: flags.source }),
      embedder: { model: settings.model },
      baseDir: settings.baseDir,
      env: context.env,
      keepSnapshots: flags.keep,
      signal: context.signal,
      ...(progress && { onEvent: progress.onEvent }),
    });
    progress?.stop();
    if (flags.json) context.out(JSON.stringify(report, null, 1));
    else context.err(describeRun(report));
    if (report.needsPerson) return EXIT_CODES.needsPerson;
    return report.outcome === "published" ? EXIT_CODES.done : EXIT_CODES.nothingNew;
  } catch (error) {
    if (!context.signal.aborted) throw error;
    progress?.stop();
    context.err("Stopped. What was published before still answers; the next “kb index” resumes.");
    return EXIT_CODES.interrupted;
  } finally {
    progress?.stop();
  }
}

function choiceOf({ releases, version }: IndexFlags): { choice?: ReleaseChoice } {
  if (version) return { choice: { type: "requests", requests: version } };
  if (releases === "all") return { choice: { type: "all" } };
  return releases === undefined ? {} : { choice: { type: "newest", count: releases } };
}

const releases = (text: string): number | "all" => (text === "all" ? "all" : positive(text));

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("Expected a whole number above 0.");
  return value;
}
