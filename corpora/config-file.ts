import { readFile } from "node:fs/promises";
import { z } from "zod";
import { describeError, type ErrorCode, KbError } from "./errors.js";

const config = z.strictObject({
  $schema: z.string().optional(),
  /** Data folder, relative to the file. */
  data: z.string().min(1).optional(),
  /** Folder of an embedding model (relative to the file) or an id. */
  model: z.string().min(1).optional(),
  /** Definitions, or paths of JSON files that hold one each. One with the id of a built-in corpus replaces it. */
  corpora: z.array(z.union([z.string().min(1), z.record(z.string(), z.unknown())])).optional(),
});

/** What a configuration file may hold. */
export type Config = z.output<typeof config>;

/** @throws KbError of that code, naming the file, when it cannot be read or is not JSON */
export async function readJson(file: string, code: ErrorCode): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new KbError(code, `${file} cannot be read as JSON: ${describeError(cause)}`, {
      cause,
      facts: { file },
    });
  }
}

/** @throws KbError CONFIG_INVALID naming file and field */
export async function readConfig(file: string): Promise<Config> {
  const result = config.safeParse(await readJson(file, "CONFIG_INVALID"));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join(".") || "(top level)"}: ${issue.message}`,
  );
  throw new KbError("CONFIG_INVALID", `${file} is not a valid configuration: ${problems.join("; ")}`, {
    facts: { file, problems },
    hint: "It may hold data, model and corpora.",
  });
}
