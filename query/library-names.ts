import type { Nameable } from "./named-libraries.js";
import type { CorpusState, Snapshot } from "./store/snapshot.js";

/** Every name a corpus goes by, its id first. */
export const namesOf = (
  id: string,
  { name, aliases, packages }: Pick<CorpusState, "name" | "aliases" | "packages">,
): readonly string[] => [...new Set([id, name, ...aliases, ...packages.pypi, ...packages.npm])];

/** The corpora of a snapshot, as texts name them. */
export const indexedLibraries = (snapshot: Snapshot): readonly Nameable[] =>
  Object.entries(snapshot.corpora).map(([id, state]) => ({
    ...{ id, names: namesOf(id, state), spelt: state.name },
    // Who indexed it means it.
    ordinary: new Set<string>(),
  }));
