import type { CorpusState } from "./store/snapshot.js";

/** Every name a corpus goes by, its id first. */
export const namesOf = (id: string, { name, aliases, packages }: CorpusState): readonly string[] => [
  ...new Set([id, name, ...aliases, ...packages.pypi, ...packages.npm]),
];
