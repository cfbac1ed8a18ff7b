import { join } from "node:path";
import { KbError } from "../corpora/errors.js";
import { spellOut } from "./abbreviations.js";
import type { AnsweredQuery } from "./answer/answer.js";
import type { SynthesisOptions } from "./answer/llm/synthesise.js";
import type { FalseQuotation, Quotation } from "./answer/quotation.js";
import type { Material } from "./answer/subjects.js";
import type { CandidatePage } from "./candidate-pages.js";
import type { CheckOptions, CheckResult } from "./check/check.js";
import { chooseRelease, hasRelease, sayingWhichLibrary } from "./choose-release.js";
import { assess } from "./confidence.js";
import { describeModel, type Embedder, type EmbedderOptions, isEmbedder, openEmbedder } from "./embedder.js";
import { expectArguments } from "./expect-arguments.js";
import { findLibrary } from "./find-library.js";
import type { ChangesOptions, ChangesResult } from "./history/changes.js";
import type { DiffOptions, DiffResult } from "./history/diff.js";
import type { SymbolAnswer } from "./history/symbol.js";
import { recentChanges, windowOf } from "./history/window.js";
import { chooseLibrary, isPackage } from "./library.js";
import { namesOf } from "./library-names.js";
import { missingIndex } from "./missing-index.js";
import { openCorpus, stateOf } from "./open-corpus.js";
import { otherVersions } from "./other-versions.js";
import type { ProjectVersion } from "./project.js";
import { querySettings } from "./query-settings.js";
import { readQuestion } from "./question.js";
import { versionsInQuestion } from "./question-version.js";
import type { Ranking } from "./ranking.js";
import { type CorpusRelease, corpusReleases, resolveRelease } from "./release.js";
import type { QueryResult } from "./result.js";
import { type OpenCorpus, search } from "./search.js";
import { openTables, type Tables } from "./store/lancedb.js";
import { type StorePaths, storePaths } from "./store/paths.js";
import { readCurrentSnapshot, type Snapshot } from "./store/snapshot.js";
import { exactNames } from "./symbols.js";
import type { UpgradeOptions, UpgradeResult } from "./upgrade/upgrade.js";
import type { VerifyResult } from "./verify/verify-claim.js";

export interface OpenOptions {
  /** Data folder that the indexer wrote. */
  readonly data: string;
  /** A model, or the embedder of your own that the index was written with; it is left open. */
  readonly embedder?: EmbedderOptions | Embedder;
  /** Load the embedding model at once, while the tables open. Default: true. Only `query` needs it. */
  readonly preload?: boolean;
}

export interface QueryOptions {
  readonly question: string;
  /** Id, alias or package of a corpus. Without it: named in the question, in the project, or the best match of all. */
  readonly library?: string | undefined;
  /** `2.4`, `2.4.1`, `>=2.1`, `~2.3`, `latest`, `stable`. Without it: the project's, else newest stable. */
  readonly version?: string | undefined;
  /** Folder (or file) from whose lock, requirements or manifest files the version is taken. */
  readonly project?: string | undefined;
  /** Only these document kinds. Default: all. */
  readonly kinds?: readonly string[] | undefined;
  /** Hits at most. Default 5, minimum 1, maximum 50. */
  readonly limit?: number | undefined;
  /** Tokens of all hits together. Default 2000, minimum 100. */
  readonly budget?: number | undefined;
  /** Months before `asOf` in which a change counts as recent. Default 6. */
  readonly windowMonths?: number | undefined;
  /** "Today". Default: now. */
  readonly asOf?: Date | undefined;
  /** Weights of the ranking; for experiments. */
  readonly ranking?: Ranking | undefined;
  /** Told of every page that was weighed, best first, with what is known of it; for experiments. */
  readonly onCandidates?: ((pages: readonly CandidatePage[]) => void) | undefined;
}

export interface AnswerOptions extends QueryOptions {
  /** A language model that words the answer from its evidence. Default: none. */
  readonly synthesis?: SynthesisOptions | undefined;
}

export interface VerifyOptions {
  /** Id, alias or package of a corpus. Without it: the one that the claim names, or that knows its API. */
  readonly library?: string | undefined;
  /** As in a query. Without it: the claim's, else the project's, else newest stable. */
  readonly version?: string | undefined;
  readonly project?: string | undefined;
}

