import { resolve } from "node:path";
import { Command, Option } from "commander";
import { type CommandContext, EXIT_CODES } from "../corpora/command.js";
import { KbError } from "../corpora/errors.js";
import { findPlace } from "../corpora/place.js";
import type { SynthesisOptions } from "./answer/llm/synthesise.js";
import { printable } from "./answer/printable.js";
import { checkCommand } from "./check/check-command.js";
import {
  asked,
  type CommonFlags,
  type Done,
  date,
  folderOf,
  months,
  openBase,
  whole,
  withCommonFlags,
} from "./flags.js";
import { changesCommand } from "./history/changes-command.js";
import { diffCommand } from "./history/diff-command.js";
import { symbolCommand } from "./history/symbol-command.js";
import type { KnowledgeBase, QueryOptions } from "./knowledge-base.js";
import { PAGE_KINDS } from "./store/rows.js";
import { upgradeCommand } from "./upgrade/upgrade-command.js";
import { verifyCommand } from "./verify/verify-command.js";

interface QueryFlags extends CommonFlags {
  readonly library?: string;
  readonly version?: string;
  readonly project?: string;
  readonly kind?: string[];
  readonly limit?: number;
  readonly budget?: number;
  readonly window?: number;
  readonly asOf?: Date;
  readonly batch?: string;
  readonly format?: AnswerFormat;
  readonly brief?: boolean;
  readonly hits?: boolean;
  readonly llm?: string;
  readonly llmTimeout?: number;
  readonly lines: number;
}

const ANSWER_FORMATS = ["plain", "markdown", "json"] as const;
type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** Every command that reads. */
export const queryCommands = (context: CommandContext, done: Done): readonly Command[] => [
  queryCommand(context, done),
  symbolCommand(context, done),
  changesCommand(context, done),
  diffCommand(context, done),
  upgradeCommand(context, done),
  checkCommand(context, done),
  verifyCommand(context, done),
  statusCommand(context, done),
  corporaCommand(context, done),
  versionsCommand(context, done),
  modelCommand(context, done),
];

function queryCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("query"))
    .description("Answer a question from the documentation of one exact version")
    .argument("[question]", "in your own words, in quotes; API names are recognised")
    .option(
      "-l, --library <name>",
      "corpus id, alias or package (default: named in the question, or the best match)",
    )
    .option(
      "-v, --version <request>",
      "2.4, 2.4.1, >=2.1, ~2.3, stable, latest (default: newest stable indexed)",
    )
    .option(
      "-p, --project <dir>",
      "take the version from requirements, lock or manifest files in this folder",
    )
    .addOption(new Option("-k, --kind <kind...>", "only pages of this kind").choices(PAGE_KINDS))
    .addOption(new Option("-n, --limit <n>", "hits at most (default 5)").argParser(whole))
    .addOption(
      new Option("-b, --budget <tokens>", "tokens of all hits together (default 2000)").argParser(whole),
    )
    .addOption(
      new Option("--window <months>", "a change this recent is shown, e.g. 6m (default 6m)").argParser(
        months,
      ),
    )
    .addOption(new Option("--as-of <date>", "“today” for the window, YYYY-MM-DD").argParser(date))
    .option(
      "--batch <file>",
      "answer one JSON object a line (question, and id, library, version, project, kinds, limit, budget as wanted; “-” reads standard input) with one JSON result a line",
    )
    .addOption(
      new Option("--format <format>", "how to print (default: plain; --json is the same as json)").choices(
        ANSWER_FORMATS,
      ),
    )
    .addOption(
      new Option(
        "--brief",
        "answer, confidence and sources in few words, for agents with little room",
      ).conflicts(["hits", "batch"]),
    )
    .option("--hits", "the passages that were found, instead of an answer made from them")
    .addOption(
      new Option(
        "--llm <provider:model>",
        "let a language model word the answer, e.g. ollama:llama3.2; only what holds against the sources is kept",
      ).conflicts(["hits", "batch"]),
    )
    .addOption(new Option("--llm-timeout <seconds>", "wait this long for it (default 60)").argParser(whole))
    .addOption(new Option("--lines <n>", "lines of each passage with --hits").default(14).argParser(whole))
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT_CODES.done} answered (see “confidence”), ${EXIT_CODES.versionNotIndexed} version not indexed, ${EXIT_CODES.corpusUnknown} library not indexed,
            ${EXIT_CODES.usage} usage, ${EXIT_CODES.failed} failed.

