import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { missing } from "../questions.js";

const row = z.object({
  id: z.string(),
  library: z.string(),
  /** A release that does not have the symbol. */
  version: z.string(),
  symbol: z.string(),
  expect_replacement: z.string().nullable(),
});

export type AbstentionRow = z.output<typeof row>;

const ROWS = join("eval", "dev", "abstention.jsonl.gz");

/** @throws KbError CONFIG_INVALID when the folder has no rows */
export async function readAbstentionRows(shared: string): Promise<readonly AbstentionRow[]> {
  const file = join(shared, ROWS);
  if (!existsSync(file)) throw missing(file);
  const lines = gunzipSync(await readFile(file))
    .toString("utf8")
    .trim()
    .split("\n");
  return lines.map((line) => row.parse(JSON.parse(line)));
}
