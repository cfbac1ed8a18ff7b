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
import type { CorpusDefinition } from "./corpus.js";

/** The corpora that come with `kb`, as they are written: whoever needs them checked calls `builtinCorpora()`. */
export const builtinDefinitions: readonly CorpusDefinition[] = [
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
