import { KbError } from "../corpora/errors.js";
import type { OpenCorpus } from "./search.js";
import type { Tables } from "./store/lancedb.js";
import type { StorePaths } from "./store/paths.js";
import { type ReleaseNames, readReleaseNames } from "./store/release-names.js";
import type { TableKind } from "./store/rows.js";
import type { Snapshot } from "./store/snapshot.js";

/** Opens the tables of one corpus as the snapshot names them. @throws KbError CORPUS_UNKNOWN */
export async function openCorpus(
  snapshot: Snapshot,
  paths: StorePaths,
  tables: Tables,
  id: string,
): Promise<OpenCorpus> {
  const state = stateOf(snapshot, id);
  const at = (kind: TableKind) => tables.open(state.tables[kind].name, state.tables[kind].version);
  const [chunks, symbols, documents, notes, mentions, questions] = await Promise.all([
    at("chunks"),
    at("symbols"),
    at("documents"),
    at("notes"),
    at("mentions"),
    at("questions"),
  ]);
  const read = new Map<string, Promise<ReleaseNames>>();
  const names = (digest: string): Promise<ReleaseNames> => {
    const known = read.get(digest) ?? readReleaseNames(paths, digest);
    read.set(digest, known);
    return known;
  };
  return { id, state, tables: { chunks, symbols, documents, notes, mentions, questions }, names };
}

/** @throws KbError CORPUS_UNKNOWN */
export function stateOf(snapshot: Snapshot, id: string) {
  const state = snapshot.corpora[id];
  if (!state) throw new KbError("CORPUS_UNKNOWN", `"${id}" is not indexed`, { facts: { id } });
  return state;
}
