import type { Change, ChangeEvidence } from "../history/change.js";
import type { FoundSymbol } from "../history/symbol.js";

/** From the best to the worst: that of a claim is the worst of its parts. */
export const CLAIM_VERDICTS = ["supported", "cannot verify", "contradicted"] as const;
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

/** What a verdict rests on: a quotation and where it stands. */
export interface ClaimEvidence {
  /** A symbol's signature or notice, a change between releases, or a passage of text. */
  readonly kind: "symbol" | "change" | "passage";
  readonly quotation: string;
  readonly version: string;
  readonly url: string;
  /** Id of the source within the corpus. */
  readonly source: string;
}

/** A verdict on one part, and why. */
export interface Finding {
  readonly verdict: ClaimVerdict;
  /** One sentence. */
  readonly because: string;
  readonly evidence: readonly ClaimEvidence[];
  /** Real names that may be meant, where one is not there. */
  readonly nearest: readonly string[];
}

type Details = Partial<Pick<Finding, "evidence" | "nearest">>;

const finding =
  (verdict: ClaimVerdict) =>
  (because: string, { evidence = [], nearest = [] }: Details = {}): Finding => ({
    ...{ verdict, because, evidence, nearest },
  });

export const supported = finding("supported");
export const contradicted = finding("contradicted");
export const cannotVerify = finding("cannot verify");

export const worstOf = (verdicts: readonly ClaimVerdict[]): ClaimVerdict =>
  [...CLAIM_VERDICTS].reverse().find((verdict) => verdicts.includes(verdict)) ?? "cannot verify";

/** A symbol's own row as evidence. @param quotation instead of the signature */
export const ofSymbol = (symbol: FoundSymbol, quotation?: string): readonly ClaimEvidence[] =>
  symbol.documented.slice(0, 1).map(({ source, url }) => ({
    ...{ kind: "symbol", quotation: quotation ?? symbol.signature ?? symbol.name },
    ...{ version: symbol.version, url, source },
  }));

export const ofChange = (change: Change): readonly ClaimEvidence[] =>
  change.evidence.map(({ quotation, version, url, source }: ChangeEvidence) => ({
    ...{ kind: "change", quotation, version, url, source },
  }));

/** What release notes say, quoted. */
export const ofNotes = (notes: readonly ChangeEvidence[]): readonly ClaimEvidence[] =>
  notes.map(({ quotation, version, url, source }) => ({
    ...{ kind: "passage", quotation, version, url, source },
  }));
