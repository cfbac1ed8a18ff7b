import type { CorpusState, IndexedRelease } from "../../../query/store/snapshot.js";

const release = (version: string): IndexedRelease => ({
  version,
  key: `k${version}`,
  date: "2024-01-15",
  dateOrigin: "registry",
  prerelease: false,
  reference: `ref-${version}`,
  digest: "",
  recipe: "",
  urlValues: {},
  fetched: "2024-02-01T00:00:00Z",
  counts: { pages: 0, documents: 0, chunks: 0, symbols: 0, notes: 0, problems: 0 },
});

/** A corpus whose sources were read for these releases; the key of 1.0 is `k1.0`. */
export function corpusState(sources: Readonly<Record<string, readonly string[]>>): CorpusState {
  const table = { name: "", version: 0, rows: 0 };
  return {
    name: "Water",
    aliases: [],
    packages: { pypi: [], npm: [] },
    homepage: "",
    versions: "pep440",
    tables: {
      chunks: table,
      symbols: table,
      documents: table,
      notes: table,
      mentions: table,
      questions: table,
    },
    sources: Object.fromEntries(
      Object.entries(sources).map(([id, versions]) => [
        id,
        { kind: "pypi", priority: "framework-docs" as const, urls: {}, releases: versions.map(release) },
      ]),
    ),
  };
}
