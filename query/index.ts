/** The public surface of `framework-kb`: open a knowledge base, ask it. */
export { describeError, ERROR_CODES, type ErrorCode, KbError } from "../corpora/errors.js";
export type { DateOrigin } from "../corpora/release.js";
export {
  DEFAULT_MODEL,
  describeModel,
  type Embedder,
  type EmbedderOptions,
  openEmbedder,
} from "./embedder.js";
export {
  type KnowledgeBase,
  type OpenOptions,
  openKnowledgeBase,
  type QueryOptions,
} from "./knowledge-base.js";
export { DEFAULT_RANKING, type Ranking } from "./ranking.js";
export type { CorpusRelease, VersionOrigin } from "./release.js";
export {
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  CONFIDENCE_LEVELS,
  type ConfidenceLevel,
  type Hit,
  type QueryResult,
  type RecentChanges,
} from "./result.js";
