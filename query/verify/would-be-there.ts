import { ownerOf } from "../history/moves.js";
import { type CorpusRelease, visibleAt } from "../release.js";
import type { OpenCorpus } from "../search.js";
import { quote } from "../store/lancedb.js";
import { TOLD_IN_FULL } from "../store/listed.js";
import type { SymbolRow } from "../store/rows.js";

/**
 * Whether a qualified name that a release does not have would be in the index if it existed: what stands before its
 * last part is a module from which the index has other names, and tells more of one than that a page lists it. Of a class nothing is concluded, for a member may be
 * inherited or made at run time, and nothing of a bare name.
 */
export async function wouldBeThere(
  corpus: OpenCorpus,
  release: CorpusRelease,
  name: string,
): Promise<boolean> {
  const owner = ownerOf(name.replaceAll("::", "."));
  // Nobody documents private names.
  if (owner === "" || /(?:^|\.)_/.test(name)) return false;
  const { symbols } = corpus.tables;
  const visible = visibleAt(release);
  const own = await symbols.rows<Pick<SymbolRow, "kind">>(["kind"], `${visible} AND name = ${quote(owner)}`);
  if (own.some(({ kind }) => kind !== "module")) return false;
  // A module has no row of its own where nothing documents it, and its names may be shown under its package.
  const isFile = async (module: string): Promise<boolean> => {
    const path = module.replaceAll(".", "/").replaceAll(/[%_\\]/g, "\\$&");
    const ends = [`${path}.%`, `%/${path}.%`, `${path}/%`, `%/${path}/%`];
    const fits = ends.map((end) => `path LIKE ${quote(end)} ESCAPE '\\'`).join(" OR ");
    return (await symbols.count(`${visible} AND (${fits})`)) > 0;
  };
  const hasNames = async (module: string, which = visible): Promise<boolean> => {
    const prefix = `${module.replaceAll(/[%_\\]/g, "\\$&")}.%`;
    return (await symbols.count(`${which} AND name LIKE ${quote(prefix)} ESCAPE '\\'`)) > 0;
  };
  return (
    (await hasNames(owner, `${visible} AND ${TOLD_IN_FULL}`)) &&
    !(await hasNames(name)) &&
    !(await isFile(name))
  );
}
