import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Corpus, parseCorpus } from "../../../corpora/corpus.js";
import { isVersion } from "../../../corpora/version.js";
import type { ListedSystem } from "../corpora.js";

/** The name of a library's package, where it is another. The processor-only build has the same API. */
const PACKAGES: Readonly<Record<string, string>> = { tensorflow: "tensorflow-cpu" };

/** The system of `docs/releases.json` that a library is, where it has another name. */
const SYSTEMS: Readonly<Record<string, string>> = { torch: "pytorch" };

/** A corpus for each library that facts are about: its package on pip's indexes, and its archives in the data folder. */
export async function factCorpora(libraries: Iterable<string>, shared: string): Promise<readonly Corpus[]> {
  const list = join(shared, "docs", "releases.json");
  const systems = existsSync(list) ? (JSON.parse(await readFile(list, "utf8")) as ListedSystem[]) : [];
  return [...new Set(libraries)].sort().map((library) => {
    const system = systems.find(({ id }) => id === (SYSTEMS[library] ?? library));
    return corpusOf(library, system, join(shared, "docs"));
  });
}

function corpusOf(library: string, system: ListedSystem | undefined, folder: string): Corpus {
  const name = PACKAGES[library] ?? library;
  const releases = (system?.releases ?? [])
    .filter(({ version }) => isVersion("pep440", version))
    .map(({ version, date }) => ({ version, ...(date && { date }) }));
  const archives = {
    kind: "directory",
    path: `${folder}/${system?.id}-{version}.tar.gz`,
    exclude: ["**/*.ipynb"],
    releases,
  };
  const definition = {
    id: library,
    name: library,
    homepage: `https://pypi.org/project/${name}/`,
    packages: { pypi: [name] },
    sources: [{ kind: "pypi", package: name }, ...(releases.length > 0 ? [archives] : [])],
  };
  return parseCorpus(definition, `the facts about ${library}`);
}
