import { parse as parseYaml } from "yaml";

import { exactRequest } from "../../corpora/version.js";
import { constrained, type Finding, isTable, LineFinder, list } from "./finding.js";
import { requirementFindings } from "./requirement.js";

/** Conda packages whose Python package has another name. */
const PYTHON_NAMES: ReadonlyMap<string, string> = new Map([
  ["dask-core", "dask"],
  ["matplotlib-base", "matplotlib"],
  ["numpy-base", "numpy"],
  ["opencv", "opencv-python"],
  ["py-opencv", "opencv-python"],
  ["py-xgboost", "xgboost"],
  ["py-xgboost-cpu", "xgboost"],
  ["py-xgboost-gpu", "xgboost"],
  ["pytorch", "torch"],
  ["pytorch-cpu", "torch"],
  ["pytorch-gpu", "torch"],
  ["ray-core", "ray"],
  ["ray-default", "ray"],
  ["tensorflow-base", "tensorflow"],
]);
const NOT_PYTHON_PACKAGES = new Set(["python", "pip"]);

/** `channel::name`, then a version after spaces or an operator, then perhaps a build after `=` or spaces. */
const MATCH_SPEC = /^(?:[^\s:]+::)?([a-z0-9_][a-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/i;

/** A conda environment: match specifications, and below `pip` a list of requirements. */
export function readCondaEnvironment(text: string): Finding[] {
  const root: unknown = parseYaml(text);
  if (!isTable(root)) throw new Error("not a conda environment");
  const lines = new LineFinder(text);
  return list(root.dependencies).flatMap((dependency) => {
    if (typeof dependency === "string") return condaFindings(dependency, lines.containing(dependency));
    if (!isTable(dependency)) return [];
    return list(dependency.pip)
      .filter((requirement) => typeof requirement === "string")
      .flatMap((requirement) => requirementFindings(requirement, lines.containing(requirement)));
  });
}

function condaFindings(spec: string, line: number | undefined): Finding[] {
  const [, written = "", rest = ""] = MATCH_SPEC.exec(spec.trim()) ?? [];
  const name = written.toLowerCase();
  if (name === "" || NOT_PYTHON_PACKAGES.has(name)) return [];
  return constrained("pypi", PYTHON_NAMES.get(name) ?? name, condaVersion(rest), line);
}

/** `=1.24` asks for a series; a build, as in `=1.24=py310_0` or `1.24 py310_0`, pins the version. */
function condaVersion(text: string): string {
  const written = text.replace(/#.*$/, "").trim();
  const [, pinnedVersion] = /^={0,2}([^\s=<>!~,|*]+)[=\s]+[^\s=<>!~,|]+$/.exec(written) ?? [];
  return pinnedVersion === undefined ? written : exactRequest(pinnedVersion);
}
