import { codeNames } from "../history/code-names.js";
import { TOP_LEVEL_KINDS } from "../history/life.js";
import type { CorpusRelease } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { isListed } from "../store/listed.js";
import type { SymbolRow } from "../store/rows.js";

type Row = Pick<SymbolRow, "name" | "kind" | "signature" | "path">;

/**
 * Names spelt from the import root on that the release has under a longer name only, with modules between: `jax.tree_map`
 * is `jax.tree_util.tree_map`, `tf.layers.Flatten` is `tf.compat.v1.layers.Flatten`. Such a one is not there, whatever
 * a passage still calls it; unless the code of the release binds it without a word, as far as that was read.
 *
 * @param names that no symbol of the release bears
 * @param here symbols of the release with their last parts
 */
export async function misplacedNames(
  names: readonly string[],
  here: readonly Row[],
  { corpus, release }: { readonly corpus: OpenCorpus; readonly release: CorpusRelease },
): Promise<ReadonlySet<string>> {
  const modules = new Set(here.filter(({ kind }) => kind === "module").map(({ name }) => name));
  const targets = here.filter((row) => !isListed(row) && TOP_LEVEL_KINDS.some((kind) => kind === row.kind));
  const elsewhere = names.filter((name) => targets.some((row) => isInside(name, row.name, modules)));
  if (elsewhere.length === 0) return new Set();
  const boundIn = await codeNames(corpus)(release.version);
  return new Set(
    elsewhere.filter((name) => !["bound", "perhaps"].includes(boundIn?.(name) ?? "undocumented")),
  );
}

/** Whether a longer name is the shorter one with modules put between, behind its root or a module that is there. */
function isInside(short: string, long: string, modules: ReadonlySet<string>): boolean {
  const parts = short.split(".");
  return parts.slice(1).some((_, at) => {
    const head = parts.slice(0, at + 1).join(".");
    const isModule = at === 0 || modules.has(head);
    return (
      isModule &&
      long.startsWith(`${head}.`) &&
      long.endsWith(short.slice(head.length)) &&
      long.length > short.length
    );
  });
}