Examples:
  kb query "default of n_init" --library scikit-learn --version 1.9
  kb query "How do I clip gradients?" --project .
  kb query "difference between torch.cat and torch.stack" --format markdown
  kb query "create an inference session" --json | jq .hits[0].url`,
    )
    .action(async (question: string | undefined, flags: QueryFlags) =>
      done(await runQuery(context, question, flags)),
    );
}

async function runQuery(
  context: CommandContext,
  question: string | undefined,
  flags: QueryFlags,
): Promise<number> {
  if ((question === undefined) === (flags.batch === undefined)) {
    throw new KbError("USAGE", "Expected a question or --batch FILE, one of the two", {
      hint: 'For example: kb query "default of n_init" --library scikit-learn',
    });
  }
  const base = await openBase(context, flags, true);
  try {
    const defaults = optionsOf(context, flags);
    if (flags.batch !== undefined) {
      const { runBatch } = await import("./batch.js");
      const ask = (options: QueryOptions) => (flags.hits ? base.query(options) : base.answer(options));
      return await runBatch(context, ask, flags.batch, defaults);
    }
    context.out(await answerText(context, base, { ...defaults, question: question ?? "" }, flags));
    return EXIT_CODES.done;
  } finally {
    await base.close();
  }
}

/** What `kb query` prints. */
async function answerText(
  context: CommandContext,
  base: KnowledgeBase,
  options: QueryOptions,
  flags: QueryFlags,
): Promise<string> {
  const format = flags.json ? "json" : (flags.format ?? "plain");
  if (flags.hits) {
    const result = await base.query(options);
    if (format === "json") return JSON.stringify(result, null, 1);
    const { renderResult } = await import("./render.js");
    return renderResult(result, { colour: context.colour, width: context.width, lines: flags.lines });
  }
  const synthesis = await synthesisOf(context, flags);
  const answered = await base.answer({ ...options, synthesis });
  if (flags.brief) {
    const { briefOf, renderBrief } = await import("./answer/render-brief.js");
    return format === "json" ? JSON.stringify(briefOf(answered), null, 1) : renderBrief(answered);
  }
  if (format === "json") return JSON.stringify(answered, null, 1);
  if (format === "markdown") return (await import("./answer/render-markdown.js")).renderMarkdown(answered);
  const { renderPlain } = await import("./answer/render-plain.js");
  return renderPlain(answered, { colour: context.colour, width: context.width });
}

/** The language model that was asked for; its sentences are shown as they come to who watches. */
async function synthesisOf(
  context: CommandContext,
  { llm, llmTimeout }: QueryFlags,
): Promise<SynthesisOptions | undefined> {
  if (llm === undefined) return undefined;
  const { openChatModel } = await import("./answer/llm/langchain-model.js");
  return {
    model: await openChatModel(llm),
    timeoutMs: llmTimeout === undefined ? undefined : llmTimeout * 1000,
    signal: context.signal,
    onSentence: ({ text, problem }) => {
      if (context.interactive && problem === null) context.err(printable(text));
    },
  };
}

const optionsOf = (context: CommandContext, flags: QueryFlags): Omit<QueryOptions, "question"> => ({
  library: flags.library,
  version: flags.version,
  project: folderOf(context, flags.project),
  kinds: flags.kind,
  limit: flags.limit,
  budget: flags.budget,
  windowMonths: flags.window,
  asOf: flags.asOf,
});

function statusCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("status"))
    .description("Show what is indexed: snapshot, releases, counts, size")
    .action(async (flags: CommonFlags) => {
      const place = await findPlace(asked(context, flags));
      const { readStatus, renderStatus } = await import("./status.js");
      const status = await readStatus(place);
      context.out(flags.json ? JSON.stringify(status, null, 1) : renderStatus(status, context.colour));
      done(EXIT_CODES.done);
    });
}

function corporaCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("corpora"))
    .description("List the corpora that can be indexed, with their sources")
    .action(async (flags: CommonFlags) => {
      const { loadSettings } = await import("../corpora/config.js");
      const { corpora } = await loadSettings(asked(context, flags));
      const { sourceId } = await import("../corpora/corpus.js");
      if (flags.json) context.out(JSON.stringify(corpora, null, 1));
      else {
        const width = Math.max(...corpora.map(({ id }) => id.length));
        for (const corpus of corpora) {
          const names = corpus.aliases.length > 0 ? ` (${corpus.aliases.join(", ")})` : "";
          context.out(
            `${corpus.id.padEnd(width)}  ${corpus.name}${names}: ${corpus.sources.map(sourceId).join(", ")}`,
          );
        }
      }
      done(EXIT_CODES.done);
    });
}

function versionsCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("versions"))
    .description("List the indexed versions of a corpus, newest first")
    .argument("<corpus>")
    .action(async (name: string, flags: CommonFlags) => {
      const { readStatus, renderVersions, statusOf } = await import("./status.js");
      const status = await readStatus(await findPlace(asked(context, flags)));
      if (!status.snapshot) {
        const { missingIndex } = await import("./missing-index.js");
        throw await missingIndex(status.data, status.model);
      }
      const corpus = statusOf(status, name);
      if (corpus === undefined) {
        const [{ loadSettings }, { corpusNotIndexed }] = await Promise.all([
          import("../corpora/config.js"),
          import("./corpus-not-indexed.js"),
        ]);
        throw corpusNotIndexed(status, name, (await loadSettings(asked(context, flags))).corpora);
      }
      context.out(
        flags.json ? JSON.stringify(corpus.releases, null, 1) : renderVersions(corpus, context.colour),
      );
      done(EXIT_CODES.done);
    });
}

function modelCommand(context: CommandContext, done: Done): Command {
  return withCommonFlags(new Command("model"))
    .description("Show the embedding model in use, after a trial")
    .action(async (flags: CommonFlags) => {
      const place = await findPlace(asked(context, flags));
      const { tryModel } = await import("./try-model.js");
      const model = await tryModel({
        model: place.model,
        downloadTo: resolve(place.data, "models"),
      });
      if (flags.json) context.out(JSON.stringify(model, null, 1));
      else
        context.out(
          `${model.id}: ${model.dimensions} dimensions, ${(model.bytes / 1e6).toFixed(1)} MB; it loads and embeds\n${model.folder}`,
        );
      done(EXIT_CODES.done);
    });
}
