import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { builtinCorpora, mergeCorpora } from "./catalogue.js";
import { type Corpus, parseCorpus } from "./corpus.js";
import { describeError, KbError } from "./errors.js";

export const CONFIG_FILE = "kb.config.json";

const config = z.strictObject({
  $schema: z.string().optional(),
  /** Data folder, relative to the file. */
  data: z.string().min(1).optional(),
  /** Folder of an embedding model (relative to the file) or an id. */
  model: z.string().min(1).optional(),
  /** Definitions, or paths of JSON files that hold one each. One with the id of a built-in corpus replaces it. */
  corpora: z.array(z.union([z.string().min(1), z.record(z.string(), z.unknown())])).optional(),
});

/** Everything that commands need to know before they begin. */
export interface Settings {
  /** Absolute. */
  readonly data: string;
  readonly model: string | undefined;
  readonly corpora: readonly Corpus[];
  /** Absolute; relative paths of corpus definitions start here. */
  readonly baseDir: string;
  /** The configuration file in use. */
  readonly configFile: string | undefined;
}

export interface SettingsOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--data`; beats KB_DATA, which beats the configuration. */
  readonly data?: string | undefined;
  /** `--config`; by default the nearest `kb.config.json` from `cwd` upwards. */
  readonly config?: string | undefined;
  /** `--model`; beats KB_MODEL, which beats the configuration. */
  readonly model?: string | undefined;
}

/**
 * Reads the configuration, the user's corpora and the environment.
 *
 * Corpora come from three places, later ones replacing earlier ones of the same id: the built-in ones, every
 * `corpora/*.json` in the data folder, and the configuration.
 *
 * @throws KbError CONFIG_INVALID or CORPUS_INVALID naming file and field
 */
export async function loadSettings(options: SettingsOptions): Promise<Settings> {
  const { cwd, env } = options;
  const configFile = options.config === undefined ? findConfig(cwd) : resolve(cwd, options.config);
  const read = configFile === undefined ? {} : await readConfig(configFile);
  const baseDir = configFile === undefined ? cwd : dirname(configFile);
  const data =
    given(cwd, options.data) ??
    given(cwd, env["KB_DATA"]) ??
    given(baseDir, read.data) ??
    defaultData(cwd, env, configFile);
  const own = await Promise.all(
    (read.corpora ?? []).map((entry, index) =>
      typeof entry === "string"
        ? readCorpus(resolve(baseDir, entry))
        : Promise.resolve(parseCorpus(entry, `${configFile}: corpora[${index}]`)),
    ),
  );
  const model = options.model ?? (env["KB_MODEL"] || read.model);
  return {
    data,
    model: model?.startsWith(".") ? resolve(options.model ? cwd : baseDir, model) : model,
    corpora: mergeCorpora(mergeCorpora(builtinCorpora(), await corporaIn(join(data, "corpora"))), own),
    baseDir,
    configFile,
  };
}

const given = (base: string, path: string | undefined): string | undefined =>
  path === undefined || path === "" ? undefined : resolve(base, path);

function findConfig(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_FILE);
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}

async function readJson(file: string, code: "CONFIG_INVALID" | "CORPUS_INVALID"): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new KbError(code, `${file} cannot be read as JSON: ${describeError(cause)}`, {
      cause,
      facts: { file },
    });
  }
}

async function readConfig(file: string): Promise<z.output<typeof config>> {
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

const readCorpus = async (file: string): Promise<Corpus> =>
  parseCorpus(await readJson(file, "CORPUS_INVALID"), file);

async function corporaIn(folder: string): Promise<readonly Corpus[]> {
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readCorpus(join(folder, name))));
}

/** Beside the configuration; in a checkout of kb itself its own `data`; else the user's data directory. */
function defaultData(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  configFile: string | undefined,
): string {
  if (configFile !== undefined) return join(dirname(configFile), ".kb");
  if (existsSync(join(cwd, "corpora", "builtin")) && existsSync(join(cwd, "data", "models")))
    return join(cwd, "data");
  return userDataDir(env);
}

/** The user's data directory by the habits of the platform (XDG, Library, AppData). */
export function userDataDir(env: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  if (platform() === "win32")
    return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "framework-kb");
  if (platform() === "darwin") return join(home, "Library", "Application Support", "framework-kb");
  const xdg = env["XDG_DATA_HOME"];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, ".local", "share"), "framework-kb");
}
