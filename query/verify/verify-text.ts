import { chooseRelease, hasRelease } from "../choose-release.js";
import type { Embedder } from "../embedder.js";
import { isPackageOf } from "../find-library.js";
import type { ProjectVersion } from "../project.js";
import { querySettings } from "../query-settings.js";
import { readQuestion } from "../question.js";
import { type OpenCorpus, search } from "../search.js";
import type { Snapshot } from "../store/snapshot.js";
import { corporaOfClaim, libraryNames } from "./choose-corpus.js";
import { inLibraries, likeliest } from "./in-libraries.js";
import { readClaim } from "./read-claim.js";
import { aboutNoLibrary, notIndexed, type VerifyResult, verifyClaim } from "./verify-claim.js";

interface Index {
  readonly snapshot: Snapshot;
  readonly open: (id: string) => Promise<OpenCorpus>;
  readonly embedder: { load(): Promise<Embedder> };
}

interface Asked {
  /** Id of the corpus asked for. */
  readonly library: string | undefined;
  readonly version: string | undefined;
  /** Of the project, where one was named. */
  readonly versions: readonly ProjectVersion[] | undefined;
}

/** Passages in which the words of a claim are looked for. */
const PASSAGES = 20;

/** Reads a claim and checks it in the library that it is about, or in each that has what it names. */
export async function verifyText(index: Index, text: string, asked: Asked): Promise<VerifyResult> {
  const { snapshot, open } = index;
  const claim = readClaim(text, libraryNames(snapshot));
  const about = asked.library === undefined ? await corporaOfClaim(claim, snapshot, open) : [asked.library];
  if ("because" in about) return aboutNoLibrary(claim, about, snapshot);
  const corpora = await Promise.all(about.map(open));
  const version = asked.version ?? claim.version;
  const chosen = likeliest(corpora, [
    (corpus) => asked.versions?.some((pinned) => isPackageOf(corpus, pinned)) ?? false,
    (corpus) => version !== undefined && hasRelease(corpus, version),
  ]);
  const verifyIn = async (corpus: OpenCorpus): Promise<VerifyResult> => {
    if (asked.version === undefined && claim.version !== undefined && !hasRelease(corpus, claim.version)) {
      return notIndexed(claim, claim.version, corpus, snapshot);
    }
    const place = chooseRelease(corpus, asked.version, asked.versions, claim.version);
    const nearest = async (words: string) => {
      const question = readQuestion(words);
      const settings = querySettings({ question: words, limit: PASSAGES, budget: 20_000 });
      const where = { corpus, release: place.release, embedder: index.embedder.load() };
      return (await search({ ...settings, question, ...where })).hits;
    };
    return verifyClaim(claim, { ...place, corpus, snapshot, search: nearest });
  };
  return inLibraries(await Promise.all(chosen.map(verifyIn)));
}
