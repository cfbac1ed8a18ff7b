import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { describeError } from "../../corpora/errors.js";
import { packageRoot } from "../../corpora/package-root.js";
import { FEATURES } from "../../query/candidate-pages.js";
import { openKnowledgeBase } from "../../query/knowledge-base.js";
import { answerable } from "./ask.js";
import { weighAll } from "./candidates.js";
import { evaluationCorpora, prepareIndex } from "./evaluation-index.js";
import { fitReport } from "./fit-report.js";
import { fitListwise } from "./listwise.js";
import { partsReport } from "./parts.js";
import { readQuestions } from "./questions.js";

interface FitOptions {
  readonly shared: string;
  readonly data: string;
  readonly out: string;
  readonly model: string | undefined;
  readonly write: boolean;
  readonly ablation: boolean;
  readonly parts: boolean;
}

/**
 * Fits the weights that order pages to the labelled questions, reports them cross-validated, and on `--write`
 * puts them in place. Pages that no channel found are not among the candidates and count as missed.
 */
async function fit(options: FitOptions): Promise<void> {
  const all = await readQuestions(options.shared);
  const libraries = new Set(all.map(({ library }) => library));
  const corpora = await evaluationCorpora(options.shared, options.data, libraries);
  const index = await prepareIndex(corpora, options.data, { model: options.model, onEvent: () => undefined });
  const kb = await openKnowledgeBase({ data: options.data, embedder: { model: options.model } });
  try {
    const asked = answerable(all, index.pages);
    const questions = await weighAll(kb, index, asked);
    const weights = fitListwise(
      questions.map(({ list }) => list),
      FEATURES.length,
    );
    const report = fitReport(questions, weights, { ablation: options.ablation, model: kb.snapshot.model.id });
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, "fit.md"), report);
    process.stdout.write(report);
    if (options.parts) {
      const parts = await partsReport({
        ...{ kb, index, asked, weighed: questions, model: options.model, work: options.out },
        onProgress: (text) => process.stderr.write(`${text}\n`),
      });
      await writeFile(join(options.out, "parts.md"), parts);
      process.stdout.write(parts);
    }
    if (options.write) {
      const file = join(packageRoot(), "query", "page-weights.ts");
      await writeFile(file, weightsFile(weights, kb.snapshot.model.id, questions.length));
      process.stderr.write(`Written: ${file}\n`);
    }
  } finally {
    await kb.close();
  }
}

function weightsFile(weights: readonly number[], model: string, rows: number): string {
  const lines = FEATURES.map((feature, at) => `  ${feature}: ${Number((weights[at] ?? 0).toPrecision(4))},`);
  return [
    'import type { Features } from "./candidate-pages.js";',
    "",
    `/** Log-odds for each unit. Fitted by scripts/eval/fit.ts to ${rows} questions, with the model ${model}. */`,
    "export const PAGE_WEIGHTS: Features = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}

function readFitOptions(args: readonly string[]): FitOptions {
  const root = packageRoot();
  const given = new Command("fit")
    .description("Fits the weights of the ranking to labelled questions, cross-validated")
    .option("--shared <dir>", "evaluation data folder", join(root, "..", "shared"))
    .option("--data <dir>", "data folder of the evaluation's own index", join(root, "data", "eval", "store"))
    .option("--out <dir>", "folder for the report", join(root, "data", "eval"))
    .option("--model <model>", "embedding model: folder or id")
    .option("--write", "put the weights into query/page-weights.ts", false)
    .option("--no-ablation", "leave out fitting without each feature")
    .option("--parts", "measure the ranking with each of its parts changed, some minutes", false)
    .exitOverride()
    .parse([...args], { from: "user" })
    .opts<FitOptions>();
  const { shared, data, out } = given;
  return { ...given, shared: resolve(shared), data: resolve(data), out: resolve(out) };
}

try {
  await fit(readFitOptions(process.argv.slice(2)));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`fit: ${describeError(error)}\n`);
    process.exitCode = 1;
  }
}
