/** The public surface of `framework-kb`: open a knowledge base, ask it. */
export { describeError, ERROR_CODES, type ErrorCode, KbError } from "../corpora/errors.js";
export type { DateOrigin } from "../corpora/release.js";
export type { Answer, AnsweredQuery, Deprecated } from "./answer/answer.js";
export type { Check } from "./answer/checklist.js";
export type { AnswerSource } from "./answer/citations.js";
export type { ChatModel, ChatPrompt } from "./answer/llm/chat-model.js";
export type { CheckedSentence } from "./answer/llm/check-sentence.js";
export type { Synthesis, SynthesisOptions } from "./answer/llm/synthesise.js";
export { QUESTION_KINDS, type QuestionKind } from "./answer/question-kind.js";
export type { FalseQuotation, Quotation } from "./answer/quotation.js";
export { type BriefAnswer, briefOf, renderBrief } from "./answer/render-brief.js";
export { renderMarkdown } from "./answer/render-markdown.js";
export type { Requirement } from "./answer/requirements.js";
export type { Statement } from "./answer/statement.js";
export type { ReleaseValue, VersionDifference } from "./answer/version-values.js";
export type { CheckOptions, CheckResult } from "./check/check.js";
export {
  type CheckEvidence,
  type CheckFinding,
  RULES,
  type Rule,
  SEVERITIES,
  type Severity,
} from "./check/finding.js";
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
export type { AsParameter } from "./history/as-parameter.js";
export { CHANGE_KINDS, type Change, type ChangeEvidence, type ChangeKind } from "./history/change.js";
export type { ChangesOptions, ChangesResult, ReleaseLooked } from "./history/changes.js";
export type { DiffOptions, DiffResult, DocumentDiff } from "./history/diff.js";
export type { SymbolNote } from "./history/notes/symbol-notes.js";
export type { Parameter } from "./history/parameter.js";
export type { Since } from "./history/since.js";
export type { Absence, FoundSymbol, MissingSymbol, SymbolAnswer } from "./history/symbol.js";
export type { Hunk } from "./history/text-diff.js";
export type { VersionNote } from "./history/version-notes.js";
export {
  type AnswerOptions,
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
  type ChunkSpan,
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
