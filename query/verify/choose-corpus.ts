import { KbError } from "../../corpora/errors.js";
import { libraryOf } from "../history/answer-symbol.js";
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

/**
 * The corpus that a claim is about: the one it names, or the only one that knows the first of the APIs it names.
 *
 * @throws KbError CORPUS_UNKNOWN when it is about another library; USAGE when it names neither, or several libraries know the name
 */
export async function corpusOfClaim(
  { library, foreign, parts, text }: Claim,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<string> {
  if (library !== undefined) return library;
  const all = Object.keys(snapshot.corpora);
  if (foreign !== undefined) {
    throw new KbError("CORPUS_UNKNOWN", `"${foreign}" is not indexed`, {
      facts: { claim: text, library: foreign, indexed: all },
      hint: `Indexed: ${all.join(", ") || "nothing"}. “kb corpora” lists what “kb index” can add.`,
    });
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
  for (const name of new Set(named)) {
    try {
      return await libraryOf(name, undefined, snapshot, open);
    } catch (error) {
      if (!(error instanceof KbError) || error.code !== "USAGE") throw error;
      errors.push(error);
    }
  }
  throw (
    errors[0] ??
    new KbError("USAGE", `The claim names no indexed library: "${text.slice(0, 100)}"`, {
      facts: { claim: text, indexed: all },
      hint: `Name the library: --library NAME, one of ${all.join(", ")}`,
    })
  );
}
