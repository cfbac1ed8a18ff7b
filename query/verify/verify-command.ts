import { Command } from "commander";
import { type CommandContext, EXIT_CODES } from "../../corpora/command.js";
import { type CommonFlags, type Done, folderOf, openBase, withCommonFlags } from "../flags.js";
import type { ClaimVerdict } from "./verdict.js";

interface VerifyFlags extends CommonFlags {
  readonly library?: string;
  readonly version?: string;
  readonly project?: string;
}

export function verifyCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("verify"))
    .description("Check a claim about an API against the index: supported, contradicted, or cannot verify")
    .argument("<claim>", "one sentence, in quotes, about a symbol, a parameter, a default, a release")
    .option("-l, --library <name>", "corpus id, alias or package (default: the one that the claim names)")
    .option(
      "-v, --version <request>",
      "2.4, 2.4.1, >=2.1, ~2.3, stable, latest (default: the claim's, else newest stable indexed)",
    )
    .option(
      "-p, --project <dir>",
      "take the version from requirements, lock or manifest files in this folder",
    )
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT_CODES.done} supported, ${EXIT_CODES.contradicted} contradicted, ${EXIT_CODES.unverified} cannot verify,
            ${EXIT_CODES.versionNotIndexed} --version not indexed, ${EXIT_CODES.corpusUnknown} library not indexed, ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb verify "in scikit-learn 1.9 the default of n_init in KMeans is auto"
  kb verify "LogisticRegression has no multi_class parameter" --library scikit-learn --json | jq .verdict`,
    )
    .action(async (claim: string, flags: VerifyFlags) => done(await runVerify(context, claim, flags)));
}

const CODES: Readonly<Record<ClaimVerdict, number>> = {
  supported: EXIT_CODES.done,
  contradicted: EXIT_CODES.contradicted,
  "cannot verify": EXIT_CODES.unverified,
};

async function runVerify(context: CommandContext, claim: string, flags: VerifyFlags): Promise<number> {
  const base = await openBase(context, flags, false);
  try {
    const { library, version } = flags;
    const result = await base.verify(claim, { library, version, project: folderOf(context, flags.project) });
    if (flags.json) context.out(JSON.stringify(result, null, 1));
    else {
      const { renderVerdict } = await import("./render-verdict.js");
      context.out(renderVerdict(result, context.colour));
    }
    return CODES[result.verdict];
  } finally {
    await base.close();
  }
}
