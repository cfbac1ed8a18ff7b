import { readFile } from "node:fs/promises";
import { z } from "zod";
import { KbError } from "../../corpora/errors.js";
import { type AnswerableQuestion, type Outcome, outcomeOf } from "./ask.js";
import type { Returned } from "./page-match.js";

const names = z.array(z.string()).optional();
const hit = z.object({ path: z.string().optional(), url: z.string().optional(), symbols: names });
const row = z.object({
  ...{ id: z.string(), urls: names, paths: names, symbols: names },
  hits: z.array(hit).optional(),
});

/**
 * What another system returned, best first, as JSON lines of `{id, urls | paths | symbols}`, or as
 * `questions.jsonl` of another run (`hits`). A question
 * without a line was answered with nothing.
 *
 * @throws KbError CONFIG_INVALID naming the line
 */
export async function scoreRival(
  file: string,
  questions: readonly AnswerableQuestion[],
): Promise<readonly Outcome[]> {
  const returned = new Map<string, readonly Returned[]>();
  const lines = (await readFile(file, "utf8")).split("\n");
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const parsed = row.safeParse(JSON.parse(line));
    if (!parsed.success) {
      throw new KbError(
        "CONFIG_INVALID",
        `${file}: line ${index + 1} is not {id, urls | paths | symbols | hits}`,
        {
          facts: { file, line: index + 1 },
        },
      );
    }
    const { id, urls, paths, symbols, hits } = parsed.data;
    returned.set(id, [
      ...(hits ?? []),
      ...(paths ?? []).map((path) => ({ path })),
      ...(paths ? [] : (urls ?? [])).map((url) => ({ url })),
      ...(paths || urls ? [] : (symbols ?? [])).map((symbol) => ({ symbols: [symbol] })),
    ]);
  });
  return questions.map((question) => outcomeOf(question, returned.get(question.id) ?? []));
}
