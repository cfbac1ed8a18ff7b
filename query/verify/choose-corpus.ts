import { KbError } from "../../corpora/errors.js";
import { librariesOf, libraryOf } from "../history/answer-symbol.js";
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

/**
 * The corpora that a claim may be about: the one it names, else those that know the first of the APIs it names, fewer
 * where the others that it names are known to some of them only.
 *
 * @throws KbError CORPUS_UNKNOWN when it is about another library; USAGE when it names neither
 */
export async function corporaOfClaim(
  { library, foreign, parts, text }: Claim,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<readonly string[]> {
  if (library !== undefined) return [library];
  const all = Object.keys(snapshot.corpora);
  if (foreign !== undefined) throw notThere(foreign, text, all);
  const abroad = await unindexedIn(text, snapshot);
  const alone = abroad.find(({ isHead }) => !isHead);
  if (alone !== undefined) throw notThere(alone.written, text, all, alone.id);
  if (all.length === 1) return all;
  // The API says most, a module where it is, a parameter least.
  const named = [
    ...parts.flatMap((part) => ("symbol" in part ? [part.symbol] : [])),
    ...parts.flatMap((part) => (part.kind === "within" ? [part.place] : [])),
    ...[...compoundIdentifiers(text)].sort((a, b) => Number(/[A-Z.]/.test(b)) - Number(/[A-Z.]/.test(a))),
    ...(text.match(CAPITALS) ?? []),
  ];
  let knowing: readonly string[] = [];
  for (const name of new Set(named)) {
    const own = await librariesOf(name, snapshot, open);
    const those = knowing.length === 0 ? own : knowing.filter((id) => own.includes(id));
    if (those.length > 0) knowing = those;
    if (knowing.length === 1) break;
  }
  if (knowing.length > 0) return knowing;
  const [head] = abroad;
  if (head !== undefined) throw notThere(head.written, text, all, head.id);
  const [first] = named;
  // The module or the abbreviation that it begins with tells, or else what may be meant is said.
  if (first !== undefined) return [await libraryOf(first, undefined, snapshot, open)];
  throw new KbError("USAGE", `The claim names no indexed library: "${text.slice(0, 100)}"`, {
    facts: { claim: text, indexed: all },
    hint: `Name the library: --library NAME, one of ${all.join(", ")}`,
  });
}

/** What `kb index` knows and a claim names, where it names nothing that is indexed. */
async function unindexedIn(text: string, snapshot: Snapshot): Promise<readonly LibraryMention[]> {
  const mentions = namedLibraries(text, [
    ...indexedLibraries(snapshot),
    ...(await unindexedLibraries(snapshot)),
  ]);
  return mentions.some(({ id }) => snapshot.corpora[id]) ? [] : mentions;
}

function notThere(name: string, claim: string, indexed: readonly string[], id?: string): KbError {
  const known =
    id === undefined ? "“kb corpora” lists what “kb index” can add." : `“kb index ${id}” adds it.`;
  return new KbError("CORPUS_UNKNOWN", `"${name}" is not indexed`, {
    facts: { claim, library: name, indexed },
    hint: `Indexed: ${indexed.join(", ") || "nothing"}. ${known}`,
  });
}
