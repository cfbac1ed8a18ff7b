import { compareVersions, isVersion } from "../../corpora/version.js";
import type { Statement } from "./statement.js";
import type { Material, Subject } from "./subjects.js";
import { parameterSince } from "./version-values.js";

const ADDED = /\b(?:Added|New|Introduced) in (?:version )?v?(\d[\w.]*\w|\d)/i;

/**
 * Whether a statement says in which release something came that was seen first in another: one that names a later release
 * than that speaks of something else, a value say.
 */
export function statesAge({ text }: Statement, seen: string, { corpus }: Material): boolean {
  const { versions } = corpus.state;
  const stated = ADDED.exec(text)?.[1];
  return stated !== undefined && isVersion(versions, stated) && compareVersions(versions, stated, seen) <= 0;
}

/** What is asked about and no source tells since when: it is in the oldest release indexed, or new in a list only. */
export interface UnknownAge {
  readonly name: string;
  readonly from: "oldest" | "listed";
}

/** Of each API, or of its parameters that are asked about, those whose age neither the index nor a statement tells. */
export function unknownAges(
  subjects: readonly Subject[],
  statements: readonly Statement[],
  material: Material,
): readonly UnknownAge[] {
  const isStated = (seen: string) => statements.some((statement) => statesAge(statement, seen, material));
  return subjects.flatMap((subject): readonly UnknownAge[] => {
    const { api, name, asked } = subject;
    if (asked.length === 0) {
      const from = api?.since.from;
      if (from !== "oldest" && from !== "listed") return [];
      return isStated(api?.since.version ?? "") ? [] : [{ name, from }];
    }
    return asked.flatMap((parameter) => {
      const since = parameterSince(subject, parameter, material);
      return since?.oldest && !isStated(since.version) ? [{ name: parameter, from: "oldest" }] : [];
    });
  });
}