export interface SymbolOptions {
  /** Qualified name, alias or dotted ending: `torch.compile`, `KMeans.fit`; parentheses behind it are left off. */
  readonly name: string;
  /** Id, alias or package of a corpus. Without it: the one that knows the name. */
  readonly library?: string | undefined;
  /** As in a query. */
  readonly version?: string | undefined;
  readonly project?: string | undefined;
}

/** A snapshot opened for reading. Later publishes do not disturb it; open again to see them. */
export interface KnowledgeBase {
  readonly snapshot: Snapshot;
  /**
   * Retrieves and judges evidence for a question.
   *
   * @throws KbError CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, PROJECT_UNREADABLE, USAGE
   */
  query(options: QueryOptions): Promise<QueryResult>;
  /**
   * The same, and what was found arranged as an answer: quotations and facts, each with its source. Nothing more is
   * searched for; a language model is asked only where one is given, and only what holds against the sources is kept.
   *
   * @throws KbError as `query`
   */
  answer(options: AnswerOptions): Promise<AnsweredQuery>;
  /**
   * Compares quotations with the chunks stored for a release, byte for byte; returns those that are not there.
   *
   * @throws KbError CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED
   */
  checkQuotations(
    place: { readonly library: string; readonly version: string },
    quotations: readonly Quotation[],
  ): Promise<readonly FalseQuotation[]>;
  /**
   * One symbol as of one release: signature, deprecation, history. One that is not there is an answer too, which also tells
   * whether it is a parameter of one (`KMeans.n_init`).
   *
   * @throws KbError SYMBOL_UNKNOWN where no library, or several, can be told by the name; CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, PROJECT_UNREADABLE, USAGE
   */
  symbol(options: SymbolOptions): Promise<SymbolAnswer>;
  /**
   * The API changelog of a corpus, after a release or within a window.
   *
   * @throws KbError CORPUS_UNKNOWN, SYMBOL_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, USAGE
   */
  changes(options: ChangesOptions): Promise<ChangesResult>;
  /** Two releases compared, API and text. @throws KbError CORPUS_UNKNOWN, SYMBOL_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED */
  diff(options: DiffOptions): Promise<DiffResult>;
  /**
   * What of a project's Python code an upgrade of its dependencies touches.
   *
   * @throws KbError CORPUS_UNKNOWN, PROJECT_UNREADABLE, VERSION_INVALID, VERSION_NOT_INDEXED
   */
  upgrade(options: UpgradeOptions): Promise<UpgradeResult>;
  /**
   * What of source code the releases of the libraries that it uses do not have, deprecate or changed.
   *
   * @throws KbError USAGE, CORPUS_UNKNOWN, PROJECT_UNREADABLE, VERSION_INVALID, VERSION_NOT_INDEXED
   */
  check(options: CheckOptions): Promise<CheckResult>;
  /**
   * Takes a claim apart and checks each part: supported, contradicted, or neither can be verified, as is all that is said
   * about no indexed library.
   *
   * @throws KbError CORPUS_UNKNOWN, VERSION_INVALID, VERSION_NOT_INDEXED, PROJECT_UNREADABLE, USAGE
   */
  verify(claim: string, options?: VerifyOptions): Promise<VerifyResult>;
  /** Indexed releases of a corpus, newest first. @throws KbError CORPUS_UNKNOWN */
  versions(library: string): readonly CorpusRelease[];
  close(): Promise<void>;
}

/**
 * Opens the published snapshot of a data folder.
 *
 * @throws KbError INDEX_MISSING, INDEX_OTHER_MODEL, INDEX_OTHER_SCHEMA, STORE_CORRUPT, MODEL_UNUSABLE
 */
export async function openKnowledgeBase(options: OpenOptions): Promise<KnowledgeBase> {
  const { id, embedder } = await chosenEmbedder(options);
  const paths = storePaths(options.data, id);
  const snapshot = await readCurrentSnapshot(paths);
  if (!snapshot) {
    // That nothing was indexed with a model is said only of one that could be used.
    await trial(embedder);
    throw await missingIndex(options.data, id);
  }
  // The model loads while the tables open and the channels that need no vector search.
  if (options.preload !== false) embedder.load().catch(() => undefined);
  const tables = await openTables(paths.tables);
  return createKnowledgeBase(snapshot, paths, tables, embedder);
}

/** @throws KbError MODEL_UNUSABLE */
async function trial(embedder: LazyEmbedder): Promise<void> {
  const { embedWord } = await import("./try-model.js");
  try {
    await embedWord(await embedder.load());
  } finally {
    await embedder.close();
  }
}

