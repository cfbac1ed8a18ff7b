import { namesOf } from "../library-names.js";
import { type CorpusRelease, corpusReleases, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { isListed } from "../store/listed.js";
import type { StorePaths } from "../store/paths.js";
import { type ReleaseNames, readReleaseNames } from "../store/release-names.js";
import type { SymbolRow } from "../store/rows.js";

/** What one release of a library says of its names. */
export interface LibraryRelease {
  readonly release: CorpusRelease;
  /** What its code binds; undefined where only pages were read. */
  readonly names: ReleaseNames | undefined;
  /** Names that its documentation has, with what each stands for. */
  readonly documented: () => Promise<ReadonlyMap<string, string>>;
  /** Those of them that it tells of, and does not only list: where another release lacks one, that one is without it. */
  readonly toldInFull: () => Promise<ReadonlySet<string>>;
}

/** One library that code is checked against. */
export interface CheckedLibrary {
  readonly corpus: OpenCorpus;
  /** What its imports begin with: `sklearn`. */
  readonly roots: ReadonlySet<string>;
  readonly used: LibraryRelease;
  /** Every other indexed release, oldest first. */
  readonly others: () => Promise<readonly LibraryRelease[]>;
  /** Of the release in use: symbols that are deprecated, and those with a parameter that is. */
  readonly deprecated: ReadonlyMap<string, DeprecatedRow>;
  /** What an import root is called in the documentation, where that is another name: `tensorflow` is `tf`. */
  readonly displayOf: (path: string) => string;
}

export type DeprecatedRow = Pick<SymbolRow, "name" | "aliases" | "deprecated" | "parameters">;

export async function openLibrary(
  corpus: OpenCorpus,
  release: CorpusRelease,
  paths: StorePaths,
): Promise<CheckedLibrary> {
  const used = await openRelease(corpus, release, paths);
  const columns: readonly (keyof DeprecatedRow)[] = ["name", "aliases", "deprecated", "parameters"];
  const isDeprecated = "deprecated <> '' OR parameters LIKE '%deprecated%'";
  const rows = await corpus.tables.symbols.rows<DeprecatedRow>(
    columns,
    `${visibleAt(release)} AND (${isDeprecated})`,
  );
  // Documentation that writes `tf` means what its package is imported as.
  const [own] = corpus.state.packages.pypi;
  const isShort =
    !used.names &&
    own !== undefined &&
    [...(await used.documented()).keys()].some((name) => name.startsWith("tf."));
  const abbreviated = isShort ? { root: own, shown: "tf" } : undefined;
  let others: Promise<readonly LibraryRelease[]> | undefined;
  return {
    corpus,
    roots: rootsOf(corpus, release),
    used,
    others: () => {
      others ??= Promise.all(
        corpusReleases(corpus.state)
          .filter(({ key }) => key !== release.key)
          .reverse()
          .map((other) => openRelease(corpus, other, paths)),
      );
      return others;
    },
    deprecated: new Map(
      rows.flatMap((row) => [row.name, ...row.aliases].map((name) => [name, row] as const)),
    ),
    displayOf: (path) =>
      abbreviated && (path === abbreviated.root || path.startsWith(`${abbreviated.root}.`))
        ? `${abbreviated.shown}${path.slice(abbreviated.root.length)}`
        : path,
  };
}

/** What imports of a library begin with: as its code says, or as its packages and other names are spelt in Python. */
export function rootsOf({ id, state }: OpenCorpus, release: CorpusRelease): ReadonlySet<string> {
  const told = Object.values(release.sources).find(({ names }) => names !== undefined)?.names?.roots;
  const python = told ?? namesOf(id, state).map((name) => name.toLowerCase().replaceAll("-", "_"));
  return new Set([...python, ...state.packages.npm]);
}

type NamedRow = Pick<SymbolRow, "name" | "aliases" | "signature" | "path">;
const NAMED_COLUMNS: readonly (keyof NamedRow)[] = ["name", "aliases", "signature", "path"];

const namesOfRow = ({ name, aliases }: NamedRow): readonly string[] => [name, ...aliases];

async function openRelease(
  corpus: OpenCorpus,
  release: CorpusRelease,
  paths: StorePaths,
): Promise<LibraryRelease> {
  const digest = Object.values(release.sources).find(({ names }) => names !== undefined)?.names?.digest;
  let rows: Promise<readonly NamedRow[]> | undefined;
  const named = () => {
    rows ??= corpus.tables.symbols.rows<NamedRow>(NAMED_COLUMNS, visibleAt(release));
    return rows;
  };
  let documented: Promise<ReadonlyMap<string, string>> | undefined;
  let toldInFull: Promise<ReadonlySet<string>> | undefined;
  return {
    release,
    names: digest === undefined ? undefined : await readReleaseNames(paths, digest),
    documented: () => {
      documented ??= named().then(
        (all) => new Map(all.flatMap((row) => namesOfRow(row).map((each) => [each, row.name]))),
      );
      return documented;
    },
    toldInFull: () => {
      toldInFull ??= named().then((all) => new Set(all.filter((row) => !isListed(row)).flatMap(namesOfRow)));
      return toldInFull;
    },
  };
}
