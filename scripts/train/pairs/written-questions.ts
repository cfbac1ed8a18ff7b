import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { KbError } from "../../../corpora/errors.js";

const name = z.string().min(1);
const questions = z.array(z.string().min(1));
const written = z.union([
  z.strictObject({ symbol: name, questions }),
  z.strictObject({ corpus: name, headingPath: z.array(name).min(1), questions }),
]);

/**
 * What people might ask who need an API, told by its qualified name, or a section of a guide, told by the corpus's
 * display name and the headings above it: a line of `scripts/train/questions/*.jsonl`.
 */
export type WrittenQuestions = z.output<typeof written>;

/** What the questions are about, in words. */
export const subjectOf = (row: WrittenQuestions): string =>
  "symbol" in row ? row.symbol : `${row.corpus} | ${row.headingPath.join(" > ")}`;

/**
 * All that a folder's `*.jsonl` files hold, in the order of their names.
 *
 * @throws KbError CONFIG_INVALID when the folder cannot be read, or a line is not of that form
 */
export async function readWrittenQuestions(folder: string): Promise<readonly WrittenQuestions[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new KbError("CONFIG_INVALID", `${folder}: the folder of written questions cannot be read`, {
      cause,
      facts: { folder },
    });
  });
  const files = names.filter((name) => name.endsWith(".jsonl")).sort();
  return (await Promise.all(files.map((name) => readFileOf(join(folder, name))))).flat();
}

async function readFileOf(file: string): Promise<readonly WrittenQuestions[]> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : readLine(line, file, index + 1)));
}

function readLine(line: string, file: string, number: number): WrittenQuestions {
  const read = written.safeParse(parsed(line));
  if (read.success) return read.data;
  throw new KbError(
    "CONFIG_INVALID",
    `${file}: line ${number} is neither {"symbol", "questions"} nor {"corpus", "headingPath", "questions"}`,
    {
      facts: { file, line: number, problems: read.error.issues.map((issue) => issue.message) },
    },
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
