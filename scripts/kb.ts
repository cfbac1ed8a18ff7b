#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { type CommandContext, EXIT_CODES, errorRecord } from "../corpora/command.js";
import { type ErrorCode, KbError } from "../corpora/errors.js";
import { indexCommand } from "../indexer/cli.js";
import { queryCommands } from "../query/cli.js";
import { packageVersion } from "./package-version.js";
import { processContext } from "./process-context.js";
import { rollbackCommand } from "./rollback.js";

const exitCodeOf: Partial<Record<ErrorCode, number>> = {
  USAGE: EXIT_CODES.usage,
  VERSION_INVALID: EXIT_CODES.usage,
  VERSION_NOT_INDEXED: EXIT_CODES.versionNotIndexed,
  CORPUS_UNKNOWN: EXIT_CODES.corpusUnknown,
  SYMBOL_UNKNOWN: EXIT_CODES.symbolUnknown,
  INDEX_LOCKED: EXIT_CODES.locked,
};

/** Runs one command line. Resolves to its exit code; prints every error itself. */
export async function main(args: readonly string[], context: CommandContext): Promise<number> {
  const json = args.some(
    (arg, at) => /^--(?:json|format=json)$/.test(arg) || (arg === "json" && args[at - 1] === "--format"),
  );
  let code: number = EXIT_CODES.done;
  const done = (value: number) => {
    code = value;
  };
  const program = new Command("kb")
    .description(
      "A local knowledge base of machine-learning framework documentation that is exact about versions",
    )
    .version(packageVersion(), "-V, --version")
    .enablePositionalOptions()
    .showHelpAfterError(json ? false : "    “--help” lists the options.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text.replace(/\n$/, "")),
      writeErr: (text) => context.err(text.replace(/\n$/, "")),
      // Commander's own complaints look like all others, and are JSON where JSON was asked for.
      outputError: (text) => json || context.err(`kb: ${text.replace(/^error: /, "").replace(/\n$/, "")}`),
    });
  for (const command of [
    indexCommand(context, done),
    ...queryCommands(context, done),
    rollbackCommand(context, done),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_CODES.done;
      const hint = hintFor(error, args);
      const message = error.message.replace(/^error: /, "");
      if (json) report(new KbError("USAGE", message, hint === undefined ? {} : { hint }), json, context);
      else if (hint !== undefined) context.err(`    ${hint}`);
      return EXIT_CODES.usage;
    }
    if (context.signal.aborted) return EXIT_CODES.interrupted;
    return report(error, json, context);
  }
}

/** Several words are one question or claim only in quotes, which a shell takes away. */
const hintFor = ({ code }: CommanderError, [command]: readonly string[]): string | undefined =>
  code === "commander.excessArguments"
    ? `Put what is one text in quotes: kb ${command} "several words"`
    : undefined;

function report(error: unknown, json: boolean, context: CommandContext): number {
  const record = errorRecord(error);
  if (json) context.out(JSON.stringify({ error: record }, null, 1));
  else context.err(`kb: ${record.message}${record.hint ? `\n    ${record.hint}` : ""}`);
  if (context.env["KB_DEBUG"] && error instanceof Error) context.err(error.stack ?? "");
  return error instanceof KbError ? (exitCodeOf[error.code] ?? EXIT_CODES.failed) : EXIT_CODES.failed;
}

process.exitCode = await main(process.argv.slice(2), processContext());
