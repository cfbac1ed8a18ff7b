import { KbError } from "../../corpora/errors.js";
import { libraryOf } from "../history/answer-symbol.js";
import { writtenName } from "../history/written-name.js";
import { namesOf } from "../library-names.js";
import type { OpenCorpus } from "../search.js";
import type { Snapshot } from "../store/snapshot.js";
import { compoundIdentifiers } from "../store/terms.js";
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

/** The corpus that a claim is about: the one it names, or the only one that knows the first of the APIs it names. */
export async function corpusOfClaim(
  { library, foreign, parts, text }: Claim,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<string | NoLibrary> {
  if (library !== undefined) return library;
  const all = Object.keys(snapshot.corpora);
  if (foreign !== undefined) {
    return { because: `${foreign} is not indexed`, nearest: [] };
  }
  if (all.length === 1 && all[0] !== undefined) return all[0];
  // The API says most, a module where it is, a parameter least.
  const named = [
    ...parts.flatMap((part) => ("symbol" in part ? [part.symbol] : [])),
    ...parts.flatMap((part) => (part.kind === "within" ? [part.place] : [])),
    ...[...compoundIdentifiers(text)].sort((a, b) => Number(/[A-Z.]/.test(b)) - Number(/[A-Z.]/.test(a))),
    ...(text.match(CAPITALS) ?? []),
  ];
  const errors: KbError[] = [];
  for (const name of new Set(named.map(writtenName))) {
    try {
      return await libraryOf(name, undefined, snapshot, open);
    } catch (error) {
      if (!(error instanceof KbError) || error.code !== "SYMBOL_UNKNOWN") throw error;
      errors.push(error);
    }
  }
  const [first] = errors;
  if (first === undefined)
    return { because: "the claim names no library and no API that is indexed", nearest: [] };
  const { nearest } = first.facts as { readonly nearest?: readonly string[] };
  return { because: first.message, nearest: nearest ?? [] };
}
