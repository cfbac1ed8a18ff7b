import { join, resolve } from "node:path";
import { Command } from "commander";

/** What can be measured alone. */
export const PARTS = [
  "retrieval",
  "versions",
  "history",
  "confidence",
  "answers",
  "claims",
  "abstention",
] as const;
export type Part = (typeof PARTS)[number];

/** What `npm run eval` is asked to do; paths are absolute. */
export interface EvaluationOptions {
  /** The evaluation data folder: labelled questions and the pages that answer them. */
  readonly shared: string;
  readonly out: string;
  readonly data: string;
  /** Data folder of an index with several releases of some libraries, for the questions made from an index. */
  readonly releases: string;
  /** Fit the weights of the confidence anew and write them into the source. */
  readonly fit: boolean;
  readonly only: Part | undefined;
  readonly library: string | undefined;
  readonly model: string | undefined;
  readonly perQuestion: boolean;
  readonly rival: string | undefined;
  /** `questions.jsonl` of another run. */
  readonly compare: string | undefined;
  readonly ablation: boolean;
  readonly own: boolean;
}

/** @throws CommanderError on an unknown option and after `--help` */
export function readOptions(args: readonly string[], root: string): EvaluationOptions {
  const program = new Command("eval")
    .description(
      "Measures retrieval on labelled questions, what the index knows about versions and histories, or how sure an answer is, and writes reports",
    )
    .option("--shared <dir>", "evaluation data folder (holds eval/ and docs/)", join(root, "..", "shared"))
    .option("--out <dir>", "folder for the reports", join(root, "data", "eval"))
    .option("--data <dir>", "data folder of the evaluation's own index (default: store below --out)")
    .option(
      "--releases <dir>",
      "data folder of an index with several releases of some libraries, for --only confidence, claims and abstention (default: --data)",
    )
    .option("--fit", "with --only confidence: fit the weights anew and write query/confidence/weights.ts")
    .option("--only <part>", `measure only this part: ${PARTS.join(", ")} (default: retrieval)`)
    .option("--library <name>", "ask only the questions about this library")
    .option("--model <model>", "embedding model: folder or id")
    .option("--per-question", "also write questions.jsonl: rank and hits of each question")
    .option("--rival <file>", "score these results too: JSON lines of {id, urls | paths | symbols}")
    .option("--compare <file>", "test the difference to another run: its questions.jsonl")
    .option("--no-ablation", "leave out the runs without a channel and with one channel alone")
    .option("--own", "ask the small set that comes with kb, about two npm packages")
    .exitOverride()
    .parse([...args], { from: "user" });
  const given = program.opts<{
    shared: string;
    out: string;
    data?: string;
    releases?: string;
    fit?: boolean;
    only?: string;
    library?: string;
    model?: string;
    perQuestion?: boolean;
    rival?: string;
    compare?: string;
    ablation: boolean;
    own?: boolean;
  }>();
  const only = PARTS.find((part) => part === given.only);
  if (given.only !== undefined && only === undefined) {
    program.error(`--only ${given.only}: expected ${PARTS.join(", ")}`);
  }
  const data = resolve(given.data ?? join(given.out, "store"));
  return {
    shared: resolve(given.shared),
    out: resolve(given.out),
    data,
    releases: resolve(given.releases ?? data),
    fit: given.fit ?? false,
    only,
    library: given.library,
    model: given.model,
    perQuestion: given.perQuestion ?? false,
    rival: given.rival === undefined ? undefined : resolve(given.rival),
    compare: given.compare === undefined ? undefined : resolve(given.compare),
    ablation: given.ablation,
    own: given.own ?? false,
  };
}
