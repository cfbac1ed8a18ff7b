import { imbalancedLearn } from "./builtin/imbalanced-learn.js";
import { jax } from "./builtin/jax.js";
import { keras } from "./builtin/keras.js";
import { lightgbm } from "./builtin/lightgbm.js";
import { mlflow } from "./builtin/mlflow.js";
import { onnxruntime } from "./builtin/onnxruntime.js";
import { optuna } from "./builtin/optuna.js";
import { peft } from "./builtin/peft.js";
import { pytorch } from "./builtin/pytorch.js";
import { scikitLearn } from "./builtin/scikit-learn.js";
import { tensorflow } from "./builtin/tensorflow.js";
import { transformers } from "./builtin/transformers.js";
import { transformersJs } from "./builtin/transformers-js.js";
import { xgboost } from "./builtin/xgboost.js";
import { type Corpus, parseCorpus } from "./corpus.js";
import { KbError } from "./errors.js";

const builtin = [
  pytorch,
  tensorflow,
  keras,
  jax,
  scikitLearn,
  imbalancedLearn,
  xgboost,
  lightgbm,
  optuna,
  transformers,
  peft,
  onnxruntime,
  mlflow,
  transformersJs,
];

/** The corpora that come with `kb`, checked. */
export const builtinCorpora = (): readonly Corpus[] =>
  builtin.map((definition) => parseCorpus(definition, `corpora/builtin/${definition.id}.ts`));

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
