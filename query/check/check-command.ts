import { Command, InvalidArgumentError, Option } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { KbError } from "../../corpora/errors.js";
import { type CommonFlags, type Done, openBase, withCommonFlags } from "../flags.js";
import type { CheckResult } from "./check.js";
import { SEVERITIES, type Severity } from "./finding.js";
import type { ReportRoot } from "./report-root.js";

const FORMATS = ["text", "json", "sarif", "github"] as const;
const FAIL_ON = ["error", "warning", "note", "never"] as const;

type Versions = Readonly<Record<string, string>>;

interface CheckFlags extends CommonFlags {
  readonly project?: string;
  readonly library?: string;
  readonly version?: string;
  readonly at?: Versions;
  readonly to?: Versions;
  readonly format?: (typeof FORMATS)[number];
  readonly failOn: (typeof FAIL_ON)[number];
}

export function checkCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("check"))
    .description("Check source code against the releases of the libraries that it uses")
    .argument("[paths...]", "Python, notebook, TypeScript and JavaScript files, and folders of them", ["."])
    .option(
      "-p, --project <dir>",
      "take versions from requirements, lock or manifest files in this folder (default: the nearest above)",
    )
    .option("-l, --library <name>", "with --version: check against this version of this library")
    .option("-v, --version <request>", "2.4, 2.4.1, >=2.1, ~2.3, stable, latest")
    .addOption(
      new Option(
        "--at <wanted>",
        "a version to check against, e.g. pytorch=2.14; may be repeated (default: the project's, else newest stable)",
      ).argParser(wanted),
    )
    .addOption(
      new Option(
        "--to <wanted>",
        "note arguments left out whose default is another one there, e.g. scikit-learn=1.9; may be repeated",
      ).argParser(wanted),
    )
    .addOption(new Option("--format <format>", "how to print (default: text)").choices(FORMATS))
    .addOption(
      new Option("--fail-on <severity>", "findings from this severity on set the exit code")
        .choices(FAIL_ON)
        .default("error"),
    )
    .addHelpText(
      "after",
      `
Names that the index does not know for certain raise no alarm; they are counted. A line with the comment “kb: ignore” is passed
over, one with “kb: ignore[unknown-name, ...]” by these rules.

Exit codes: ${EXIT_CODES.done} nothing found (see --fail-on), ${EXIT_CODES.findings} findings, ${EXIT_CODES.versionNotIndexed} a version asked for, or pinned and used, is not indexed,
            ${EXIT_CODES.corpusUnknown} library not indexed, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed, files that cannot be read or are no Python included, ${EXIT_CODES.interrupted} stopped.

Examples:
  kb check src
  kb check train.py --at pytorch=2.14 --at scikit-learn=1.9
  kb check . --at scikit-learn=1.6 --to scikit-learn=1.9 --fail-on note
  kb check . --format sarif > kb.sarif`,
    )
    .action(async (paths: string[], flags: CheckFlags) => done(await runCheck(context, paths, flags)));
}

function wanted(text: string, before: Versions = {}): Versions {
  const [, library, version] = /^([^=<>~!]+)={1,2}(.+)$/.exec(text) ?? [];
  if (library === undefined || version === undefined) {
    throw new InvalidArgumentError("Expected LIBRARY=VERSION, e.g. scikit-learn=1.9.");
  }
  return { ...before, [library.trim().toLowerCase()]: version.trim() };
}

async function runCheck(
  context: CommandContext,
  paths: readonly string[],
  flags: CheckFlags,
): Promise<number> {
  const base = await openBase(context, flags, false);
  const progress = createProgress(context);
  try {
    const { cwd, signal } = context;
    const { project, to } = flags;
    const result = await base.check({
      paths,
      project,
      at: versionsAsked(flags),
      to,
      cwd,
      signal,
      onFile: progress.show,
    });
    progress.clear();
    await print(context, result, flags.json ? "json" : (flags.format ?? "text"));
    return exitCodeOf(result, flags.failOn);
  } finally {
    progress.clear();
    await base.close();
  }
}

function versionsAsked({ library, version, at }: CheckFlags): Versions {
  if ((library === undefined) !== (version === undefined)) {
    throw new KbError("USAGE", "--library and --version belong together", {
      hint: "For example: kb check train.py --library pytorch --version 2.14",
    });
  }
  return library === undefined || version === undefined ? { ...at } : { ...at, [library]: version };
}

async function print(
  context: CommandContext,
  result: CheckResult,
  format: (typeof FORMATS)[number],
): Promise<void> {
  if (format === "json") return context.out(JSON.stringify(result, null, 1));
  if (format === "sarif" || format === "github") {
    const { reportRoot } = await import("./report-root.js");
    await printReport(context, result, format, await reportRoot(context.cwd));
    return;
  }
  const { renderCheck } = await import("./render-check.js");
  context.out(renderCheck(result, context));
}

/** For other tools. */
async function printReport(
  context: CommandContext,
  result: CheckResult,
  format: "sarif" | "github",
  root: ReportRoot,
): Promise<void> {
  if (format === "sarif") {
    const { sarifOf } = await import("./sarif.js");
    return context.out(JSON.stringify(sarifOf(result, root), null, 1));
  }
  const { githubAnnotations } = await import("./github-annotations.js");
  for (const line of githubAnnotations(result, root)) context.out(line);
}

function exitCodeOf({ findings, notChecked, problems }: CheckResult, failOn: Severity | "never"): number {
  if (failOn === "never") return EXIT_CODES.done;
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (findings.some(({ severity }) => counted.includes(severity))) return EXIT_CODES.findings;
  if (problems.some(({ isFailure }) => isFailure)) return EXIT_CODES.failed;
  return notChecked.length > 0 ? EXIT_CODES.versionNotIndexed : EXIT_CODES.done;
}

/** Between two drawings, in milliseconds: a terminal is slower than the check. */
const REDRAW = 100;
/** Fewer files than this are read before anybody wonders. */
const MANY_FILES = 50;

/** How many files are done, drawn over itself on a terminal. */
function createProgress({ interactive, err }: CommandContext) {
  let last = performance.now();
  let isShown = false;
  return {
    show: (done: number, total: number) => {
      if (!interactive || total < MANY_FILES || performance.now() - last < REDRAW) return;
      last = performance.now();
      err(`${isShown ? "\u001b[1A\u001b[2K" : ""}${done} of ${total} files`);
      isShown = true;
    },
    clear: () => {
      if (isShown) err("\u001b[1A\u001b[2K\u001b[1A");
      isShown = false;
    },
  };
}
