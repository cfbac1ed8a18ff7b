import type { Since } from "../history/since.js";
import type { Material, Subject } from "./subjects.js";
import { parameterSince } from "./version-values.js";

/** The release that something needs. */
export interface Requirement {
  /** An API, or a parameter as `API(parameter)`. */
  readonly name: string;
  readonly version: string;
  /** `declared` by the documentation, seen to come between two `indexed` releases, or `listed` or `oldest`: in it or before. */
  readonly from: Since["from"];
}

/** What an answer's APIs and parameters need at least, as far as the index can tell. */
export function requirementsOf(subjects: readonly Subject[], material: Material): readonly Requirement[] {
  return subjects.flatMap((subject) => {
    const { name, api, asked } = subject;
    const own = api ? [{ name, version: api.since.version, from: api.since.from }] : [];
    const parameters = asked.flatMap((parameter): Requirement[] => {
      const since = parameterSince(subject, parameter, material);
      // One that came with its API needs no line of its own.
      return since && !since.oldest
        ? [{ name: `${name}(${parameter})`, version: since.version, from: "indexed" }]
        : [];
    });
    return [...own, ...parameters];
  });
}
