import { join } from "node:path";
import { Command } from "commander";
import { packageRoot } from "../../corpora/package-root.js";
import { readWrittenQuestions, subjectOf } from "../../corpora/written-questions.js";
import { readOwnSet } from "./own.js";
import { readQuestions } from "./questions.js";
import { gistOf, resemblance } from "./resemblance.js";

/**
 * Whether a question that the model is trained with says what a question of the evaluation, or of the own set, says. Told are the pairs
 * that have at least `--least` of their words in common; the exit code is 1 when there are any.
 */
const program = new Command("training-questions")
  .option("--shared <dir>", "folder with eval/dev/retrieval.jsonl.gz", join(packageRoot(), "..", "shared"))
  .option("--questions <dir>", "folder of *.jsonl", join(packageRoot(), "data", "questions"))
  .option("--least <share>", "words in common, of the words of both", Number, 0.5);

const flags = program.parse().opts<{ shared: string; questions: string; least: number }>();

const asked = [...(await readQuestions(flags.shared)), ...readOwnSet().questions].map(({ query }) => ({
  query,
  gist: gistOf(query),
}));
const { rows: written } = await readWrittenQuestions(flags.questions);
let [questionCount, resembling] = [0, 0];
for (const row of written) {
  for (const question of row.questions) {
    questionCount += 1;
    const gist = gistOf(question);
    const alike = asked.filter((other) => resemblance(gist, other.gist) >= flags.least);
    if (alike.length === 0) continue;
    resembling += 1;
    console.log(
      `${subjectOf(row)}\t${question}\t${alike.map(({ query }) => query.split("\n")[0]).join(" | ")}`,
    );
  }
}
console.log(
  `${questionCount} questions about ${written.length} APIs and sections, ${resembling} resemble one of ${asked.length}`,
);
process.exitCode = resembling > 0 ? 1 : 0;
