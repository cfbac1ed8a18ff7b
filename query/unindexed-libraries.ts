import { namesOf } from "./library-names.js";
import type { Nameable } from "./named-libraries.js";
import type { Snapshot } from "./store/snapshot.js";

/** A library that a question is about and that comes with `kb`, but is not in the index. */
export interface UnindexedLibrary {
  readonly library: string;
  readonly libraryName: string;
  /** What of the question names it: its own name, or an API that begins with it. */
  readonly written: string;
  /** It is an API: `XGBClassifier`. */
  readonly isApi: boolean;
}

/** What is said of a question about such libraries; each is a corpus that `kb index` knows. */
export function unindexedText(libraries: readonly UnindexedLibrary[]): string {
  const names = libraries
    .map(({ libraryName, written, isApi }) => (isApi ? `${written} of ${libraryName}` : libraryName))
    .join(" and ");
  const are = libraries.length > 1 ? "are" : "is";
  const ids = libraries.map(({ library }) => library).join(" ");
  return `the question names ${names}, which ${are} not indexed: kb index ${ids}`;
}

/** The corpora that come with `kb` and are not in a snapshot, but for names that indexed ones bear. */
export async function unindexedLibraries(snapshot: Snapshot): Promise<readonly Nameable[]> {
  // Most of a start is loading code, and who names the library does not need this.
  const { builtinDefinitions } = await import("../corpora/builtin-definitions.js");
  const indexed = Object.entries(snapshot.corpora).flatMap(([id, state]) => namesOf(id, state));
  const taken = new Set(indexed.map((name) => name.toLowerCase()));
  return builtinDefinitions.flatMap(({ id, name, aliases = [], packages = {}, ordinaryWords = [] }) => {
    if (snapshot.corpora[id]) return [];
    const { pypi = [], npm = [] } = packages;
    const names = namesOf(id, { name, aliases, packages: { pypi, npm } });
    const own = names.filter((other) => !taken.has(other.toLowerCase()));
    const ordinary = new Set(ordinaryWords.map((word) => word.toLowerCase()));
    return own.length === 0 ? [] : [{ id, names: own, ordinary, spelt: name }];
  });
}

/** Shorter names begin words of other libraries (`TFBertModel`). */
const SHORTEST = 3;

/** The library with which an API's name begins as its classes are spelt: XGBoost's for `XGBClassifier`, by its alias `xgb`. */
export function spelledAfter(name: string, libraries: readonly Nameable[]): Nameable | undefined {
  const parts = name.split(".");
  return libraries.find(({ names, ordinary }) =>
    names.some(
      (own) =>
        own.length >= SHORTEST &&
        !ordinary.has(own.toLowerCase()) &&
        parts.some(
          (part) =>
            part.slice(0, own.length).toLowerCase() === own.toLowerCase() &&
            /^[A-Z]/.test(part) &&
            /^[A-Z][a-z]/.test(part.slice(own.length)),
        ),
    ),
  );
}
