import { importRoots, namesInFull } from "./abbreviations.js";
import { resolveSymbol } from "./history/resolve-symbol.js";
import type { Question } from "./question.js";
import { type CorpusRelease, resolveRelease } from "./release.js";
import type { OpenCorpus } from "./search.js";

/** Names looked into at most: each costs a look at the examples of every corpus. */
const MOST = 2;

/**
 * The only corpus that has an API of a question under the name that its documentation abbreviates so: JAX for `jnp.where`.
 * Names that begin with a root of any corpus abbreviate nothing.
 */
export async function abbreviatedLibrary(
  { identifiers }: Question,
  corpora: readonly OpenCorpus[],
): Promise<string | undefined> {
  const places = corpora.map((corpus) => ({
    corpus,
    release: resolveRelease(corpus.id, corpus.state, undefined),
  }));
  const roots = new Set(places.flatMap(({ corpus, release }) => importRoots(corpus, release)));
  const abbreviated = identifiers.filter(
    (name) => name.includes(".") && !roots.has(name.split(".", 1)[0] ?? ""),
  );
  for (const name of abbreviated.slice(0, MOST)) {
    const having = await Promise.all(places.map((place) => hasAbbreviated(place, name)));
    const [only, ...others] = places.filter((_, at) => having[at]);
    if (only && others.length === 0) return only.corpus.id;
  }
  return undefined;
}

async function hasAbbreviated(
  { corpus, release }: { readonly corpus: OpenCorpus; readonly release: CorpusRelease },
  name: string,
): Promise<boolean> {
  for (const full of await namesInFull(corpus, release, name)) {
    if (await resolveSymbol(corpus.tables.symbols, full, release)) return true;
  }
  return false;
}
