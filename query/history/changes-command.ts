import { Command, Option } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { KbError } from "../../corpora/errors.js";
import { type CommonFlags, type Done, date, months, openBase, withCommonFlags } from "../flags.js";
import { CHANGE_KINDS } from "./change.js";

interface ChangesFlags extends CommonFlags {
  readonly since?: string;
  readonly from?: string;
  readonly to?: string;
  readonly window?: number;
  readonly asOf?: Date;
  readonly breaking?: boolean;
  readonly symbol?: string;
  readonly all?: boolean;
  readonly kind?: string[];
  readonly format?: "text" | "markdown" | "json";
}

export function changesCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("changes"))
    .description(
      "List what changed in the API of a library: its changelog, derived from the indexed releases",
    )
    .argument("<library>", "corpus id, alias or package")
    .option("--since <version>", "what came after this release")
    .option("--from <version>", "the same as --since")
    .option("--to <version>", "up to and including this release (default: newest stable indexed)")
    .addOption(
      new Option(
        "--window <months>",
        "releases this recent, e.g. 6m (default 6m, without --since)",
      ).argParser(months),
    )
    .addOption(new Option("--as-of <date>", "“today” for the window, YYYY-MM-DD").argParser(date))
    .option("--breaking", "only what breaks, or may")
    .option("--symbol <glob>", "only these symbols: a name as in kb symbol, or a glob, e.g. 'torch.nn.*'")
    .addOption(
      new Option("-k, --kind <kind...>", "only these kinds (default: all but documentation-changed)").choices(
        CHANGE_KINDS,
      ),
    )
    .option(
      "--all",
      "list everything by name (default: of long sections the first 30 entries, like names together)",
    )
    .addOption(
      new Option("--format <format>", "how to print (default: text)").choices(["text", "markdown", "json"]),
    )
    .addHelpText(
      "after",
      `
Compared are neighbouring indexed releases, each source with itself. What is in the oldest indexed release has no
past: nothing is said about when it came.

Exit codes: ${EXIT_CODES.done} done, ${EXIT_CODES.versionNotIndexed} version not indexed, ${EXIT_CODES.corpusUnknown} library not indexed,
            ${EXIT_CODES.symbolUnknown} no such symbol, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb changes pytorch --window 6m
  kb changes scikit-learn --since 1.6 --breaking --format markdown
  kb changes transformers --from 4.57 --to 5.18 --symbol '*.BertModel*' --json`,
    )
    .action(async (library: string, flags: ChangesFlags) => done(await runChanges(context, library, flags)));
}

async function runChanges(context: CommandContext, library: string, flags: ChangesFlags): Promise<number> {
  const from = flags.from ?? flags.since;
  if (flags.from !== undefined && flags.since !== undefined) {
    throw new KbError("USAGE", "--since and --from are the same: give one of them");
  }
  if (from !== undefined && (flags.window !== undefined || flags.asOf !== undefined)) {
    throw new KbError(
      "USAGE",
      "--window and --as-of choose releases by date, --since by version: give one of them",
    );
  }
  const base = await openBase(context, flags, false);
  try {
    const result = await base.changes({
      ...{ library, from, to: flags.to, windowMonths: flags.window, asOf: flags.asOf },
      ...{ breaking: flags.breaking, symbol: flags.symbol, kinds: flags.kind },
    });
    if (flags.json || flags.format === "json") context.out(JSON.stringify(result, null, 1));
    else {
      const { renderChanges, renderMarkdown } = await import("./render-changes.js");
      const extent = { all: flags.all === true };
      context.out(
        flags.format === "markdown"
          ? renderMarkdown(result, extent)
          : renderChanges(result, { ...extent, colour: context.colour }),
      );
    }
    return EXIT_CODES.done;
  } finally {
    await base.close();
  }
}
