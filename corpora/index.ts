export { builtinCorpora, corpusNames, findCorpus, mergeCorpora } from "./catalogue.js";
export { type CommandContext, EXIT_CODES } from "./command.js";
export { loadSettings, type Settings } from "./config.js";
export {
  type Corpus,
  type CorpusDefinition,
  parseCorpus,
  SOURCE_PRIORITIES,
  type SourceDefinition,
  type SourcePriority,
  sourceId,
  type UrlTemplates,
} from "./corpus.js";
export { defineCorpus } from "./define-corpus.js";
export { describeError, ERROR_CODES, type ErrorCode, KbError } from "./errors.js";
export { CONFIG_FILE, findPlace, type Place, type PlaceOptions, userDataDir } from "./place.js";
export { DATE_ORIGINS, type DateOrigin, type Release } from "./release.js";
export { VERSION_SCHEMES, type VersionScheme } from "./version.js";
