import { Command } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { type CommonFlags, type Done, openBase, withCommonFlags } from "../flags.js";

interface DiffFlags extends CommonFlags {
  readonly symbol?: string;
  readonly stat?: boolean;
}

export function diffCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("diff"))
    .description("Compare two releases of a library: API and documentation text")
    .argument("<library>", "corpus id, alias or package")
    .argument("<from>", "the one version")
    .argument("<to>", "the other")
    .option("--symbol <glob>", "only these symbols and the text about them, e.g. 'sklearn.svm.*'")
    .option("--stat", "of the text only how many lines of each page changed")
    .addHelpText(
      "after",
      `
Compared are sources that were read for both releases. Of the text a sentence is a line.

Exit codes: ${EXIT_CODES.done} done, ${EXIT_CODES.versionNotIndexed} version not indexed, ${EXIT_CODES.corpusUnknown} library not indexed,
            ${EXIT_CODES.symbolUnknown} no such symbol, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb diff scikit-learn 1.6.1 1.9.1 --symbol '*.LogisticRegression*'
  kb diff scikit-learn 1.6.1 1.9.1 --stat`,
    )
    .action(async (library: string, from: string, to: string, flags: DiffFlags) =>
      done(await runDiff(context, { library, from, to }, flags)),
    );
}

async function runDiff(
  context: CommandContext,
  releases: { readonly library: string; readonly from: string; readonly to: string },
  flags: DiffFlags,
): Promise<number> {
  const base = await openBase(context, flags, false);
  try {
    const result = await base.diff({ ...releases, symbol: flags.symbol });
    if (flags.json) context.out(JSON.stringify(result, null, 1));
    else {
      const { renderDiff } = await import("./render-diff.js");
      context.out(renderDiff(result, { colour: context.colour, stat: flags.stat === true }));
    }
    return EXIT_CODES.done;
  } finally {
    await base.close();
  }
}
