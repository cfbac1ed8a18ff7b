import { commonMethod } from "./confidence/common-method.js";
import { type Judgement, judge } from "./confidence/judge.js";
import { lackingParameter } from "./confidence/lacking-parameter.js";
import { type MissingApi, missingApis, missingParameter } from "./confidence/missing-api.js";
import { unknownNames } from "./confidence/unknown-names.js";
import { WEIGHTS } from "./confidence/weights.js";
import type { Question } from "./question.js";
import type { CorpusRelease, VersionOrigin } from "./release.js";
import type { OpenCorpus, SearchOutcome } from "./search.js";
import type { UnindexedLibrary } from "./unindexed-libraries.js";

export interface Confidence extends Judgement {
  /** Names in the question that stand for nothing in the release. */
  readonly unknownNames: readonly string[];
  readonly missing: readonly MissingApi[];
  /** The question names a method that too many classes have, and no class. */
  readonly isCommonMethod: boolean;
}

export interface Assessed extends SearchOutcome {
  readonly question: Question;
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
  readonly versionFrom: VersionOrigin;
  readonly isGuessed: boolean;
  /** What the question is about instead. */
  readonly notIndexed: readonly UnindexedLibrary[];
}

/** How far the hits can be trusted, and what the question names that is not there. */
export async function assess(assessed: Assessed): Promise<Confidence> {
  const { question, corpus, release, judged: hits, named, history } = assessed;
  const [unknown, common] = await Promise.all([
    unknownNames(assessed, question, named, hits),
    commonMethod(corpus, release, question, named, hits),
  ]);
  const isLater = (version: string): boolean =>
    Object.values(corpus.state.sources).some(({ releases }) =>
      releases.some((other) => other.version === version && other.key > release.key),
    );
  const lacking = lackingParameter(question, named, hits, history, isLater);
  const judged = judge({ ...assessed, hits, unknown, lacking, common }, WEIGHTS);
  const judgement = { ...judged, isCommonMethod: common !== undefined };
  // What is not there is no news of a library that nobody asked about.
  if (assessed.notIndexed.length > 0) return { ...judgement, unknownNames: [], missing: [] };
  const names = [...(lacking ? [lacking.parameter] : []), ...unknown.map(({ asked }) => asked)];
  const isMissing = unknown.filter(({ isApi, asked }) => isApi && asked !== lacking?.parameter);
  const [parameter, apis] = await Promise.all([
    lacking && !lacking.takesAny ? missingParameter(lacking, corpus, release) : undefined,
    missingApis(isMissing, corpus, release),
  ]);
  return {
    ...judgement,
    unknownNames: [...new Set(names)],
    missing: [...(parameter ? [parameter] : []), ...apis],
  };
}
