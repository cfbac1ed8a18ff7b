import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { KbError } from "../../../corpora/errors.js";
import { missing } from "../questions.js";

export const FACT_KINDS = [
  "present",
  "absent_before",
  "added",
  "removed",
  "renamed",
  "deprecated",
  "argument_change",
  "behaviour_change",
] as const;

const fact = z.object({
  id: z.string(),
  library: z.string(),
  symbol: z.string(),
  /** The name a user writes, where `symbol` is the place of definition. */
  symbol_public: z.string().nullish(),
  kind: z.enum(FACT_KINDS),
  version: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  replacement: z.string().nullish(),
  arg: z.string().nullish(),
  note: z.string().default(""),
  source: z.string(),
});

/** What somebody else says about a symbol's history. */
export type VersionFact = z.output<typeof fact>;

const FACTS = join("eval", "dev", "versions.jsonl.gz");

/** @throws KbError CONFIG_INVALID when the folder has no facts, or a line is none */
export async function readFacts(shared: string): Promise<readonly VersionFact[]> {
  const file = join(shared, FACTS);
  if (!existsSync(file)) throw missing(file);
  const lines = gunzipSync(await readFile(file))
    .toString("utf8")
    .trim()
    .split("\n");
  return lines.map((line, index) => {
    const parsed = fact.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    throw new KbError("CONFIG_INVALID", `${file}: line ${index + 1} is no version fact`, {
      facts: { file, line: index + 1, problems: parsed.error.issues.map(({ message }) => message) },
    });
  });
}
