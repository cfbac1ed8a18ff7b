import { describeName } from "../history/answer-symbol.js";
import type { SymbolAnswer } from "../history/symbol.js";
import { writtenName } from "../history/written-name.js";
import { namesOf } from "../library-names.js";
import { type CorpusRelease, corpusReleases, type VersionOrigin } from "../release.js";
import type { Hit } from "../result.js";
import type { OpenCorpus } from "../search.js";
import type { Snapshot } from "../store/snapshot.js";
import { checkDeprecated } from "./check-deprecated.js";
import { checkMember, checkWithin } from "./check-member.js";
import { checkExists, checkKind, checkParameter } from "./check-presence.js";
import { checkProse } from "./check-prose.js";
import { checkMoved, checkRemoved } from "./check-removal.js";
import { checkSince } from "./check-since.js";
import { checkDefault, checkDefaultChanged, checkSignature } from "./check-values.js";
import type { NoLibrary } from "./choose-corpus.js";
import type { Claim, ClaimPart } from "./claim.js";
import { type DocumentedText, documentedTexts } from "./documented-text.js";
import type { OtherLibrary } from "./in-libraries.js";
import type { Place } from "./place.js";
import { type ClaimVerdict, cannotVerify, type Finding, worstOf } from "./verdict.js";
import { wouldBeThere } from "./would-be-there.js";

/** One statement of a claim with the verdict on it. */
export type CheckedPart = ClaimPart & Finding;

/** What `kb verify --json` prints and `kb.verify()` returns. */
export interface VerifyResult {
  readonly claim: string;
  /** Null, as are its name and release, where the claim is about none that is indexed: then no part can be verified. */
  readonly library: string | null;
  readonly libraryName: string | null;
  /** All that are indexed. */
  readonly libraries: readonly string[];
  /** The release that the claim was checked in; events are checked in the releases around them. */
  readonly version: string | null;
  readonly versionFrom: VersionOrigin | null;
  readonly versionDate: string | undefined;
  /** The worst of the parts: contradicted, then cannot verify, then supported. */
  readonly verdict: ClaimVerdict;
  readonly parts: readonly CheckedPart[];
  /** Other libraries that have the API, where the claim names none; it is supported or contradicted only if in each. */
  readonly others: readonly OtherLibrary[];
  /** Indexed versions of the library, newest first. */
  readonly indexed: readonly string[];
  readonly snapshot: string;
}

export interface ClaimPlace {
  readonly corpus: OpenCorpus;
  readonly release: CorpusRelease;
  readonly versionFrom: VersionOrigin;
  readonly snapshot: Snapshot;
  /** Passages of the release that are nearest to a text. */
  readonly search: (text: string) => Promise<readonly Hit[]>;
}

/** Checks each part of a claim against symbol rows, changes between releases and passages of text. */
export async function verifyClaim(claim: Claim, where: ClaimPlace): Promise<VerifyResult> {
  const { corpus, release, versionFrom, snapshot } = where;
  const place = placeOf(where);
  const parts: CheckedPart[] = [];
  for (const part of claim.parts) {
    const finding = await check(part, place, where);
    parts.push({ ...part, ...(claim.isUnderstood ? finding : asFarAsRead(finding)) });
  }
  return {
    claim: claim.text,
    library: corpus.id,
    libraryName: corpus.state.name,
    libraries: Object.keys(snapshot.corpora),
    version: release.version,
    versionFrom,
    versionDate: release.date,
    verdict: worstOf(parts.map(({ verdict }) => verdict)),
    parts,
    others: [],
    indexed: corpusReleases(corpus.state).map(({ version }) => version),
    snapshot: snapshot.id,
  };
}

/** The words left over may say something else than what the part was taken for. */
const asFarAsRead = (finding: Finding): Finding =>
  finding.verdict === "contradicted"
    ? {
        ...finding,
        verdict: "cannot verify",
        because: `not all of the claim is understood; ${finding.because}`,
      }
    : finding;

/** Of a release that is not indexed nothing is known, and no other is put in its place. */
export function notIndexed(
  claim: Claim,
  version: string,
  corpus: OpenCorpus,
  snapshot: Snapshot,
): VerifyResult {
  const indexed = corpusReleases(corpus.state).map((release) => release.version);
  const because = `${corpus.state.name} ${version} is not indexed; indexed: ${indexed.join(", ")}`;
  return {
    ...{ claim: claim.text, library: corpus.id, libraryName: corpus.state.name },
    libraries: Object.keys(snapshot.corpora),
    ...{ version, versionFrom: "question", versionDate: undefined, verdict: "cannot verify" },
    parts: claim.parts.map((part) => ({ ...part, ...cannotVerify(because) })),
    ...{ others: [], indexed, snapshot: snapshot.id },
  };
}

/** Of what is in no indexed library nothing is known: there is nothing wrong with the claim, nor is it right. */
export function aboutNoLibrary(
  claim: Claim,
  { because, nearest }: NoLibrary,
  snapshot: Snapshot,
): VerifyResult {
  return {
    ...{ claim: claim.text, library: null, libraryName: null, libraries: Object.keys(snapshot.corpora) },
    ...{ version: null, versionFrom: null, versionDate: undefined, verdict: "cannot verify" },
    parts: claim.parts.map((part) => ({ ...part, ...cannotVerify(because, { nearest }) })),
    ...{ others: [], indexed: [], snapshot: snapshot.id },
  };
}

async function check(part: ClaimPart, place: Place, where: ClaimPlace): Promise<Finding> {
  switch (part.kind) {
    case "exists":
      return checkExists(part, place);
    case "parameter":
      return checkParameter(part, place);
    case "member":
      return checkMember(part, place);
    case "within":
      return checkWithin(part, place);
    case "default":
      return checkDefault(part, place);
    case "default-changed":
      return checkDefaultChanged(part, place);
    case "since":
      return checkSince(part, place);
    case "deprecated":
      return checkDeprecated(part, place);
    case "removed":
      return checkRemoved(part, place);
    case "moved":
      return checkMoved(part, place);
    case "is":
      return checkKind(part, place);
    case "signature":
      return checkSignature(part, place);
    case "unread":
      return cannotVerify(
        "what the claim says of it is not understood: say one thing in plain words, such as “the default of p in f is 1”",
      );
    case "prose": {
      const { id, state } = where.corpus;
      return checkProse(part.text, await where.search(part.text), namesOf(id, state));
    }
  }
}

/** What is asked for twice is looked up once. */
function placeOf({ corpus, release, versionFrom, snapshot }: ClaimPlace): Place {
  const answers = new Map<string, Promise<SymbolAnswer>>();
  const texts = new Map<string, Promise<readonly DocumentedText[]>>();
  const describe = (asked: string, at: CorpusRelease): Promise<SymbolAnswer> =>
    describeName(writtenName(asked), corpus, at, versionFrom, snapshot.id);
  return {
    corpus,
    release,
    releases: corpusReleases(corpus.state),
    describe: (asked, at = release) => once(answers, `${asked} ${at.version}`, () => describe(asked, at)),
    textsOf: (symbol) => once(texts, symbol, () => documentedTexts(corpus, release, symbol)),
    wouldBeThere: (symbol) => wouldBeThere(corpus, release, symbol),
  };
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const there = known.get(key);
  if (there) return there;
  const made = make();
  known.set(key, made);
  return made;
}
