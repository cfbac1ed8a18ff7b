import { isListed } from "../store/listed.js";
import type { IndexedRelease, SourceState } from "../store/snapshot.js";
import { leafOf } from "../store/terms.js";
import { urlOf } from "../url.js";
import type { ChangeEvidence } from "./change.js";
import type { ReleaseDifference } from "./compare-releases.js";
import { readDeprecation } from "./compare-symbols.js";
import type { SymbolLife } from "./life.js";
import { parameterText, readParameters } from "./parameter.js";
import type { ReleasePair } from "./release-pairs.js";

/** Characters of a quotation. */
const LONGEST = 400;

/** Makes the evidence of a pair's differences: both sides, as far as there are two. */
export function evidenceIn(pair: ReleasePair): (difference: ReleaseDifference) => readonly ChangeEvidence[] {
  const { source, state, previous, here } = pair;
  // A large release has thirty changes a row: the place of each row is worked out once.
  const places = new Map<SymbolLife, ChangeEvidence>();
  const place = (life: SymbolLife, release: IndexedRelease): ChangeEvidence => {
    const known = places.get(life);
    if (known) return known;
    const shown = witness(source, state, release, life, "");
    const made: ChangeEvidence = isListed(life) ? { ...shown, isListing: true } : shown;
    places.set(life, made);
    return made;
  };
  return (difference) => {
    const { was, is } = difference;
    const before = was && { ...place(was, previous), quotation: cut(quotationOf(difference, was, "before")) };
    const after = is && { ...place(is, here), quotation: cut(quotationOf(difference, is, "after")) };
    return [...(before ? [before] : []), ...(after ? [after] : [])];
  };
}

/** A quotation with the place where it stands in a release. */
export const witness = (
  source: string,
  state: SourceState,
  release: IndexedRelease,
  life: Pick<SymbolLife, "path" | "title" | "anchor">,
  quotation: string,
): ChangeEvidence => ({
  source,
  version: release.version,
  url: urlOf(state, release, { path: life.path, title: life.title, anchor: life.anchor, kind: "api" }),
  quotation: cut(quotation),
});

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);

function quotationOf(difference: ReleaseDifference, life: SymbolLife, side: "before" | "after"): string {
  const { kind, parameter } = difference;
  if (parameter === undefined && (kind === "deprecated" || kind === "un-deprecated")) {
    return readDeprecation(life.deprecated)?.message || signatureOf(life);
  }
  if (parameter === undefined || parameter === "return") return signatureOf(life);
  const name = kind === "parameter-renamed" ? (difference[side] ?? parameter) : parameter;
  const found = readParameters(life).find((other) => other.name === name);
  // What is not there is shown by the whole signature, in which it is not.
  return found ? `${leaf(life.name)}(…, ${parameterText(found)}, …)` : signatureOf(life);
}

const signatureOf = ({ signature, name }: SymbolLife): string => signature || name;

const leaf = (name: string): string => name.slice(name.length - leafOf(name).length);
