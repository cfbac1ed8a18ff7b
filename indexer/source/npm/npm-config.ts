import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { parse } from "ini";

type Environment = Readonly<Record<string, string | undefined>>;

/** npm's settings as pacote takes them, e.g. `{ registry, "@scope:registry": ..., "//host/:_authToken": ... }`. */
export type NpmConfig = Readonly<Record<string, string | boolean | readonly string[]>>;

/** npm's names of what decides where and how a package is fetched, with pacote's. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  registry: "registry",
  proxy: "proxy",
  "https-proxy": "httpsProxy",
  noproxy: "noProxy",
  "strict-ssl": "strictSSL",
  ca: "ca",
};

/**
 * Reads what npm would use to fetch: the global, the user's and the project's `.npmrc`, then
 * `npm_config_*` variables, later ones winning key by key. Only the keys that concern fetching are
 * taken; npm's own reader knows hundreds and is part of npm.
 */
export async function readNpmConfig(env: Environment, projectDir: string): Promise<NpmConfig> {
  const settings = new Map<string, unknown>();
  for (const file of npmrcFiles(env, projectDir)) {
    for (const [key, value] of Object.entries(await readNpmrc(file, env))) settings.set(key, value);
  }
  for (const [key, value] of environmentSettings(env)) settings.set(key, value);

  const config: Record<string, string | boolean | readonly string[]> = {};
  for (const [key, value] of settings) {
    const name = /^(?:\/\/|@[^:]+:registry$)/.test(key) ? key : OPTION_NAMES[key];
    if (name !== undefined && isSetting(value)) config[name] = value;
  }
  const authorities = await certificates(settings.get("cafile"));
  if (authorities.length > 0) config["ca"] = authorities;
  return config;
}

/** Least important first. */
function npmrcFiles(env: Environment, projectDir: string): readonly string[] {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  const binaries = path.dirname(process.execPath);
  const windows = process.platform === "win32";
  const prefix = variable(env, "prefix") ?? (windows ? binaries : path.dirname(binaries));
  return [
    variable(env, "globalconfig") ?? path.join(prefix, "etc", "npmrc"),
    variable(env, "userconfig") ?? path.join(home, ".npmrc"),
    path.join(projectDir, ".npmrc"),
  ];
}

/** Missing and unreadable files count as empty, as they do for npm. */
async function readNpmrc(file: string, env: Environment): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return {};
  }
  const settings: Record<string, unknown> = parse(text);
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      expand(key, env),
      typeof value === "string" ? expand(value, env) : value,
    ]),
  );
}

/** `${NAME}` is the environment's, left as it stands when there is none, and empty for `${NAME?}`. */
function expand(text: string, env: Environment): string {
  return text.replace(/\$\{([^}?]+)(\?)?\}/g, (whole, name: string, optional: string | undefined) => {
    return env[name] ?? (optional === undefined ? whole : "");
  });
}

/** `NPM_CONFIG_STRICT_SSL=false` is `strict-ssl`; keys of a registry keep their case. */
function environmentSettings(env: Environment): readonly (readonly [key: string, value: unknown])[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const key = /^npm_config_(.+)$/i.exec(name)?.[1];
    if (key === undefined || !value) return [];
    if (key.startsWith("//")) return [[key, value] as const];
    const setting = value === "true" ? true : value === "false" ? false : value;
    return [[key.toLowerCase().replace(/(?!^)_/g, "-"), setting] as const];
  });
}

function variable(env: Environment, name: string): string | undefined {
  return env[`npm_config_${name}`] || env[`NPM_CONFIG_${name.toUpperCase()}`] || undefined;
}

function isSetting(value: unknown): value is string | boolean | readonly string[] {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  return (typeof value === "string" && value !== "" && value !== "null") || typeof value === "boolean";
}

async function certificates(file: unknown): Promise<readonly string[]> {
  if (typeof file !== "string") return [];
  try {
    const text = await readFile(file, "utf8");
    return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    return [];
  }
}
