import { existsSync } from "node:fs";
import { homedir, platform } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Config } from "./config-file.js";

export const CONFIG_FILE = "kb.config.json";

/** Where a command works. Commands that read an index need no more, and no corpus definition is looked at. */
export interface Place {
  /** Absolute. */
  readonly data: string;
  readonly model: string | undefined;
  /** Absolute; relative paths of corpus definitions start here. */
  readonly baseDir: string;
  /** The configuration file in use. */
  readonly configFile: string | undefined;
  /** What the configuration says of corpora, not looked at yet. */
  readonly configured: NonNullable<Config["corpora"]>;
}

export interface PlaceOptions {
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
 * Finds data folder and model from options, environment and configuration file.
 *
 * @throws KbError CONFIG_INVALID naming file and field
 */
export async function findPlace(options: PlaceOptions): Promise<Place> {
  const { cwd, env } = options;
  const configFile = options.config === undefined ? findConfig(cwd) : resolve(cwd, options.config);
  // Checking a file takes longer to load than most queries take; without a file there is nothing to check.
  const read: Config =
    configFile === undefined ? {} : await (await import("./config-file.js")).readConfig(configFile);
  const baseDir = configFile === undefined ? cwd : dirname(configFile);
  const data =
    given(cwd, options.data) ??
    given(cwd, env["KB_DATA"]) ??
    given(baseDir, read.data) ??
    defaultData(cwd, env, configFile);
  const model = options.model ?? (env["KB_MODEL"] || read.model);
  return {
    data,
    model: model?.startsWith(".") ? resolve(options.model ? cwd : baseDir, model) : model,
    baseDir,
    configFile,
    configured: read.corpora ?? [],
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
