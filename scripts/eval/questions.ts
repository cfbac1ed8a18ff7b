import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { KbError } from "../../corpora/errors.js";

const question = z.object({
  id: z.string(),
  library: z.string(),
  query: z.string(),
  relevant: z.array(z.string()).min(1),
  tier: z.string(),
  query_kind: z.string().optional(),
  title_names_symbol: z.boolean().nullish(),
});

/** A labelled question: the symbols whose documentation answers it. */
export type LabelledQuestion = z.output<typeof question>;

/** Where the questions lie in the evaluation data folder. */
export const QUESTIONS = join("eval", "dev", "retrieval.jsonl.gz");

/** @throws KbError CONFIG_INVALID when the folder has no questions, or a line is none */
export async function readQuestions(shared: string): Promise<readonly LabelledQuestion[]> {
  const file = join(shared, QUESTIONS);
  if (!existsSync(file)) throw missing(file);
  const lines = gunzipSync(await readFile(file))
    .toString("utf8")
    .split("\n");
  return lines.filter((line) => line.trim() !== "").map((line, index) => readLine(line, file, index + 1));
}

function readLine(line: string, file: string, number: number): LabelledQuestion {
  const parsed = question.safeParse(JSON.parse(line));
  if (parsed.success) return parsed.data;
  throw new KbError("CONFIG_INVALID", `${file}: line ${number} is not a labelled question`, {
    facts: { file, line: number, problems: parsed.error.issues.map((issue) => issue.message) },
  });
}

/** Raised for each file without which nothing can be measured. */
export const missing = (file: string): KbError =>
  new KbError("CONFIG_INVALID", `The evaluation data folder is incomplete: ${file} is not there`, {
    facts: { file },
    hint: "Give the folder that holds eval/ and docs/ with --shared, or measure the small own set with --own.",
  });
