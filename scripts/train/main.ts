import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommanderError } from "commander";
import { describeError, KbError } from "../../corpora/errors.js";
import { packageRoot } from "../../corpora/package-root.js";
import { readWrittenQuestions } from "../../corpora/written-questions.js";
import { processContext } from "../process-context.js";
import { exportText } from "./export-text.js";
import { readOptions, type TrainOptions } from "./options.js";
import { buildPairs } from "./pairs/build-pairs.js";
import { checkPython, runPython } from "./python.js";

/** Stages in order, and the file that each leaves in the working folder when it is finished. */
const PYTHON_STAGES = {
  vocabulary: "tokenizer.json",
  tokens: "tokens.npz",
  first: "first.pt",
  negatives: "negatives.npy",
  second: "second.pt",
  reduce: "passage.pt",
  masked: "masked.pt",
  layers: "layered.pt",
  model: "model.done",
} as const;

/** From the documentation in indexes to a model folder. What an earlier run finished is not done again. */
async function train(options: TrainOptions, signal: AbortSignal, say: (text: string) => void): Promise<void> {
  await checkPython(options.python, signal);
  await mkdir(options.work, { recursive: true });
  await once(options.work, "text.done", async () => {
    const text = await exportText(options.index, options.work, options.indexModel);
    say(`Text: ${text.corpora} corpora, ${text.chunks} chunks, ${text.symbols} symbols`);
  });
  await once(options.work, "pairs.done", async () => {
    const { rows: written } = await readWrittenQuestions(options.questions);
    const { passages, pairs } = await buildPairs(options.work, written, options.seed);
    say(`Pairs: ${passages} passages, ${JSON.stringify(pairs)}`);
  });
  const program = join(packageRoot(), "scripts", "train", "stages", "run.py");
  const { minutes, seed, width, dimensions, layers, over, masked, vocabulary, out } = options;
  const given = Object.entries({
    minutes,
    seed,
    width,
    dimensions,
    layers,
    over,
    masked,
    vocabulary,
    out,
  }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  if (options.hardNegatives) given.push("--hard-negatives");
  for (const [stage, file] of Object.entries(PYTHON_STAGES)) {
    if (existsSync(join(options.work, file)) || !wanted(stage, options)) continue;
    say(`Stage ${stage}`);
    await runPython(options.python, [program, stage, options.work, ...given], signal);
  }
  say(`Written: ${out}. Try it: npm run eval -- --model ${out}`);
}

/** Hard negatives are for a second round and for layers over passages; stages of layers are for models that have any. */
function wanted(stage: string, { hardNegatives, layers, over, masked }: TrainOptions): boolean {
  if (stage === "negatives") return hardNegatives || (layers > 0 && over === "passages");
  if (stage === "second") return hardNegatives;
  if (stage === "masked") return masked > 0 && layers > 0;
  return stage !== "layers" || layers > 0;
}

/** Does the work unless its mark is there, and sets the mark when it is done. */
async function once(folder: string, mark: string, work: () => Promise<void>): Promise<void> {
  const file = join(folder, mark);
  if (existsSync(file)) return;
  await work();
  await writeFile(`${file}.draft`, "");
  await rename(`${file}.draft`, file);
}

const context = processContext();
try {
  await train(readOptions(process.argv.slice(2), packageRoot()), context.signal, context.err);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    context.err(`train: ${describeError(error)}`);
    if (error instanceof KbError && error.hint !== undefined) context.err(`    ${error.hint}`);
    process.exitCode = error instanceof KbError ? 2 : 1;
  }
}
