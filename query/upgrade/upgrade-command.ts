import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { type CommonFlags, type Done, openBase, withCommonFlags } from "../flags.js";

interface UpgradeFlags extends CommonFlags {
  readonly project: string;
  readonly to?: Readonly<Record<string, string>>;
}

export function upgradeCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("upgrade"))
    .description(
      "Show which APIs that a project's Python code uses change in the versions it could upgrade to",
    )
    .option("-p, --project <dir>", "folder with the code and its requirements, lock or manifest files", ".")
    .addOption(
      new Option(
        "--to <wanted>",
        "a version of one library, e.g. scikit-learn=1.9; may be repeated (default: newest stable indexed)",
      ).argParser(wanted),
    )
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT_CODES.done} done, ${EXIT_CODES.versionNotIndexed} a version given with --to is not indexed, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb upgrade
  kb upgrade --project service --to scikit-learn=1.9 --to transformers=5.18 --json`,
    )
    .action(async (flags: UpgradeFlags) => done(await runUpgrade(context, flags)));
}

function wanted(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, library, version] = /^([^=<>~!]+)={1,2}(.+)$/.exec(text) ?? [];
  if (library === undefined || version === undefined) {
    throw new InvalidArgumentError("Expected LIBRARY=VERSION, e.g. scikit-learn=1.9.");
  }
  return { ...before, [library.trim().toLowerCase()]: version.trim() };
}

async function runUpgrade(context: CommandContext, flags: UpgradeFlags): Promise<number> {
  const base = await openBase(context, flags, false);
  try {
    const result = await base.upgrade({ project: resolve(context.cwd, flags.project), to: flags.to });
    if (flags.json) context.out(JSON.stringify(result, null, 1));
    else {
      const { renderUpgrade } = await import("./render-upgrade.js");
      context.out(renderUpgrade(result, context.colour));
    }
    return EXIT_CODES.done;
  } finally {
    await base.close();
  }
}
