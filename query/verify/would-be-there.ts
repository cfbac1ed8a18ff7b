import { ownerOf } from "../history/moves.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quote } from "../store/lancedb.js";
import type { SymbolRow } from "../store/rows.js";

/**
 * Whether a qualified name that a release does not have would be in the index if it existed: what stands before its
 * last part is a module from which the index has other names. Of a class nothing is concluded, for a member may be
 * inherited or made at run time, and nothing of a bare name.
 */
export async function wouldBeThere(
  corpus: OpenCorpus,
  release: CorpusRelease,
  name: string,
): Promise<boolean> {
  const owner = ownerOf(name.replaceAll("::", "."));
  if (owner === "") return false;
  const { symbols } = corpus.tables;
  const visible = visibleAt(release);
  const own = await symbols.rows<Pick<SymbolRow, "kind">>(["kind"], `${visible} AND name = ${quote(owner)}`);
  if (own.some(({ kind }) => kind !== "module")) return false;
  const prefix = `${owner.replaceAll(/[%_\\]/g, "\\$&")}.%`;
  return (await symbols.count(`${visible} AND name LIKE ${quote(prefix)} ESCAPE '\\'`)) > 0;
}
