import { refusedAs } from "./history/code-names.js";
import { isPythonException, type Question } from "./question.js";
import type { CorpusRelease } from "./release.js";
import type { OpenCorpus } from "./search.js";
import { sqlArray } from "./store/lancedb.js";
import type { SymbolRow } from "./store/rows.js";
import { leafOf } from "./store/terms.js";

/** Names of one question that are looked for. */
const MOST = 2;

interface Place {
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
}

/**
 * The corpora that a question is about by a name that none of their newest releases has: another release has it, or the
 * code refuses it (`load_boston`, of which scikit-learn tells that it was removed). Empty where something answers to any
 * of its names.
 *
 * @param isHeard whether a name stands for anything in any of the corpora
 */
export async function librariesOfFormer(
  { identifiers }: Pick<Question, "identifiers">,
  places: readonly Place[],
  isHeard: (name: string) => boolean,
): Promise<readonly string[]> {
  const named = identifiers.filter((name) => !isPythonException(name));
  if (named.some(isHeard)) return [];
  for (const name of named.slice(0, MOST)) {
    const having = await librariesThatHad(name, places);
    if (having.length > 0) return having;
  }
  return [];
}

/** Whose code refuses the name; else those of which any release has an API so spelt. */
export async function librariesThatHad(name: string, places: readonly Place[]): Promise<readonly string[]> {
  const refusing = places.filter(({ corpus, release }) => refusedAs(corpus.state, release.version, name));
  if (refusing.length > 0) return refusing.map(({ corpus }) => corpus.id);
  const had = await Promise.all(places.map(({ corpus }) => hasEver(corpus, name)));
  return places.flatMap(({ corpus }, at) => (had[at] ? [corpus.id] : []));
}

async function hasEver({ tables }: OpenCorpus, name: string): Promise<boolean> {
  const leaf = `array_has_any(leaves, ${sqlArray([leafOf(name)])})`;
  const rows = await tables.symbols.rows<Pick<SymbolRow, "name" | "aliases">>(["name", "aliases"], leaf);
  return rows.some((row) =>
    [row.name, ...row.aliases].some((other) => other === name || other.endsWith(`.${name}`)),
  );
}
