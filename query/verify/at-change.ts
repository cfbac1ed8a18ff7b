import type { Change } from "../history/change.js";
import { fitOf } from "./timing.js";
import { cannotVerify, contradicted, type Finding, ofChange, supported } from "./verdict.js";

/** What two neighbouring indexed releases prove about the release in which something happened. */
export function atChange(version: string | undefined, change: Change, what: string): Finding {
  const because = `${what} after ${change.previous}, in ${change.version} at the latest`;
  const fit = version === undefined ? "fits" : fitOf(version, change.previous, change.version);
  const verdict = { fits: supported, possible: cannotVerify, impossible: contradicted }[fit];
  const between = fit === "possible" ? `${because}; the releases between are not indexed` : because;
  return verdict(between, { evidence: ofChange(change) });
}
