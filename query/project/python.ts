import { parse, TomlError } from "smol-toml";

import { exactRequest } from "../../corpora/version.js";
import {
  constrained,
  type Finding,
  isTable,
  LineFinder,
  list,
  pinned,
  strings,
  type Table,
  table,
} from "./finding.js";
import { parseJson } from "./json.js";
import { requirementFindings } from "./requirement.js";

/** The library's message draws the place on further lines; a report has one. */
function parseToml(text: string): Table {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [summary = ""] = error.message.split("\n");
    throw new Error(`line ${error.line}: ${summary}`);
  }
}

/** PEP 621 and PEP 735 dependencies, and those of Poetry, PDM and uv. */
export function readPyproject(text: string): Finding[] {
  const root = parseToml(text);
  const lines = new LineFinder(text);
  const project = table(root.project);
  const tool = table(root.tool);
  const poetry = table(tool.poetry);

  const requirements = [
    ...strings(project.dependencies),
    ...Object.values(table(project["optional-dependencies"])).flatMap(strings),
    ...Object.values(table(root["dependency-groups"])).flatMap(strings),
    ...Object.values(table(table(tool.pdm)["dev-dependencies"])).flatMap(strings),
    ...strings(table(tool.uv)["dev-dependencies"]),
    ...strings(table(tool.uv)["constraint-dependencies"]),
  ];
  const poetryTables = [
    table(poetry.dependencies),
    ...Object.values(table(poetry.group)).map((group) => table(table(group).dependencies)),
    table(poetry["dev-dependencies"]),
  ];
  return [
    ...requirements.flatMap((requirement) => requirementFindings(requirement, lines.containing(requirement))),
    ...poetryTables.flatMap((dependencies) => poetryFindings(dependencies, lines)),
  ];
}

function poetryFindings(dependencies: Table, lines: LineFinder): Finding[] {
  return Object.entries(dependencies)
    .filter(([name]) => name !== "python")
    .flatMap(([name, value]) => {
      // Several constraints for several environments: one of them applies, and we cannot know which.
      const specifiers = (Array.isArray(value) ? value : [value])
        .map(versionOf)
        .filter((specifier) => specifier !== undefined);
      return constrained("pypi", name, specifiers.map(poetrySpecifier).join(" || "), lines.key(name));
    });
}

/** `"^2.1"` or `{ version = "^2.1", extras = [...] }`. */
function versionOf(value: unknown): string | undefined {
  const version = isTable(value) ? value.version : value;
  return typeof version === "string" ? version : undefined;
}

/** Poetry takes a bare `2.1` for exactly that version. */
function poetrySpecifier(specifier: string): string {
  return /^\d+(\.\d+)*$/.test(specifier.trim()) ? exactRequest(specifier) : specifier;
}

/** `[[package]]` tables of uv.lock, poetry.lock and pdm.lock, `[[packages]]` of pylock.toml (PEP 751). */
export function readPythonLock(text: string): Finding[] {
  const root = parseToml(text);
  const lines = new LineFinder(text);
  return [...list(root.package), ...list(root.packages)].map(table).flatMap((entry) => {
    const { name, version } = entry;
    if (typeof name !== "string" || typeof version !== "string" || isOwnCode(entry)) return [];
    return pinned("pypi", name, version, lineOfPackage(lines, name, version));
  });
}

function lineOfPackage(lines: LineFinder, name: string, version: string): number | undefined {
  return lines.pair(`name = "${name}"`, `version = "${version}"`) ?? lines.whole(`name = "${name}"`);
}

/** The project itself and its neighbours on disk are in the lock too. */
function isOwnCode(entry: Table): boolean {
  const source = table(entry.source);
  return (
    ["virtual", "editable", "directory", "path"].some((kind) => kind in source) ||
    source.type === "directory" ||
    "directory" in entry ||
    "path" in entry
  );
}

export function readPipfile(text: string): Finding[] {
  const root = parseToml(text);
  const lines = new LineFinder(text);
  return Object.entries(root)
    .filter(([section]) => section !== "source" && section !== "requires")
    .flatMap(([, packages]) => Object.entries(table(packages)))
    .flatMap(([name, value]) => {
      const specifier = versionOf(value);
      return specifier === undefined ? [] : requirementFindings(name + specifier, lines.key(name));
    });
}

export function readPipfileLock(text: string): Finding[] {
  const lines = new LineFinder(text);
  return Object.entries(parseJson(text))
    .filter(([section]) => section !== "_meta")
    .flatMap(([, packages]) => Object.entries(table(packages)))
    .flatMap(([name, value]) => {
      const { version } = table(value);
      if (typeof version !== "string") return [];
      return pinned("pypi", name, version.replace(/^={2,3}/, ""), lines.whole(`"${name}": {`));
    });
}

/** `install_requires` and `extras_require`: configparser's own form, in which indented lines continue a value. */
export function readSetupCfg(text: string): Finding[] {
  const findings: Finding[] = [];
  let section = "";
  let key = "";
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)[#;].*$/, (comment) => (comment.includes('"') ? comment : ""));
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const [, newKey, newValue] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    let value = line.trim();
    if (header !== undefined) {
      section = header.trim();
      key = "";
      continue;
    }
    if (newKey !== undefined) {
      key = newKey;
      value = newValue ?? "";
    }
    const holdsRequirements =
      (section === "options" && key === "install_requires") ||
      (section === "options.extras_require" && key !== "");
    if (holdsRequirements && !/^file:/.test(value)) findings.push(...requirementFindings(value, index + 1));
  }
  return findings;
}
