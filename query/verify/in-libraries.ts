import { CLAIM_VERDICTS, type ClaimVerdict } from "./verdict.js";
import type { CheckedPart, VerifyResult } from "./verify-claim.js";

/** Another library that has what a claim is about, where the claim names none. */
export interface OtherLibrary {
  readonly library: string;
  readonly libraryName: string;
  readonly version: string;
  readonly verdict: ClaimVerdict;
}

/**
 * One verdict on a claim that was checked in each of the libraries that it may be about: theirs where they agree; where
 * they do not, it cannot be verified until somebody says which is meant. The evidence is that of the best verdict.
 *
 * @param results one or more, each of a library
 */
export function inLibraries(results: readonly VerifyResult[]): VerifyResult {
  const rank = ({ verdict }: VerifyResult): number => CLAIM_VERDICTS.indexOf(verdict);
  const [first, ...rest] = [...results].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error("a claim was checked in no library");
  const others = rest.flatMap(({ library, libraryName, version, verdict }) =>
    library === null || libraryName === null || version === null
      ? []
      : [{ library, libraryName, version, verdict }],
  );
  if (others.every(({ verdict }) => verdict === first.verdict)) return { ...first, others };
  const ids = [first, ...others].map(({ library }) => `--library ${library}`).join(" or ");
  const told = others.map(({ libraryName, version, verdict }) => `${libraryName} ${version}: ${verdict}`);
  const parts = first.parts.map((part): CheckedPart => {
    if (part.verdict === "cannot verify") return part;
    const because = `${part.because}; but in ${told.join(", ")}. Name the library: ${ids}`;
    return { ...part, verdict: "cannot verify", because };
  });
  return { ...first, verdict: "cannot verify", parts, others };
}

/** Those that pass each test, in turn; a test that none passes says nothing. */
export const likeliest = <T>(all: readonly T[], tests: readonly ((one: T) => boolean)[]): readonly T[] =>
  tests.reduce((left, test) => {
    const passing = left.filter(test);
    return passing.length > 0 ? passing : left;
  }, all);
