import type { Change } from "../history/change.js";
import { nameOf, type Place } from "./place.js";
import { orderOf } from "./timing.js";
import { type ClaimEvidence, cannotVerify, contradicted, type Finding, ofChange } from "./verdict.js";

/**
 * What follows for a deprecation from there being no notice of it: nothing, unless an earlier release had one and the
 * release, or one before it, withdrew it.
 *
 * @param what the API or the parameter, in words
 * @param changes its own
 */
export function unmarked(
  what: string,
  changes: readonly Change[],
  place: Place,
  evidence: readonly ClaimEvidence[],
): Finding {
  const last = changes.findLast(
    ({ kind, version }) => /^(?:un-)?deprecated$/.test(kind) && orderOf(version, place.release.version) <= 0,
  );
  return last?.kind === "un-deprecated"
    ? contradicted(`the notice about ${what} was withdrawn in ${last.version}`, { evidence: ofChange(last) })
    : cannotVerify(
        `nothing that was read of ${nameOf(place)}, signature, documentation and warnings, marks ${what} as deprecated`,
        { evidence },
      );
}
