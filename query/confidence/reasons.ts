import type { ConfidenceLevel, Hit } from "../result.js";
import type { NamedSymbol } from "../symbols.js";
import type { CommonMethod } from "./common-method.js";
import type { LackingParameter } from "./lacking-parameter.js";
import type { Signals } from "./signals.js";

/** Library and version, as a sentence names them. */
export const placeOf = ({ library, version }: Pick<Hit, "library" | "version">): string =>
  `${library} ${version}`;

export const guessText = ({ library }: Pick<Hit, "library">): string =>
  `the question names neither a library nor an API: that it is about ${library} is a guess`;

export function lackingText(
  { owner, parameter, takesAny, came, went }: LackingParameter,
  place: string,
): string {
  if (takesAny)
    return `${owner} takes any keyword in ${place}, and its documentation does not name “${parameter}”`;
  const had = went ? `; ${went.previous} had it` : came ? `; ${came.version} has it` : "";
  return `${owner} has no “${parameter}” in ${place}${had}`;
}

export function unknownText(unknown: readonly string[], place: string): string {
  const names = unknown.map((name) => `“${name}”`).join(", ");
  return `${names} ${unknown.length > 1 ? "do" : "does"} not occur in ${place} as indexed`;
}

/** @param owners APIs that have the parameter, where a parameter is all that the question names */
export function sharedText(owners: readonly NamedSymbol[]): string {
  const some = owners
    .slice(0, 4)
    .map(({ name }) => name)
    .join(", ");
  const list = `${owners.length > 4 ? "several APIs, among them " : ""}${some}`;
  return `“${owners[0]?.asked ?? ""}” is a parameter of ${list}: name the one you mean`;
}

export const commonText = ({ name, of }: CommonMethod): string =>
  `“${name}” is a method of many APIs, among them ${of.slice(0, 4).join(", ")}: name the one you mean`;

/** What decided, where no rule did. */
export function decisiveText(
  level: ConfidenceLevel,
  signals: Signals,
  named: readonly NamedSymbol[],
): string | undefined {
  if (signals.topNamed === 1 && level === "LOW") {
    return `the first passage documents ${named[0]?.name ?? "the API"}, but says too little of what else is asked`;
  }
  if (signals.topNamed === 1) {
    const documentation = signals.official === 1 ? "official documentation" : "entry";
    return `every name in the question exists in this release, and the first passage is its ${documentation}`;
  }
  if (signals.named === 1 && level === "HIGH") {
    const there = signals.laterNamed === 1 ? ", and its documentation is among the passages found" : "";
    return `every name in the question exists in this release${there}`;
  }
  if (signals.named === 1) {
    return `the first passage is not that of ${named[0]?.name ?? "the API"}, which the question names`;
  }
  if (level === "LOW") return "only weak evidence: the question names no API of this release";
  return signals.word === 1
    ? "the first passage documents an API whose name is a word of the question"
    : undefined;
}
