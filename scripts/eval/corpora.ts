import { type Corpus, type CorpusDefinition, parseCorpus } from "../../corpora/corpus.js";
import { isVersion } from "../../corpora/version.js";
import type { PageSet } from "./page-sets.js";

type About = Pick<CorpusDefinition, "name" | "aliases" | "homepage" | "packages"> & { readonly page: string };

/** How the corpora of the page sets are named, and where a citation of them points. */
const ABOUT: Readonly<Record<string, About>> = {
  pytorch: {
    name: "PyTorch",
    aliases: ["torch"],
    homepage: "https://docs.pytorch.org/",
    packages: { pypi: ["torch"] },
    page: "https://docs.pytorch.org/docs/{version}/{stem}.html#{anchor}",
  },
  "scikit-learn": {
    name: "scikit-learn",
    aliases: ["sklearn"],
    homepage: "https://scikit-learn.org/",
    packages: { pypi: ["scikit-learn"] },
    page: "https://scikit-learn.org/{version}/{stem}.html#{anchor}",
  },
  tensorflow: {
    name: "TensorFlow",
    aliases: ["tf"],
    homepage: "https://www.tensorflow.org/",
    packages: { pypi: ["tensorflow"] },
    page: "https://www.tensorflow.org/versions/r{version}/api_docs/python/tf/{stem}#{anchor}",
  },
};

/** A page set, unpacked into `folder`, as a corpus. */
export function corpusOfPageSet(set: PageSet, folder: string): Corpus {
  const { page, ...about } = ABOUT[set.corpus] ?? {
    name: set.corpus,
    homepage: "https://example.org/",
    page: "{path}",
  };
  return parseCorpus(
    {
      id: set.corpus,
      ...about,
      sources: [{ kind: "directory", path: folder, releases: [{ version: set.version }], urls: { page } }],
    },
    set.archive,
  );
}

/** One system of `docs/releases.json`, as far as it is needed. */
export interface ListedSystem {
  readonly id: string;
  readonly name: string;
  readonly official_url: string;
  readonly releases: readonly {
    readonly version: string;
    readonly date: string | null;
    readonly archive: string;
  }[];
}

/** A system's archives as a corpus; undefined when it has none that a version order can hold. */
export function corpusOfSystem(system: ListedSystem, folder: string): Corpus | undefined {
  const releases = system.releases.map(({ version, date }) => ({ version, ...(date && { date }) }));
  if (releases.length === 0) return undefined;
  return parseCorpus(
    {
      id: system.id,
      name: system.name,
      homepage: system.official_url,
      // Branches and dated snapshots (`1.9-20250101`) are no PEP 440 versions.
      versions: releases.every(({ version }) => isVersion("pep440", version)) ? "pep440" : "loose",
      sources: [{ kind: "directory", path: `${folder}/${system.id}-{version}.tar.gz`, releases }],
    },
    "releases.json",
  );
}