async function chosenEmbedder({
  data,
  embedder: given,
}: OpenOptions): Promise<{ readonly id: string; readonly embedder: LazyEmbedder }> {
  if (isEmbedder(given)) {
    return { id: given.id, embedder: { load: async () => given, close: async () => undefined } };
  }
  // One question is embedded sooner than a second thread is woken.
  const settings = { downloadTo: join(data, "models"), threads: 1, ...given };
  const model = await describeModel(settings);
  return { id: model.id, embedder: loadOnce(() => openEmbedder(settings, model)) };
}

interface LazyEmbedder {
  load(): Promise<Embedder>;
  /** Resolves when it is closed, at once if it was never loaded. */
  close(): Promise<void>;
}

function loadOnce(open: () => Promise<Embedder>): LazyEmbedder {
  let loading: Promise<Embedder> | undefined;
  return {
    load: () => {
      loading ??= open();
      return loading;
    },
    close: async () => {
      await loading?.then(
        (embedder) => embedder.close(),
        () => undefined, // what could not be loaded was said when it was needed
      );
    },
  };
}

function createKnowledgeBase(
  snapshot: Snapshot,
  paths: StorePaths,
  tables: Tables,
  embedder: LazyEmbedder,
): KnowledgeBase {
  const opened = new Map<string, Promise<OpenCorpus>>();
  let closed = false;
  const open = (id: string): Promise<OpenCorpus> => {
    const known = opened.get(id);
    if (known) return known;
    const opening = openCorpus(snapshot, paths, tables, id);
    opened.set(id, opening);
    return opening;
  };
  const ask = async (
    method: "query" | "answer",
    options: QueryOptions,
  ): Promise<{ result: QueryResult; material: Material }> => {
    if (closed) throw new KbError("USAGE", "The knowledge base was closed");
    expectArguments(method, options);
    const started = performance.now();
    const settings = querySettings(options);
    const written = readQuestion(options.question);
    if (written.words.length === 0 && written.identifiers.length === 0) {
      throw new KbError("USAGE", "The question holds no word to look for", {
        facts: { question: options.question.slice(0, 200) },
        hint: 'Ask like: kb query "default of n_init" --library scikit-learn',
      });
    }
    const loading = embedder.load();
    const versions = await versionsOf(options.project);
    const asked = options.library === undefined ? undefined : findLibrary(snapshot, options.library);
    const choice = await chooseLibrary({
      snapshot,
      open,
      embedder: loading,
      question: written,
      asked,
      project: versions,
    });
    const corpus = await open(choice.library);
    const inQuestion = versionsInQuestion(written.text, namesOf(corpus.id, corpus.state), (version) =>
      hasRelease(corpus, version),
    );
    const { release, versionFrom } = sayingWhichLibrary(corpus, choice.from, () =>
      chooseRelease(corpus, options.version, versions, inQuestion.version, options.asOf),
    );
    const question = settings.ranking.rewriting.abbreviations
      ? await spellOut(written, corpus, release)
      : written;
    const found = await search({
      ...settings,
      question,
      corpus,
      release,
      embedder: loading,
      onCandidates: options.onCandidates,
    });
    const { hits, history } = found;
    const named = [...found.named, ...found.listed];
    const confidence = await assess({
      ...{ ...found, question, corpus, release, versionFrom },
      isGuessed: choice.from === "search" && Object.keys(snapshot.corpora).length > 1,
      notIndexed: choice.notIndexed,
    });
    const touched = new Set([...exactNames(named), ...hits.flatMap(({ symbols }) => symbols)]);
    const window = windowOf(options.asOf ?? new Date(), settings.windowMonths);
    const result: QueryResult = {
      question: question.text,
      library: corpus.id,
      libraryName: corpus.state.name,
      libraryFrom: choice.from,
      libraries: Object.keys(snapshot.corpora),
      notIndexed: choice.notIndexed,
      version: release.version,
      versionFrom,
      versionDate: release.date,
      otherVersions: otherVersions(corpus, release, inQuestion),
      confidence: confidence.level,
      probability: confidence.probability,
      signals: confidence.signals,
      reasons: confidence.reasons,
      verified: confidence.verified,
      named,
      unknownNames: confidence.unknownNames,
      missing: confidence.missing,
      hits,
      recent: recentChanges(
        corpus.state,
        history.filter(({ symbol }) => touched.has(symbol)),
        window,
      ),
      indexed: corpusReleases(corpus.state).map(({ version }) => version),
      snapshot: snapshot.id,
      seconds: (performance.now() - started) / 1000,
    };
    const { isCommonMethod } = confidence;
    return {
      result,
      material: { ...found, named, hits: found.judged, question, corpus, release, isCommonMethod },
    };
  };
  return {
    snapshot,
    versions: (library) => {
      expectArguments("versions", { library });
      return corpusReleases(stateOf(snapshot, findLibrary(snapshot, library)));
    },
    query: async (options) => (await ask("query", options)).result,
    answer: async (options) => {
      const { result, material } = await ask("answer", options);
      const { assembleAnswer, withAnswer } = await import("./answer/answer.js");
      const { documentationOf } = await import("./answer/documentation.js");
      const { describeName } = await import("./history/answer-symbol.js");
      const corpus = await open(result.library);
      const { release } = material;
      const answer = await assembleAnswer(result, material, {
        documentation: (names) => documentationOf(corpus, release, names),
        describe: (name) => describeName(name, corpus, release, result.versionFrom, snapshot.id),
      });
      const answered = withAnswer(result, answer);
      if (!options.synthesis) return answered;
      const { synthesise } = await import("./answer/llm/synthesise.js");
      return withAnswer(result, await synthesise(answered, options.synthesis));
    },
    checkQuotations: async (place, quotations) => {
      expectArguments("checkQuotations", { ...place, quotations });
      const { library, version } = place;
      const corpus = await open(findLibrary(snapshot, library));
      const { storedTexts } = await import("./answer/stored-texts.js");
      const { checkQuotations } = await import("./answer/quotation.js");
      const release = resolveRelease(corpus.id, corpus.state, version);
      const texts = await storedTexts(
        corpus,
        release,
        quotations.map(({ hash }) => hash),
      );
      return checkQuotations(quotations, (hash) => texts.get(hash));
    },
    symbol: async (options) => {
      expectArguments("symbol", options);
      const { answerSymbol } = await import("./history/answer-symbol.js");
      const library = options.library === undefined ? undefined : findLibrary(snapshot, options.library);
      const versions = await versionsOf(options.project);
      return answerSymbol({ snapshot, open, library, versions }, options);
    },
    changes: async (options) => {
      expectArguments("changes", options);
      const { apiChanges } = await import("./history/changes.js");
      return apiChanges(await open(findLibrary(snapshot, options.library)), snapshot.id, options);
    },
    diff: async (options) => {
      expectArguments("diff", options);
      const { diffReleases } = await import("./history/diff.js");
      return diffReleases(await open(findLibrary(snapshot, options.library)), snapshot.id, options);
    },
    upgrade: async (options) => {
      expectArguments("upgrade", options);
      const { upgradeProject } = await import("./upgrade/upgrade.js");
      const wanted = Object.entries(options.to ?? {}).map(([name, version]) => [
        findLibrary(snapshot, name),
        version,
      ]);
      const to: Record<string, string> = Object.fromEntries(wanted);
      return upgradeProject({ ...options, to }, snapshot.id, async (version) => {
        const id = Object.keys(snapshot.corpora).find((other) => isPackage(snapshot, other, version));
        return id === undefined ? undefined : open(id);
      });
    },
    check: async (options) => {
      expectArguments("check", options);
      const { check } = await import("./check/check.js");
      const corpusOf = (version: ProjectVersion) =>
        Object.keys(snapshot.corpora).find((id) => isPackage(snapshot, id, version));
      return check({ snapshot, paths, open, corpusOf, find: (name) => findLibrary(snapshot, name) }, options);
    },
    verify: async (text, given) => {
      const options = given ?? {};
      expectArguments("verify", { ...options, claim: text });
      const { verifyText } = await import("./verify/verify-text.js");
      const library = options.library === undefined ? undefined : findLibrary(snapshot, options.library);
      const { version, project } = options;
      const asked = { library, version, versions: await versionsOf(project) };
      return verifyText({ snapshot, open, embedder }, text, asked);
    },
    close: async () => {
      closed = true;
      tables.close();
      await embedder.close();
    },
  };
}

const versionsOf = async (project: string | undefined): Promise<readonly ProjectVersion[] | undefined> =>
  project === undefined ? undefined : (await (await import("./project.js")).readProject(project)).versions;
