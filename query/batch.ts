import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { type CommandContext, EXIT_CODES, errorRecord } from "../corpora/command.js";
import { describeError, KbError } from "../corpora/errors.js";
import type { QueryOptions } from "./knowledge-base.js";
import type { QueryResult } from "./result.js";
import { PAGE_KINDS } from "./store/rows.js";

/** A line of a batch. Strict: a misspelt "version" must not be answered from another one. */
const batchLine = z.strictObject({
  /** Given back beside the result. */
  id: z.union([z.string(), z.number()]).optional(),
  question: z.string(),
  library: z.string().optional(),
  version: z.string().optional(),
  project: z.string().optional(),
  kinds: z.array(z.enum(PAGE_KINDS)).optional(),
  limit: z.number().optional(),
  budget: z.number().optional(),
});

/** One question a line, one result a line; a bad line gives `{ "line": 3, "error": ... }` in its place and the rest goes on. */
export async function runBatch(
  context: CommandContext,
  ask: (options: QueryOptions) => Promise<QueryResult>,
  file: string,
  defaults: Omit<QueryOptions, "question">,
): Promise<number> {
  const input = file === "-" ? process.stdin : readable(resolve(context.cwd, file));
  const lines = createInterface({
    input,
    crlfDelay: Number.POSITIVE_INFINITY,
    signal: context.signal,
  });
  let number = 0;
  let failed = 0;
  for await (const line of lines) {
    number += 1;
    // Editors on Windows begin a file with a mark of its encoding, which is no part of the first line.
    const text = number === 1 ? line.replace(/^\ufeff/, "") : line;
    if (text.trim() === "") continue;
    if (context.signal.aborted) break;
    try {
      const { id, ...asked } = readLine(text);
      const project = asked.project === undefined ? undefined : resolve(context.cwd, asked.project);
      const result = await ask({ ...defaults, ...asked, ...(project !== undefined && { project }) });
      context.out(JSON.stringify(id === undefined ? result : { id, ...result }));
    } catch (error) {
      failed += 1;
      context.out(JSON.stringify({ ...idOf(text), line: number, error: errorRecord(error) }));
    }
  }
  if (context.signal.aborted) return EXIT_CODES.interrupted;
  return failed > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
}

function readable(file: string) {
  try {
    if (!statSync(file).isDirectory()) return createReadStream(file);
  } catch (cause) {
    throw new KbError("USAGE", `--batch: ${describeError(cause)}`, { cause, facts: { file } });
  }
  throw new KbError("USAGE", `--batch: ${file} is a folder`, { facts: { file } });
}

function readLine(text: string): z.output<typeof batchLine> {
  const hint = 'A line is a JSON object like {"question": "default of n_init", "library": "scikit-learn"}.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new KbError("USAGE", `The line is not JSON: ${describeError(cause)}`, { cause, hint });
  }
  const read = batchLine.safeParse(json);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new KbError("USAGE", `The line is no question: ${problems.join("; ")}`, {
    facts: { problems },
    hint,
  });
}

/** The id of a line that went wrong, so that its asker finds it. */
function idOf(text: string): { id?: unknown } {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return id === undefined ? {} : { id };
  } catch {
    return {};
  }
}
