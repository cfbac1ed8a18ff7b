import { corpusNames } from "../corpora/catalogue.js";
import type { Corpus } from "../corpora/corpus.js";
import { KbError } from "../corpora/errors.js";
import { nearestLibrary } from "./find-library.js";
import type { Status } from "./status.js";

/**
 * What to say of a corpus that is not indexed: that it can be, or what may be meant.
 *
 * @param corpora those that can be indexed, built-in and configured
 */
export function corpusNotIndexed(
  { data, corpora: there }: Status,
  name: string,
  corpora: readonly Corpus[],
): KbError {
  const wanted = name.trim().toLowerCase();
  const indexed = there.map(({ id }) => id);
  const list = `Indexed: ${indexed.join(", ") || "nothing"}.`;
  const addable = corpora.find((corpus) => corpusNames(corpus).includes(wanted));
  const names = [
    ...there.flatMap(({ id, names: own }) => own.map((other) => ({ id, other }))),
    ...corpora.flatMap((corpus) => corpusNames(corpus).map((other) => ({ id: corpus.id, other }))),
  ];
  const near = nearestLibrary(wanted, names);
  const meant = near === undefined ? "" : `Did you mean ${near}? `;
  return new KbError("CORPUS_UNKNOWN", `"${name}" is not indexed in ${data}`, {
    facts: { library: name, indexed },
    hint: addable
      ? `“kb index ${addable.id}” adds it. ${list}`
      : `${meant}${list} “kb corpora” lists what “kb index” can add.`,
  });
}
