import { KbError } from "../../corpora/errors.js";
import { librariesOf, libraryOf } from "../history/answer-symbol.js";
import { writtenName } from "../history/written-name.js";
import { indexedLibraries, namesOf } from "../library-names.js";
import { type LibraryMention, namedLibraries } from "../named-libraries.js";
import type { OpenCorpus } from "../search.js";
import type { Snapshot } from "../store/snapshot.js";
import { compoundIdentifiers } from "../store/terms.js";
import { unindexedLibraries } from "../unindexed-libraries.js";
import type { Claim } from "./claim.js";

/** Every name that an indexed corpus goes by, lower case, with its id. */
export const libraryNames = (snapshot: Snapshot): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(snapshot.corpora).flatMap(([id, state]) =>
      namesOf(id, state).map((name) => [name.toLowerCase(), id] as const),
    ),
  );

/** A name such as `SVC` or `PCA`; that it may be a mere abbreviation does no harm where only one library has it. */
const CAPITALS = /(?<![\w.])[A-Z][A-Z0-9]+(?![\w.])/g;

/** Why a claim is about no library that is indexed. */
export interface NoLibrary {
  readonly because: string;
  /** Names that may be meant, where one is in none. */
  readonly nearest: readonly string[];
}

/**
 * The corpora that a claim may be about: the one it names, else those that know the first of the APIs it names, fewer
 * where the others that it names are known to some of them only. None, and why, where it is about another library or
 * names nothing.
 */
export async function corporaOfClaim(
  { library, foreign, parts, text }: Claim,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<readonly string[] | NoLibrary> {
  if (library !== undefined) return [library];
  const all = Object.keys(snapshot.corpora);
  if (foreign !== undefined) return notThere(foreign);
  const abroad = await unindexedIn(text, snapshot);
  const alone = abroad.find(({ isHead }) => !isHead);
  if (alone !== undefined) return notThere(alone.written, alone.id);
  if (all.length === 1) return all;
  // The API says most, a module where it is, a parameter least.
  const named = [
    ...parts.flatMap((part) => ("symbol" in part ? [part.symbol] : [])),
    ...parts.flatMap((part) => (part.kind === "within" ? [part.place] : [])),
    ...[...compoundIdentifiers(text)].sort((a, b) => Number(/[A-Z.]/.test(b)) - Number(/[A-Z.]/.test(a))),
    ...(text.match(CAPITALS) ?? []),
  ];
  const names = new Set(named.map(writtenName));
  let knowing: readonly string[] = [];
  for (const name of names) {
    const own = await librariesOf(name, snapshot, open);
    const those = knowing.length === 0 ? own : knowing.filter((id) => own.includes(id));
    if (those.length > 0) knowing = those;
    if (knowing.length === 1) break;
  }
  if (knowing.length > 0) return knowing;
  const [head] = abroad;
  if (head !== undefined) return notThere(head.written, head.id);
  const [first] = names;
  if (first === undefined)
    return { because: "the claim names no library and no API that is indexed", nearest: [] };
  // The module or the abbreviation that it begins with tells, or else what may be meant is said.
  try {
    return [await libraryOf(first, undefined, snapshot, open)];
  } catch (error) {
    if (!(error instanceof KbError) || error.code !== "SYMBOL_UNKNOWN") throw error;
    const { nearest } = error.facts as { readonly nearest?: readonly string[] };
    return { because: error.message, nearest: nearest ?? [] };
  }
}

/** What `kb index` knows and a claim names, where it names nothing that is indexed. */
async function unindexedIn(text: string, snapshot: Snapshot): Promise<readonly LibraryMention[]> {
  const mentions = namedLibraries(text, [
    ...indexedLibraries(snapshot),
    ...(await unindexedLibraries(snapshot)),
  ]);
  return mentions.some(({ id }) => snapshot.corpora[id]) ? [] : mentions;
}

const notThere = (name: string, id?: string): NoLibrary => ({
  because: `${name} is not indexed${id === undefined ? "" : `: “kb index ${id}” adds it`}`,
  nearest: [],
});
