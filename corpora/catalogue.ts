import { builtinDefinitions } from "./builtin-definitions.js";
import { type Corpus, parseCorpus } from "./corpus.js";
import { KbError } from "./errors.js";

/** The corpora that come with `kb`, checked. */
export const builtinCorpora = (): readonly Corpus[] =>
  builtinDefinitions.map((definition) => parseCorpus(definition, `corpora/builtin/${definition.id}.ts`));

/**
 * Adds a user's corpora to others. One with the id of an existing corpus takes its place.
 */
export function mergeCorpora(base: readonly Corpus[], own: readonly Corpus[]): readonly Corpus[] {
  const replaced = new Set(own.map((corpus) => corpus.id));
  return [...base.filter((corpus) => !replaced.has(corpus.id)), ...own];
}

/**
 * Finds a corpus by id, alias or package name, ignoring case.
 *
 * @throws KbError CORPUS_UNKNOWN with the known ids
 */
export function findCorpus(corpora: readonly Corpus[], name: string): Corpus {
  const wanted = name.trim().toLowerCase();
  const found =
    corpora.find((corpus) => corpus.id === wanted) ??
    corpora.find((corpus) => corpusNames(corpus).includes(wanted));
  if (found) return found;
  const ids = corpora.map((corpus) => corpus.id).sort();
  throw new KbError("CORPUS_UNKNOWN", `No corpus is called "${name}"`, {
    facts: { name, known: ids },
    hint: `Known: ${ids.join(", ")}. “kb corpora” lists them with their sources.`,
  });
}

/** Every name a user may call a corpus by, lower case, id first. */
export function corpusNames(corpus: Corpus): readonly string[] {
  const names = [corpus.id, corpus.name, ...corpus.aliases, ...corpus.packages.pypi, ...corpus.packages.npm];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
