import { compareVersions, isVersion } from "../../corpora/version.js";
import type { CorpusState } from "../store/snapshot.js";
import { type Change, isListedOnly } from "./change.js";
import type { SymbolLife } from "./life.js";

/** The release in which something came, and how that is known. */
export interface Since {
  readonly version: string;
  /**
   * `declared`: a directive or tag of the documentation says so. `indexed`: the release indexed before it did not
   * have it. `noted`: release notes say so. `listed`: the API reference of the release indexed before it did not list it,
   * which may leave things out, so it came in that one *or before*. `oldest`: the same of the oldest release indexed.
   */
  readonly from: "declared" | "noted" | "indexed" | "listed" | "oldest";
}

/**
 * When a symbol came; undefined where nothing is known of it. Lives and history are those of its earlier names too.
 *
 * @param noted the release that release notes say it is new in
 */
export function sinceOf(
  corpus: CorpusState,
  lives: readonly SymbolLife[],
  history: readonly Change[],
  noted?: string,
): Since | undefined {
  const versions = lives.flatMap(({ source, since }) => {
    const release = corpus.sources[source]?.releases.find(({ key }) => key === since);
    return release ? [release.version] : [];
  });
  const compare = (a: string, b: string) => compareVersions(corpus.versions, a, b);
  const first = [...versions].sort(compare)[0];
  if (first === undefined) return undefined;
  const event = history.find(({ kind }) => kind === "added" || kind === "removed");
  const came = event?.kind === "added" && compare(first, event.version) >= 0 ? event.version : undefined;
  const isListing = event !== undefined && isListedOnly(event);
  const seen: Since =
    came === undefined
      ? { version: oldestRead(corpus, lives, compare) ?? first, from: "oldest" }
      : { version: came, from: isListing ? "listed" : "indexed" };
  const declared = lives
    .map(({ declaredSince }) => declaredSince)
    .filter((version) => version !== "" && isVersion(corpus.versions, version))
    .sort(compare)[0];
  // A note may be copied from elsewhere: one that names a later release than it stands in is none.
  if (declared !== undefined && compare(declared, seen.version) <= 0) {
    return { version: declared, from: "declared" };
  }
  // A release that did not have it yet is better evidence than words; one that did not list it is not.
  const after = came === undefined || isListing ? undefined : event?.previous;
  const isPossible =
    noted !== undefined &&
    compare(noted, seen.version) <= 0 &&
    (after === undefined || compare(noted, after) > 0);
  return isPossible ? { version: noted, from: "noted" } : seen;
}

/** The oldest release that a source which knows the symbol was read for. */
function oldestRead(
  corpus: CorpusState,
  lives: readonly SymbolLife[],
  compare: (a: string, b: string) => number,
): string | undefined {
  const sources = [...new Set(lives.map(({ source }) => source))];
  return sources.flatMap((source) => corpus.sources[source]?.releases[0]?.version ?? []).sort(compare)[0];
}

/** `since 1.9.1`, `in or before 1.6.1`, `in the API reference since 1.9.1`. */
export const sinceText = ({ version, from }: Since): string =>
  from === "oldest"
    ? `in or before ${version}`
    : `${from === "listed" ? "in the API reference " : ""}since ${version}`;

/** Who says so, where it is not the releases themselves. */
export const sinceOrigin = ({ from }: Since): string => ORIGINS[from];

const ORIGINS: Readonly<Record<Since["from"], string>> = {
  declared: ", as its documentation says",
  noted: ", as the release notes say",
  indexed: "",
  listed: "; it may be older",
  oldest: "",
};
