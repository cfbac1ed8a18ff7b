import { type CorpusRelease, isVisible } from "../release.js";
import type { CorpusState } from "../store/snapshot.js";
import type { Change } from "./change.js";
import { readDeprecation } from "./compare-symbols.js";
import type { SymbolLife } from "./life.js";
import { type Since, sinceOf } from "./since.js";

/** What the index knows of a symbol's past, in few words: it stands beside each hit. */
export interface ApiHistory {
  readonly symbol: string;
  readonly since: Since;
  /** When it was deprecated, if it is in this release. */
  readonly deprecatedSince: Since | null;
  /** What to use instead, where the project says. */
  readonly replacement: string | null;
  /** Releases that changed its signature, oldest first. */
  readonly changedIn: readonly string[];
}

/** @param release the one that is asked about */
export function apiHistory(
  corpus: CorpusState,
  symbol: string,
  release: CorpusRelease,
  known: { readonly lives: readonly SymbolLife[]; readonly history: readonly Change[] },
): ApiHistory | null {
  const lives = known.lives.filter(({ name }) => name === symbol);
  const history = known.history.filter((change) => change.symbol === symbol);
  const since = sinceOf(corpus, lives, history);
  if (!since) return null;
  const here = lives.filter((life) => isVisible(life, release));
  const deprecation = here.map(({ deprecated }) => readDeprecation(deprecated)).find((other) => other);
  return {
    symbol,
    since,
    deprecatedSince: deprecation ? deprecatedSince(deprecation.since, since, history) : null,
    replacement: deprecation?.replacement ?? null,
    changedIn: [...new Set(history.filter(({ kind }) => touchesCalls(kind)).map(({ version }) => version))],
  };
}

const touchesCalls = (kind: Change["kind"]): boolean =>
  !/^(added|removed|moved|renamed|deprecated|un-deprecated|behaviour-changed|documentation-changed)$/.test(
    kind,
  );

/** What the message says, or the release in which it was first seen; the oldest indexed one proves only "or before". */
export function deprecatedSince(stated: string | undefined, since: Since, history: readonly Change[]): Since {
  if (stated !== undefined) return { version: stated, from: "declared" };
  const change = history.findLast(({ kind, parameter }) => kind === "deprecated" && parameter === undefined);
  if (change) return { version: change.version, from: "indexed" };
  // Never seen to become deprecated: it was from its first release on.
  return since.from === "indexed" ? since : { ...since, from: "oldest" };
}
