/** The public surface of `framework-kb`: open a knowledge base, ask it. */
export { describeError, ERROR_CODES, type ErrorCode, KbError } from "../corpora/errors.js";
export type { DateOrigin } from "../corpora/release.js";
export type { MissingApi } from "./confidence/missing-api.js";
export { SIGNALS, type Signal, type Signals } from "./confidence/signals.js";
export {
  DEFAULT_MODEL,
  describeModel,
  type Embedder,
  type EmbedderOptions,
  openEmbedder,
} from "./embedder.js";
export type { ApiHistory } from "./history/api-history.js";
export { CHANGE_KINDS, type Change, type ChangeEvidence, type ChangeKind } from "./history/change.js";
export type { ChangesOptions, ChangesResult, ReleaseLooked } from "./history/changes.js";
export type { DiffOptions, DiffResult, DocumentDiff } from "./history/diff.js";
export type { Parameter } from "./history/parameter.js";
export type { Since } from "./history/since.js";
export type { FoundSymbol, MissingSymbol, SymbolAnswer } from "./history/symbol.js";
export type { Hunk } from "./history/text-diff.js";
export {
  type KnowledgeBase,
  type OpenOptions,
  openKnowledgeBase,
  type QueryOptions,
  type SymbolOptions,
  type VerifyOptions,
} from "./knowledge-base.js";
export { DEFAULT_RANKING, type Ranking } from "./ranking.js";
export type { CorpusRelease, VersionOrigin } from "./release.js";
export {
  CONFIDENCE_LEVELS,
  type ConfidenceLevel,
  type Hit,
  type QueryResult,
  type RecentChanges,
} from "./result.js";
export type { AffectedSymbol, DependencyUpgrade, UpgradeOptions, UpgradeResult } from "./upgrade/upgrade.js";
export type { ClaimPart } from "./verify/claim.js";
export { CLAIM_VERDICTS, type ClaimEvidence, type ClaimVerdict } from "./verify/verdict.js";
export type { CheckedPart, VerifyResult } from "./verify/verify-claim.js";
