import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { describeError, KbError } from "../../../corpora/errors.js";

export const DEFAULT_INDEX = "https://pypi.org/simple";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where pip would look for packages, and how it would reach them. */
export interface PipConfig {
  /** Index locations (URL or path), the main one first; empty under `no-index`. */
  readonly indexes: readonly string[];
  /** Folders and pages that list files of any package. */
  readonly findLinks: readonly string[];
  readonly cert: string | undefined;
  readonly proxy: string | undefined;
}

/** Sections that apply to fetching a package; a later one overrides an earlier one, as in pip. */
const SECTIONS = ["global", "download", "install"] as const;

/**
 * Reads pip's configuration the way pip does: every file in pip's order, key by key the later one
 * wins; then section by section; then environment variables over all files. Missing files are
 * normal, an unreadable one is KbError `CONFIG_INVALID`.
 */
export async function readPipConfig(env: Environment): Promise<PipConfig> {
  const settings = new Map<string, Map<string, string>>(SECTIONS.map((section) => [section, new Map()]));
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  for (const file of await pipConfigFiles(env, process.platform, home)) {
    const text = await readIfPresent(file);
    if (text === undefined) continue;
    for (const { section, key, value } of parsePipConfig(text)) settings.get(section)?.set(key, value);
  }
  const get = (key: string): string | undefined => {
    let value = env[`PIP_${key.toUpperCase().replaceAll("-", "_")}`];
    for (const section of [...SECTIONS].reverse()) value ||= settings.get(section)?.get(key);
    return value || undefined;
  };
  const many = (key: string): string[] => get(key)?.split(/\s+/).filter(Boolean) ?? [];
  const noIndex = /^(y|yes|t|true|on|1)$/i.test(get("no-index") ?? "");
  const main = get("index-url") ?? DEFAULT_INDEX;
  return {
    indexes: noIndex ? [] : [...new Set([main.trim(), ...many("extra-index-url")])],
    findLinks: [...new Set(many("find-links"))],
    cert: get("cert"),
    proxy: get("proxy"),
  };
}

/** pip's configuration files, least important first. The user's are skipped when `PIP_CONFIG_FILE` exists. */
export async function pipConfigFiles(
  env: Environment,
  platform: NodeJS.Platform,
  home: string,
): Promise<readonly string[]> {
  const chosen = env["PIP_CONFIG_FILE"];
  if (chosen === "/dev/null" || chosen?.toLowerCase() === "nul") return [];
  const chosenExists = chosen !== undefined && (await readIfPresent(chosen)) !== undefined;
  const places = platform === "win32" ? windowsFiles(env, home) : unixFiles(env, platform, home);
  return [
    ...places.global,
    ...(chosenExists ? [] : places.user),
    ...places.site,
    ...(chosen ? [chosen] : []),
  ];
}

interface ConfigPlaces {
  readonly global: readonly string[];
  readonly user: readonly string[];
  readonly site: readonly string[];
}

function unixFiles(env: Environment, platform: NodeJS.Platform, home: string): ConfigPlaces {
  const { join } = path.posix;
  const mac = platform === "darwin";
  const shared = mac ? ["/Library/Application Support"] : (env["XDG_CONFIG_DIRS"] || "/etc/xdg").split(":");
  const own = [env["XDG_CONFIG_HOME"] || join(home, ".config")];
  if (mac) own.push(join(home, "Library", "Application Support"));
  const prefix = env["VIRTUAL_ENV"] || env["CONDA_PREFIX"];
  return {
    global: [...shared.map((folder) => join(folder, "pip", "pip.conf")), ...(mac ? [] : ["/etc/pip.conf"])],
    user: [join(home, ".pip", "pip.conf"), ...own.map((folder) => join(folder, "pip", "pip.conf"))],
    site: prefix ? [join(prefix, "pip.conf")] : [],
  };
}

function windowsFiles(env: Environment, home: string): ConfigPlaces {
  const { join } = path.win32;
  const prefix = env["VIRTUAL_ENV"] || env["CONDA_PREFIX"];
  return {
    global: [join(env["PROGRAMDATA"] || "C:\\ProgramData", "pip", "pip.ini")],
    user: [
      join(home, "pip", "pip.ini"),
      join(env["APPDATA"] || join(home, "AppData", "Roaming"), "pip", "pip.ini"),
    ],
    site: prefix ? [join(prefix, "pip.ini")] : [],
  };
}

export interface PipSetting {
  readonly section: string;
  /** Lower case, hyphens for underscores. */
  readonly key: string;
  /** Continuation lines are joined with newlines. */
  readonly value: string;
}

/**
 * Reads the dialect of Python's `configparser`. It is read here and not by a general ini reader
 * because lists of indexes are written over several indented lines, `:` separates as `=` does, and
 * `;` or `#` inside a value (an URL's fragment) does not start a comment.
 */
export function parsePipConfig(text: string): readonly PipSetting[] {
  const settings: PipSetting[] = [];
  let section = "";
  let open: { section: string; key: string; value: string } | undefined;
  let openIndent = 0;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const indent = line.length - line.trimStart().length;
    if (open !== undefined && indent > openIndent) {
      open.value = `${open.value}\n${line.trim()}`.trim();
      continue;
    }
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    const [, key, value] = /^\s*([^=:]*[^=:\s])\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    open = undefined;
    if (header !== undefined) section = header.trim();
    else if (key !== undefined && value !== undefined) {
      open = { section, key: key.toLowerCase().replaceAll("_", "-"), value };
      openIndent = indent;
      settings.push(open);
    }
  }
  return settings;
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
      return undefined;
    }
    throw new KbError("CONFIG_INVALID", `The configuration file of pip ${file} cannot be read.`, {
      facts: { file, reason: describeError(error) },
      hint: "Make the file readable, or name another one in PIP_CONFIG_FILE.",
      cause: error,
    });
  }
}
