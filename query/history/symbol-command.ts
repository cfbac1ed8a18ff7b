import { Command } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { type CommonFlags, type Done, folderOf, openBase, withCommonFlags } from "../flags.js";

interface SymbolFlags extends CommonFlags {
  readonly library?: string;
  readonly version?: string;
  readonly project?: string;
}

export function symbolCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("symbol"))
    .description(
      "Show one API as of one version: signature, parameters, deprecation, history, where documented",
    )
    .argument(
      "<name>",
      "qualified name, alias, or the end of one: torch.compile, KMeans.fit; or a parameter of one: KMeans.n_init",
    )
    .option("-l, --library <name>", "corpus id, alias or package (default: the one that knows the name)")
    .option(
      "-v, --version <request>",
      "2.4, 2.4.1, >=2.1, ~2.3, stable, latest (default: newest stable indexed)",
    )
    .option(
      "-p, --project <dir>",
      "take the version from requirements, lock or manifest files in this folder",
    )
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT_CODES.done} found, as a symbol or as a parameter of one, ${EXIT_CODES.symbolUnknown} that release has none, or several (the nearest are listed),
            ${EXIT_CODES.versionNotIndexed} version not indexed, ${EXIT_CODES.corpusUnknown} library not indexed, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb symbol torch.compile --version 2.4
  kb symbol KMeans.fit --library scikit-learn --json | jq .history`,
    )
    .action(async (name: string, flags: SymbolFlags) => done(await runSymbol(context, name, flags)));
}

async function runSymbol(context: CommandContext, name: string, flags: SymbolFlags): Promise<number> {
  const base = await openBase(context, flags, false);
  try {
    const { library, version } = flags;
    const answer = await base.symbol({ name, library, version, project: folderOf(context, flags.project) });
    if (flags.json) context.out(JSON.stringify(answer, null, 1));
    else {
      const { renderSymbol } = await import("./render-symbol.js");
      context.out(renderSymbol(answer, context.colour));
    }
    const isThere = answer.found || (answer.asParameter?.here ?? null) !== null;
    return isThere ? EXIT_CODES.done : EXIT_CODES.symbolUnknown;
  } finally {
    await base.close();
  }
}
