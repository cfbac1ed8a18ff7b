type Words = readonly [string, ...string[]];

const words = (text: string): Words => {
  const [first = "", ...rest] = text.split(" ");
  return [first, ...rest];
};

/** Words of the trade, from the most to the least used. */
export const NOUNS = words(
  "model tensor array parameter value layer batch gradient dataset function loss device memory weight shape dimension " +
    "optimizer step output input feature sample index estimator kernel buffer checkpoint graph node edge scheduler epoch " +
    "token sequence embedding attention mask head projection activation normalization dropout precision dtype cast cluster " +
    "centroid tree leaf split forest boosting residual prediction probability label class score metric threshold fold " +
    "pipeline transformer encoder decoder vocabulary worker process thread queue stream event handler callback hook registry " +
    "artifact experiment run trial sampler pruner study space prior posterior variance covariance mean quantile histogram " +
    "bin outlier imputer scaler partition shard replica cache prefetch iterator generator seed checksum manifest session " +
    "provider backend runtime compiler trace lowering primitive axis stride padding dilation channel pooling convolution",
);

export const VERBS = words(
  "compute return use set apply store load update create accumulate scale sample reduce split merge cast copy " +
    "move normalize initialize register validate schedule clip freeze restore export trace compile cache shard prefetch " +
    "tokenize pad truncate project quantize prune calibrate warm reset resume",
);

export const ADJECTIVES = words(
  "default current given sparse dense local global lazy fused batched mixed random stable static dynamic causal masked " +
    "partial online incremental distributed deterministic adaptive cyclic hierarchical spectral robust weighted balanced " +
    "stratified nested quantized frozen shared pinned contiguous",
);

/** Parts of class names: a quality, a thing, a role. */
export const QUALITIES = words(
  "Adaptive Batched Cyclic Dense Elastic Fused Gated Hierarchical Incremental Joint Layered Masked Nested Online " +
    "Partial Quantized Robust Sparse Tiled Unified Variational Weighted Causal Spectral",
);
export const THINGS = words(
  "Attention Gradient Kernel Cluster Token Feature Residual Graph Histogram Sequence Tensor Batch Epoch Label Patch " +
    "Window Channel Mixture Forest Margin Entropy Prior Cache Shard Stream Buffer Session Trial Embedding Mask",
);
export const ROLES = words(
  "Estimator Scheduler Sampler Encoder Loader Optimizer Transformer Loss Selector Callback",
);

export const MODULES = words("core optim data nn metrics cluster io distributed preprocessing tuning");

export const DEFAULTS = words("None True False 0 1 10 100 0.1 0.001 1e-4 'auto' 'mean' 'float32' 64 300");
export const TYPES = words("int float str bool array-like callable dict list");

/** Before a noun they give the rare words, of which documentation has many more than of common ones. */
export const PREFIXES = words("sub multi hyper meta pseudo inter auto semi super micro co pre");
