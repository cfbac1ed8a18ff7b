import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { indexNames, type NameIndex } from "./nearest-names.js";
import { type NamedHere, surroundingsOf } from "./surroundings.js";

/** Every name that a release shows. */
export interface NamesHere {
  readonly names: readonly string[];
  /** The same, to find near ones in. */
  readonly index: NameIndex;
  /** Whether the code around a name that is not there was read. */
  readonly readAround: (asked: string) => boolean;
}

/** An open corpus does not change, so what one release shows is read once. */
const read = new WeakMap<OpenCorpus, Map<string, Promise<NamesHere>>>();

export function namesHere(corpus: OpenCorpus, release: CorpusRelease): Promise<NamesHere> {
  const releases = read.get(corpus) ?? new Map<string, Promise<NamesHere>>();
  read.set(corpus, releases);
  const known = releases.get(release.key) ?? readNames(corpus, release);
  releases.set(release.key, known);
  return known;
}

async function readNames({ tables }: OpenCorpus, release: CorpusRelease): Promise<NamesHere> {
  const columns = ["name", "aliases", "kind", "path"] as const;
  const rows = await tables.symbols.rows<NamedHere>(columns, visibleAt(release));
  const names = [...new Set(rows.map(({ name }) => name))];
  return { names, index: indexNames(names), readAround: surroundingsOf(rows) };
}
