import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";

/** What `npm run train` is asked to do; paths are absolute. */
export interface TrainOptions {
  /** Data folders of indexes whose documentation is learned from. */
  readonly index: readonly string[];
  /** Model that the indexes were built with. */
  readonly indexModel: string | undefined;
  /** Folder of everything in between; what is finished there is not done again. */
  readonly work: string;
  /** Folder of the model. */
  readonly out: string;
  /** Folder of questions written for APIs, `*.jsonl`. */
  readonly questions: string;
  readonly python: string;
  readonly minutes: number;
  readonly seed: number;
  readonly width: number;
  readonly dimensions: number;
  /** A second round, with passages that look right and are not. */
  readonly hardNegatives: boolean;
  readonly layers: number;
  readonly over: "questions" | "passages";
  /** Minutes in which layers learn to guess hidden words, before the rest. */
  readonly masked: number;
  readonly vocabulary: number;
}

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("expected a number above 0");
  return value;
};

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("expected a whole number");
  return value;
};

/** @throws CommanderError on an unknown option, values that do not go together, and after `--help` */
export function readOptions(args: readonly string[], root: string): TrainOptions {
  const program = new Command("train")
    .description("Trains an embedding model on the documentation in indexes, and writes it as 8-bit ONNX")
    .requiredOption("--index <dirs...>", "data folders of indexes (made by “kb index --data DIR”)")
    .option("--index-model <model>", "model that the indexes were built with (default: the bundled one)")
    .option(
      "--work <dir>",
      "folder for what is made on the way; a second run goes on there",
      join(root, "data", "train"),
    )
    .option("--out <dir>", "folder of the model (default: model below --work)")
    .option(
      "--questions <dir>",
      "folder of questions written for APIs, *.jsonl",
      join(root, "data", "questions"),
    )
    .option("--python <program>", "Python 3.10 or newer with torch, tokenizers, onnx and numpy", "python3")
    .option("--minutes <n>", "training time of all rounds together", positive, 20)
    .option("--seed <n>", "of everything that is left to chance", whole, 1)
    .option("--width <n>", "dimensions while training", whole, 384)
    .option("--dimensions <n>", "dimensions of the model, at most --width", whole, 256)
    .option("--hard-negatives", "a second round, with passages that look right and are not", false)
    .option("--layers <n>", "transformer layers over the words of one side; 0 for none", whole, 2)
    .addOption(
      new Option("--over <side>", "the side that has layers")
        .choices(["questions", "passages"])
        .default("questions"),
    )
    .option("--masked <n>", "minutes in which layers learn to guess hidden words, beside --minutes", whole, 0)
    .option("--vocabulary <n>", "word pieces", whole, 24_000)
    .addHelpText(
      "after",
      `
Examples:
  pip install torch tokenizers onnx numpy
  npm run train -- --index ~/.local/share/kb
  npm run train -- --index .kb --minutes 1 --vocabulary 4000 --width 96 --dimensions 64     shows that it runs`,
    )
    .exitOverride()
    .parse([...args], { from: "user" });
  const given = program.opts<Omit<TrainOptions, "out"> & { readonly out?: string }>();
  const { width, dimensions } = given;
  if (dimensions > width) {
    program.error(
      `error: --dimensions ${dimensions} is above --width ${width}: what is trained has no more to keep; give both, e.g. --width ${dimensions}`,
    );
  }
  return {
    ...given,
    index: given.index.map((folder) => resolve(folder)),
    indexModel: given.indexModel,
    questions: resolve(given.questions),
    work: resolve(given.work),
    out: resolve(given.out ?? join(given.work, "model")),
  };
}
