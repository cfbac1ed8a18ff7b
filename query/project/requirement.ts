import { constrained, type Finding } from "./finding.js";

/** A dependency as PEP 508 writes it, as far as versions go. */
export interface Requirement {
  readonly name: string;
  /** `>=2.1,<3` without spaces; empty when nothing is asked for. */
  readonly specifier: string;
  /** True for `name @ https://...`, which names a place instead of a version. */
  readonly direct: boolean;
}

const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/i;
const EXTRAS = /^\s*\[[^\]]*\]/;
const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)[a-z0-9._+!*-]+$/i;

/**
 * Reads `torch[extra] (>=2.1, <3) ; python_version > "3.8"`; undefined when the text is no requirement.
 * Extras and environment markers are read over: they do not say which version.
 */
export function parseRequirement(text: string): Requirement | undefined {
  const trimmed = text.trim();
  const name = NAME.exec(trimmed)?.[0];
  if (name === undefined) return undefined;
  const afterName = trimmed.slice(name.length).replace(EXTRAS, "").trim();
  if (afterName.startsWith("@")) return { name, specifier: "", direct: true };

  const [beforeMarker = ""] = afterName.split(";");
  const clauses = beforeMarker
    .trim()
    .replace(/^\((.*)\)$/s, "$1")
    .split(",")
    .map((clause) => clause.replace(/\s+/g, ""))
    .filter((clause) => clause !== "");
  if (!clauses.every((clause) => CLAUSE.test(clause))) return undefined;
  return { name, specifier: clauses.join(","), direct: false };
}

/** What a requirement says about versions; nothing when it is malformed, unconstrained or a URL. */
export function requirementFindings(text: string, line: number | undefined): Finding[] {
  const requirement = parseRequirement(text);
  return requirement === undefined || requirement.specifier === ""
    ? []
    : constrained("pypi", requirement.name, requirement.specifier, line);
}
