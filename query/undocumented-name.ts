import { isPythonException, type Question } from "./question.js";
import type { CorpusRelease } from "./release.js";
import type { OpenCorpus } from "./search.js";
import { sqlArray } from "./store/lancedb.js";
import type { SymbolRow } from "./store/rows.js";
import { lastPartOf, leafOf } from "./store/terms.js";

/** Names of one question that are looked for: each means a look into the code of every corpus. */
const MOST = 2;

interface Place {
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
}

/**
 * The corpora that a question is about by a name that no API of their releases bears: another release has it, or the code
 * binds it without documentation, or refuses it (`load_boston`, of which scikit-learn tells that it was removed). Empty
 * where something answers to each of its names.
 *
 * @param isHeard whether a name stands for anything in any of the corpora
 */
export async function librariesOfUndocumented(
  { identifiers }: Pick<Question, "identifiers">,
  places: readonly Place[],
  isHeard: (name: string) => boolean,
): Promise<readonly string[]> {
  const named = identifiers.filter((name) => !isPythonException(name));
  if (named.some(isHeard)) return [];
  for (const name of named.slice(0, MOST)) {
    const having = await librariesHaving(name, places);
    if (having.length > 0) return having;
  }
  return [];
}

/** Where any release has an API so spelt; else where the code of the release has the name. */
export async function librariesHaving(name: string, places: readonly Place[]): Promise<readonly string[]> {
  const inReleases = await those(places, ({ corpus }) => hasEver(corpus, name));
  return inReleases.length > 0 ? inReleases : those(places, (place) => hasInCode(place, lastPartOf(name)));
}

async function those(
  places: readonly Place[],
  test: (place: Place) => Promise<boolean>,
): Promise<readonly string[]> {
  const passed = await Promise.all(places.map(test));
  return places.flatMap(({ corpus }, at) => (passed[at] ? [corpus.id] : []));
}

async function hasEver({ tables }: OpenCorpus, name: string): Promise<boolean> {
  const leaf = `array_has_any(leaves, ${sqlArray([leafOf(name)])})`;
  const rows = await tables.symbols.rows<Pick<SymbolRow, "name" | "aliases">>(["name", "aliases"], leaf);
  return rows.some((row) =>
    [row.name, ...row.aliases].some((other) => other === name || other.endsWith(`.${name}`)),
  );
}

async function hasInCode({ corpus, release }: Place, name: string): Promise<boolean> {
  const digests = Object.values(release.sources).flatMap(({ names }) => names?.digest ?? []);
  const found = await Promise.all([...new Set(digests)].map((digest) => corpus.hasInCode(digest, name)));
  return found.some(Boolean);
}
