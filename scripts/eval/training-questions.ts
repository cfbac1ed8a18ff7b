import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { packageRoot } from "../package-version.js";
import type { WrittenQuestions } from "../train/pairs/from-written.js";
import { readQuestions } from "./questions.js";
import { gistOf, resemblance } from "./resemblance.js";

/**
 * Whether a question that the model is trained with says what a question of the evaluation says. Told are the pairs
 * that have at least `--least` of their words in common; the exit code is 1 when there are any.
 */
const program = new Command("training-questions")
  .option("--shared <dir>", "folder with eval/dev/retrieval.jsonl.gz", join(packageRoot(), "..", "shared"))
  .option("--questions <dir>", "folder of *.jsonl", join(packageRoot(), "scripts", "train", "questions"))
  .option("--least <share>", "words in common, of the words of both", Number, 0.5);

const flags = program.parse().opts<{ shared: string; questions: string; least: number }>();

const asked = (await readQuestions(flags.shared)).map(({ query }) => ({ query, gist: gistOf(query) }));
const counts = { apis: 0, questions: 0, resembling: 0 };
for (const name of (await readdir(flags.questions)).filter((file) => file.endsWith(".jsonl")).sort()) {
  const lines = (await readFile(join(flags.questions, name), "utf8")).split("\n");
  for (const line of lines.filter((text) => text !== "")) {
    const { symbol, questions } = JSON.parse(line) as WrittenQuestions;
    counts.apis += 1;
    for (const question of questions) {
      counts.questions += 1;
      const gist = gistOf(question);
      const alike = asked.filter((other) => resemblance(gist, other.gist) >= flags.least);
      if (alike.length === 0) continue;
      counts.resembling += 1;
      const others = alike.map(({ query }) => query.split("\n")[0]).join(" | ");
      console.log(`${name}\t${symbol}\t${question}\t${others}`);
    }
  }
}
console.log(
  `${counts.questions} questions about ${counts.apis} APIs, ${counts.resembling} resemble one of ${asked.length}`,
);
process.exitCode = counts.resembling > 0 ? 1 : 0;
