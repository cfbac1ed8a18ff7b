import { KbError } from "../../corpora/errors.js";
import { libraryOf } from "../history/answer-symbol.js";
import { namesOf } from "../library.js";
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

/**
 * The corpus that a claim is about: the one it names, or the one that knows the API it names.
 *
 * @throws KbError CORPUS_UNKNOWN when it is about another library; USAGE when it names neither, or several libraries know the name
 */
export async function corpusOfClaim(
  { library, foreign, parts, text }: Claim,
  snapshot: Snapshot,
  open: (id: string) => Promise<OpenCorpus>,
): Promise<string> {
  if (library !== undefined) return library;
  const [symbol] = [
    ...parts.flatMap((part) => ("symbol" in part ? [part.symbol] : [])),
    ...compoundIdentifiers(text),
  ];
  const all = Object.keys(snapshot.corpora);
  if (foreign !== undefined) {
    throw new KbError("CORPUS_UNKNOWN", `"${foreign}" is not indexed`, {
      facts: { claim: text, library: foreign, indexed: all },
      hint: `Indexed: ${all.join(", ") || "nothing"}. “kb corpora” lists what “kb index” can add.`,
    });
  }
  if (all.length === 1 && all[0] !== undefined) return all[0];
  if (symbol !== undefined) return libraryOf(symbol, undefined, snapshot, open);
  throw new KbError("USAGE", `The claim names no indexed library: "${text.slice(0, 100)}"`, {
    facts: { claim: text, indexed: all },
    hint: `Name the library: --library ${all[0] ?? ""}`,
  });
}
