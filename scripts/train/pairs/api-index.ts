import { openingSignature } from "../../../query/opening-signature.js";
import type { TrainingChunk, TrainingSymbol } from "../export-text.js";
import type { Passage } from "./pair.js";

/** A documented API and the chunk that opens its documentation. */
export interface Api {
  readonly name: string;
  readonly leaf: string;
  readonly summary: string;
  readonly passage: Passage;
}

/** Finds the API that a name in prose or code means. */
export interface ApiIndex {
  /** The API of that qualified name. */
  named(name: string): Api | undefined;
  /** The API of that name or the only one whose name ends in it, first in the corpus, then anywhere. */
  resolve(name: string, corpus: string): Api | undefined;
  /** APIs of different corpora whose names end alike. */
  readonly kin: ReadonlyMap<string, readonly Api[]>;
  /** In how many corpora a last name part is found: what many have in common says little. */
  spread(leaf: string): number;
}

/** What everyone imports these modules as. */
const IMPORTED_AS: Readonly<Record<string, string>> = {
  nn: "torch.nn",
  F: "torch.nn.functional",
  np: "numpy",
  pd: "pandas",
  plt: "matplotlib.pyplot",
  jnp: "jax.numpy",
  sns: "seaborn",
  xr: "xarray",
  tfk: "tf.keras",
  pl: "polars",
  nx: "networkx",
  sm: "statsmodels.api",
};

export const leafOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

export function indexApis(
  documented: Iterable<{ readonly chunk: TrainingChunk; readonly passage: Passage }>,
  symbols: readonly TrainingSymbol[],
): ApiIndex {
  const summaries = new Map(symbols.map(({ name, summary }) => [name, summary]));
  const byName = new Map<string, Api>();
  const bySuffix = new Map<string, Api[]>();
  const corporaOfLeaf = new Map<string, Map<string, Api>>();
  for (const { chunk, passage } of documented) {
    const [name] = chunk.symbols;
    if (name === undefined || openingSignature(chunk) === "" || byName.has(name)) continue;
    const api = { name, leaf: leafOf(name), summary: summaries.get(name) ?? "", passage };
    for (const known of chunk.symbols) byName.set(known, api);
    for (const suffix of suffixesOf(name)) {
      const key = `${chunk.corpus}\n${suffix}`;
      const others = bySuffix.get(key);
      if (others) others.push(api);
      else bySuffix.set(key, [api]);
    }
    const kin = corporaOfLeaf.get(api.leaf) ?? new Map<string, Api>();
    if (!kin.has(chunk.corpus)) kin.set(chunk.corpus, api);
    corporaOfLeaf.set(api.leaf, kin);
  }
  for (const { name, aliases } of symbols) {
    const api = byName.get(name);
    if (api) for (const alias of aliases) if (!byName.has(alias)) byName.set(alias, api);
  }
  return {
    named: (name) => byName.get(name),
    resolve: (written, corpus) => {
      const [first = "", ...rest] = written.split(".");
      const module = rest.length > 0 ? IMPORTED_AS[first] : undefined;
      const name = module === undefined ? written : [module, ...rest].join(".");
      const exact = byName.get(name);
      if (exact) return exact;
      const ending = bySuffix.get(`${corpus}\n${name}`) ?? [];
      return new Set(ending.map((api) => api.summary)).size === 1 ? ending[0] : undefined;
    },
    kin: new Map(
      [...corporaOfLeaf].filter(([, kin]) => kin.size > 1).map(([leaf, kin]) => [leaf, [...kin.values()]]),
    ),
    spread: (leaf) => corporaOfLeaf.get(leaf)?.size ?? 0,
  };
}

/** `a.b.c`: `b.c` and `c`. */
function suffixesOf(name: string): readonly string[] {
  const parts = name.split(".");
  return parts.slice(1).map((_, index) => parts.slice(index + 1).join("."));
}
