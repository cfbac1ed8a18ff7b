import { isSameRelease } from "./timing.js";
import { cannotVerify, contradicted, type Finding, supported } from "./verdict.js";

/** A notice that names a release, beside the one that a claim names. */
export function stating(
  stated: string | undefined,
  version: string | undefined,
  evidence: Finding["evidence"],
): Finding {
  if (version === undefined) return supported("its notice says so", { evidence });
  if (stated === undefined) return cannotVerify("its notice says so, but not since when", { evidence });
  return (isSameRelease(version, stated) ? supported : contradicted)(`its notice says ${stated}`, {
    evidence,
  });
}
